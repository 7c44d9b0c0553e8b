package tarn.engine.query.optimize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;

/**
 * Comparisons of a cast with a constant become comparisons of what is cast, where that is exact: the cast maps values one
 * to one and in order, such as integers to wider ones, to decimals or doubles, dates to timestamps.
 */
final class CastComparison {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int EXACT_DOUBLE_DIGITS = 15;

    /** The greatest value, in the narrow type, that is not above the constant; and whether it is equal to it. */
    private record Floor(Object value, boolean exact) {}

    private CastComparison() {}

    static Expr uncast(Expr.Comparison comparison, Expr.Cast cast, Expr.Literal literal) {
        var floor = floor(cast, literal);
        if (floor == null) {
            return comparison;
        }
        var type = cast.operand().type();
        var value = new Expr.Literal(floor.value(), type, literal.span());
        var operator = comparison.operator();
        if (!floor.exact()) {
            switch (operator) {
                case LESS, LESS_OR_EQUAL -> operator = ComparisonOperator.LESS_OR_EQUAL;
                case GREATER, GREATER_OR_EQUAL -> operator = ComparisonOperator.GREATER;
                case EQUAL, NOT_EQUAL, DISTINCT_FROM, NOT_DISTINCT_FROM -> {
                    return comparison;
                }
            }
        }
        return new Expr.Comparison(operator, cast.operand(), value, comparison.span());
    }

    /** Options that no value can equal are dropped; a list that would be left without any stays as it is. */
    static Expr uncast(Expr.InList in, Expr.Cast cast) {
        var type = cast.operand().type();
        var options = new ArrayList<Expr.Literal>(in.options().size());
        for (var option : in.options()) {
            if (option.value() == null) {
                options.add(new Expr.Literal(null, type, option.span()));
                continue;
            }
            var floor = floor(cast, option);
            if (floor == null) {
                return in;
            }
            if (floor.exact()) {
                options.add(new Expr.Literal(floor.value(), type, option.span()));
            }
        }
        return options.isEmpty() ? in : new Expr.InList(cast.operand(), List.copyOf(options), in.span());
    }

    private static @Nullable Floor floor(Expr.Cast cast, Expr.Literal literal) {
        var from = cast.operand().type();
        var to = cast.type();
        if (cast.operand() instanceof Expr.Literal || literal.value() == null) {
            return null;
        }
        if (from == ScalarType.DATE) {
            return to == ScalarType.TIMESTAMP && literal.value() instanceof Long micros ? day(micros) : null;
        }
        if (!from.isInteger() && !(from instanceof DecimalType)
                || from == ScalarType.UHUGEINT
                || to == ScalarType.UHUGEINT) {
            return null;
        }
        if (to.isInteger() && from.isInteger() && to.holds(from)
                || to instanceof DecimalType decimal && keeps(decimal, from)
                || to == ScalarType.DOUBLE && digits(from) <= EXACT_DOUBLE_DIGITS) {
            var value = exact(literal.value(), to);
            return value == null ? null : floor(value, from, to == ScalarType.DOUBLE);
        }
        return null;
    }

    private static @Nullable Floor day(long micros) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        boolean usual = Math.abs(day) < 10_000_000;
        return usual ? new Floor(day, Math.floorMod(micros, MICROS_PER_DAY) == 0) : null;
    }

    /** Whether every value of the type has the same value as a decimal. */
    private static boolean keeps(DecimalType to, DataType from) {
        int scale = from instanceof DecimalType decimal ? decimal.scale() : 0;
        return to.scale() >= scale && to.precision() - to.scale() >= digits(from) - scale;
    }

    private static int digits(DataType type) {
        return switch (type) {
            case DecimalType decimal -> decimal.precision();
            case EnumType _, ListType _, ArrayType _, StructType _, MapType _ -> 39;
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT -> 3;
                    case SMALLINT -> 5;
                    case INTEGER -> 10;
                    case BIGINT -> 19;
                    case UTINYINT -> 3;
                    case USMALLINT -> 5;
                    case UINTEGER -> 10;
                    case UBIGINT -> 20;
                    default -> 39;
                };
        };
    }

    private static @Nullable BigDecimal exact(Object value, DataType type) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number, scale(type));
            case BigInteger number -> new BigDecimal(number, scale(type));
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            default -> null;
        };
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    private static @Nullable Floor floor(BigDecimal value, DataType type, boolean ofDouble) {
        var rounded = value.setScale(scale(type), RoundingMode.FLOOR);
        boolean exact = rounded.compareTo(value) == 0;
        if (!exact && ofDouble && scale(type) > 0) {
            return null;
        }
        var unscaled = rounded.unscaledValue();
        if (!inRange(unscaled, type)) {
            return null;
        }
        return new Floor(type.lane() == Lane.I128 ? unscaled : (Object) unscaled.longValueExact(), exact);
    }

    private static boolean inRange(BigInteger unscaled, DataType type) {
        return type instanceof DecimalType decimal
                ? unscaled.abs().compareTo(BigInteger.TEN.pow(decimal.precision())) < 0
                : type.holds(unscaled);
    }
}
