package tarn.engine.function.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ListType;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The fractions of quantiles, checked: from 0 to 1, or from -1 to 0 to count from the greatest value. */
public final class Fractions {
    private Fractions() {}

    /** NaN, as NULL, is none. */
    public static double check(double fraction) {
        if (!(fraction >= -1 && fraction <= 1)) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "a quantile is between 0 and 1, or -1 and 0 to count from the greatest value: " + fraction);
        }
        return fraction;
    }

    /** The place of a fraction among sorted values that are the middles of equal parts. */
    public static double middle(double fraction, int count) {
        return Math.clamp((double) (float) fraction * count - 0.5, 0, count - 1);
    }

    /** Whether a fraction counts from the greatest value: it has a minus sign, -0.0 too. */
    public static boolean descending(double fraction) {
        return Math.copySign(1, fraction) < 0;
    }

    /**
     * The fractions of a constant list.
     *
     * @param type of the list
     * @param value the list as a Java object
     */
    public static double[] of(DataType type, @Nullable Object value) {
        if (!(value instanceof List<?> list) || list.contains(null)) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, "the fractions of quantiles must be a constant list without NULL");
        }
        double[] fractions = list.stream()
                .mapToDouble(fraction -> check(number(((ListType) type).element(), fraction)))
                .toArray();
        boolean negative = false;
        boolean positive = false;
        for (double fraction : fractions) {
            negative |= fraction < 0;
            positive |= fraction > 0;
        }
        if (negative && positive) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "fractions of quantiles have the same sign");
        }
        return fractions;
    }

    private static double number(DataType element, Object fraction) {
        int scale = element instanceof DecimalType decimal ? decimal.scale() : 0;
        return switch (fraction) {
            case Double d -> d;
            case Float f -> f;
            case Long whole -> BigDecimal.valueOf(whole, scale).doubleValue();
            case BigInteger whole -> new BigDecimal(whole, scale).doubleValue();
            default ->
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS, "the fractions of quantiles are numbers, not " + element.sql());
        };
    }
}
