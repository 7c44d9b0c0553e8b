package tarn.engine.query.bind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.ast.IntervalUnit;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code INTERVAL '3 days'}, {@code INTERVAL 3 DAY}, {@code INTERVAL (n) MONTH}. */
final class BindInterval {
    private BindInterval() {}

    static Expr bind(Expression.Interval interval, ExprBinder binder) {
        if (interval.to() != null) {
            throw SqlException.notSupported(
                    "INTERVAL with " + interval.unit() + " TO " + interval.to(), interval.span());
        }
        var span = interval.span();
        if (interval.unit() == null) {
            return interval.value() instanceof Expression.StringLiteral text
                    ? Casting.eagerly(
                            BindLiteral.string(text.value(), text.span()), ScalarType.INTERVAL, binder.binding())
                    : new Expr.Cast(binder.bind(interval.value()), ScalarType.INTERVAL, false, span);
        }
        var amount = amount(interval.value(), binder);
        if (amount != null) {
            return new Expr.Literal(literal(amount, interval.unit(), span), ScalarType.INTERVAL, span);
        }
        String function = "to_" + plural(interval.unit());
        var units = whole(interval.unit(), binder.bind(interval.value()), binder);
        return BindOperator.call(function, List.of(units), span, binder.binding());
    }

    /** Units longer than a second are counted in whole numbers: the rest of a fraction is dropped. */
    private static Expr whole(IntervalUnit unit, Expr amount, ExprBinder binder) {
        boolean fractions = switch (unit) {
            case SECOND, MILLISECOND -> true;
            default -> amount.type().isInteger() || !amount.type().isNumeric();
        };
        return fractions
                ? amount
                : Casting.to(
                        BindOperator.call("trunc", List.of(amount), amount.span(), binder.binding()),
                        ScalarType.BIGINT,
                        binder.binding());
    }

    private static String plural(IntervalUnit unit) {
        return switch (unit) {
            case CENTURY -> "centuries";
            case MILLENNIUM -> "millennia";
            default -> unit.name().toLowerCase(Locale.ROOT) + "s";
        };
    }

    /** The number that is written there, or null where it has to be computed. */
    private static @Nullable BigDecimal amount(Expression value, ExprBinder binder) {
        if (value instanceof Expression.StringLiteral text) {
            try {
                return new BigDecimal(text.value().strip());
            } catch (NumberFormatException _) {
                throw SqlException.of(ErrorCode.CAST, "not a number of units: '" + text.value() + "'", text.span());
            }
        }
        boolean number = value instanceof Expression.IntegerLiteral
                || value instanceof Expression.DecimalLiteral
                || value instanceof Expression.Unary;
        if (number && binder.bind(value) instanceof Expr.Literal(Object constant, var type, var _)) {
            var unscaled = constant instanceof Long small
                    ? BigDecimal.valueOf(small)
                    : constant instanceof BigInteger big ? new BigDecimal(big) : null;
            int scale = type instanceof tarn.engine.data.type.DecimalType decimal ? decimal.scale() : 0;
            return unscaled == null ? null : unscaled.movePointLeft(scale);
        }
        return null;
    }

    /** Units of a day and longer take whole numbers only (fractions are cut off); shorter ones keep microseconds. */
    private static Interval literal(BigDecimal amount, IntervalUnit unit, Span span) {
        try {
            return switch (unit) {
                case YEAR -> months(amount, 12);
                case QUARTER -> months(amount, 3);
                case MONTH -> months(amount, 1);
                case DECADE -> months(amount, 120);
                case CENTURY -> months(amount, 1200);
                case MILLENNIUM -> months(amount, 12000);
                case WEEK -> new Interval(0, Math.multiplyExact(whole(amount), 7), 0);
                case DAY -> new Interval(0, whole(amount), 0);
                case HOUR -> micros(amount, 3_600_000_000L);
                case MINUTE -> micros(amount, 60_000_000L);
                case SECOND -> micros(amount, 1_000_000L);
                case MILLISECOND -> micros(amount, 1_000L);
                case MICROSECOND -> micros(amount, 1L);
            };
        } catch (ArithmeticException _) {
            throw SqlException.of(ErrorCode.OVERFLOW, "interval is out of range", span);
        }
    }

    private static int whole(BigDecimal amount) {
        return amount.toBigInteger().intValueExact();
    }

    private static Interval months(BigDecimal amount, int each) {
        return new Interval(Math.multiplyExact(whole(amount), each), 0, 0);
    }

    private static Interval micros(BigDecimal amount, long each) {
        return new Interval(
                0, 0, amount.multiply(BigDecimal.valueOf(each)).toBigInteger().longValueExact());
    }
}
