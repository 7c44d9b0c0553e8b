package tarn.engine.query.bind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.ast.UnaryOperator;
import tarn.sql.error.Span;

/** Constants that are written down. */
final class BindLiteral {
    private BindLiteral() {}

    static Expr bind(Expression.Literal literal, Binding binding) {
        var span = literal.span();
        return switch (literal) {
            case Expression.IntegerLiteral integer -> integer(new BigInteger(integer.digits()), span);
            case Expression.DecimalLiteral decimal -> decimal(decimal.text(), false, span);
            case Expression.FloatLiteral number -> real(Double.parseDouble(number.text()), span);
            case Expression.StringLiteral string -> string(string.value(), span);
            case Expression.BlobLiteral blob ->
                new Expr.Literal(new Bytes(HexFormat.of().parseHex(blob.hex())), ScalarType.BLOB, span);
            case Expression.BooleanLiteral bool -> bool(bool.value(), span);
            case Expression.NullLiteral _ -> nothing(ScalarType.NULL, span);
            case Expression.TypedLiteral typed ->
                Casting.eagerly(string(typed.value(), span), BindType.type(typed.type(), binding), binding);
        };
    }

    /** The number that a literal is with the minus signs before it, or null where it is not a literal number. */
    static @Nullable Expr signed(Expression signed) {
        var number = signed;
        boolean negative = false;
        while (number instanceof Expression.Unary(var operator, var operand, var _)
                && operator == UnaryOperator.NEGATE) {
            negative = !negative;
            number = operand;
        }
        var span = signed.span();
        return switch (number) {
            case Expression.IntegerLiteral integer -> {
                var value = new BigInteger(integer.digits());
                yield integer(negative ? value.negate() : value, span);
            }
            case Expression.DecimalLiteral decimal -> decimal(decimal.text(), negative, span);
            case Expression.FloatLiteral literal -> {
                double value = Double.parseDouble(literal.text());
                yield real(negative ? -value : value, span);
            }
            default -> null;
        };
    }

    static Expr integer(BigInteger value, Span span) {
        if (value.bitLength() < 32) {
            return new Expr.Literal(value.longValue(), ScalarType.INTEGER, span);
        }
        if (value.bitLength() < 64) {
            return new Expr.Literal(value.longValue(), ScalarType.BIGINT, span);
        }
        if (value.bitLength() < 128) {
            return new Expr.Literal(value, ScalarType.HUGEINT, span);
        }
        return ScalarType.UHUGEINT.holds(value)
                ? new Expr.Literal(Uhugeint.physical(value), ScalarType.UHUGEINT, span)
                : real(value.doubleValue(), span);
    }

    /** Its precision is the number of digits as written, leading zeros included. */
    private static Expr decimal(String text, boolean negative, Span span) {
        String digits = text.replace("_", "");
        int point = digits.indexOf('.');
        int scale = digits.length() - point - 1;
        int precision = Math.max(1, digits.length() - 1);
        if (precision > DecimalType.MAX_PRECISION) {
            return real(Double.parseDouble((negative ? "-" : "") + digits), span);
        }
        var value = new BigDecimal(digits.endsWith(".") ? digits + "0" : digits)
                .movePointRight(scale)
                .toBigInteger();
        var type = new DecimalType(precision, scale);
        return new Expr.Literal(physical(negative ? value.negate() : value, type), type, span);
    }

    /** A whole number (of a decimal: unscaled) in the form that literals of the type have. */
    static Object physical(BigInteger value, DataType type) {
        if (type == ScalarType.UHUGEINT) {
            return Uhugeint.physical(value);
        }
        return type.lane().bytes() > 8 ? (Object) value : (Object) value.longValueExact();
    }

    static Expr.Literal real(double value, Span span) {
        return new Expr.Literal(value, ScalarType.DOUBLE, span);
    }

    static Expr.Literal string(String value, Span span) {
        return new Expr.Literal(value, ScalarType.VARCHAR, span);
    }

    static Expr.Literal bool(boolean value, Span span) {
        return new Expr.Literal(value, ScalarType.BOOLEAN, span);
    }

    static Expr.Literal nothing(DataType type, Span span) {
        return new Expr.Literal(null, type, span);
    }

    static Expr.Literal bigint(long value, Span span) {
        return new Expr.Literal(value, ScalarType.BIGINT, span);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
