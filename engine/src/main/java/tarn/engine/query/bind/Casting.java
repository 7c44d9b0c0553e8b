package tarn.engine.query.bind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.sql.error.SqlException;

/** Inserts casts. Literals take the type at once where that is plainly possible. */
final class Casting {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIMESTAMP =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?");
    private static final DateTimeFormatter TIMESTAMP_FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private Casting() {}

    /** The expression as {@code type}; the caller knows that the conversion exists. */
    static Expr to(Expr expr, DataType type, Binding binding) {
        if (expr instanceof Expr.Parameter parameter && parameter.type() == ScalarType.NULL) {
            return binding.typed(parameter, type);
        }
        if (expr.type().equals(type)) {
            return expr;
        }
        if (expr instanceof Expr.Literal literal) {
            return isUntyped(expr) ? eagerly(literal, type, binding) : literal(literal, type, binding);
        }
        return new Expr.Cast(expr, type, false, binding.settings().zone(), expr.span());
    }

    /** An array as a list; all else as it is. */
    static Expr list(Expr expr) {
        return expr.type() instanceof ArrayType array ? new Expr.Cast(expr, array.asList(), false, expr.span()) : expr;
    }

    static List<Expr> all(List<Expr> exprs, List<DataType> types, Binding binding) {
        var cast = new java.util.ArrayList<Expr>(exprs.size());
        for (int i = 0; i < exprs.size(); i++) {
            cast.add(to(exprs.get(i), types.get(i), binding));
        }
        return List.copyOf(cast);
    }

    /** The expression as {@code type}; where a literal makes no sense as that, the first row that needs it says so. */
    static Expr later(Expr expr, DataType type, Binding binding) {
        return expr instanceof Expr.Literal literal ? literal(literal, type, binding) : to(expr, type, binding);
    }

    /** The literal converted now; where the text makes no sense as that type, that is the error. */
    static Expr eagerly(Expr.Literal literal, DataType type, Binding binding) {
        var folded = literal(literal, type, binding);
        if (folded instanceof Expr.Literal) {
            return folded;
        }
        try {
            return binding.settings().constants().evaluate(folded);
        } catch (SqlException e) {
            throw e.at(literal.span());
        }
    }

    private static Expr literal(Expr.Literal literal, DataType type, Binding binding) {
        if (literal.type().equals(type)) {
            return literal;
        }
        var value = literal.value() == null ? null : convert(literal.value(), literal.type(), type);
        return literal.value() != null && value == null
                ? new Expr.Cast(literal, type, false, binding.settings().zone(), literal.span())
                : new Expr.Literal(value, type, literal.span());
    }

    /** The value in its new form, or null where that is left to the cast itself. */
    private static @Nullable Object convert(Object value, DataType from, DataType to) {
        if (from == ScalarType.VARCHAR) {
            return parse((String) value, to);
        }
        if (!from.isInteger() && !(from instanceof DecimalType) || from == ScalarType.UHUGEINT) {
            return null;
        }
        var unscaled = value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
        int scale = from instanceof DecimalType decimal ? decimal.scale() : 0;
        if (to instanceof DecimalType(int precision, int newScale)) {
            if (newScale < scale) {
                return null;
            }
            var scaled = unscaled.multiply(BigInteger.TEN.pow(newScale - scale));
            return scaled.abs().compareTo(BigInteger.TEN.pow(precision)) < 0 ? BindLiteral.physical(scaled, to) : null;
        }
        if (to.isInteger()) {
            return scale == 0 && to.holds(unscaled) ? BindLiteral.physical(unscaled, to) : null;
        }
        return to == ScalarType.DOUBLE ? (Object) new BigDecimal(unscaled, scale).doubleValue() : null;
    }

    private static @Nullable Object parse(String text, DataType to) {
        try {
            if (to.isInteger() && INTEGER.matcher(text).matches()) {
                var value = new BigInteger(text);
                return to.holds(value) ? BindLiteral.physical(value, to) : null;
            }
            boolean date = DATE.matcher(text).matches();
            if (to == ScalarType.DATE && date) {
                return LocalDate.parse(text).toEpochDay();
            }
            if (to == ScalarType.TIMESTAMP && date) {
                return Math.multiplyExact(LocalDate.parse(text).toEpochDay(), 86_400_000_000L);
            }
            if (to == ScalarType.TIMESTAMP && TIMESTAMP.matcher(text).matches()) {
                var time = LocalDateTime.parse(text.replace('T', ' '), TIMESTAMP_FORMAT);
                return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000;
            }
        } catch (DateTimeException _) {
            return null;
        }
        return null;
    }

    /** Whether it is a string or whole number written down, which takes the type that its surroundings ask for. */
    static boolean isUntyped(Expr expr) {
        return expr instanceof Expr.Literal literal
                && literal.value() != null
                && (literal.type() == ScalarType.VARCHAR
                        || literal.type().isInteger() && literal.type() != ScalarType.UHUGEINT);
    }

    /** What choosing a function or a common type needs to know. */
    static Argument argument(Expr expr) {
        if (!(expr instanceof Expr.Literal(Object value, var type, var _)) || value == null) {
            return Argument.of(expr.type());
        }
        return isUntyped(expr) ? Argument.literal(type, value) : Argument.constant(type, value);
    }

    static List<Argument> arguments(List<Expr> exprs) {
        return exprs.stream().map(Casting::argument).toList();
    }

    /** A condition: what is not a BOOLEAN is cast to one where DuckDB does so. */
    static Expr condition(Expr expr, String where, Binding binding) {
        var type = expr.type();
        if (type == ScalarType.BOOLEAN) {
            return expr;
        }
        if (type == ScalarType.NULL || type == ScalarType.VARCHAR || type.isNumeric()) {
            return to(expr, ScalarType.BOOLEAN, binding);
        }
        throw SqlException.typeMismatch(where + " needs a BOOLEAN, not a " + type.sql(), expr.span());
    }

    /** One type for several values, as CASE and COALESCE need it. */
    static DataType common(List<Expr> exprs, String where) {
        var common = Coercion.commonType(arguments(exprs));
        if (common != null) {
            return common;
        }
        for (var expr : exprs) {
            var first = exprs.getFirst();
            if (Coercion.commonType(argument(first), argument(expr)) == null) {
                throw mixed(first, expr, where);
            }
        }
        throw mixed(exprs.getFirst(), exprs.getLast(), where);
    }

    private static SqlException mixed(Expr first, Expr other, String where) {
        return SqlException.typeMismatch(
                        "cannot mix types in " + where + ": " + first.type().sql() + " and "
                                + other.type().sql(),
                        other.span())
                .hint("cast one of them");
    }
}
