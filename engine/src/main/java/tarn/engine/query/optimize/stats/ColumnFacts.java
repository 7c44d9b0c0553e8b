package tarn.engine.query.optimize.stats;

import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;

/**
 * What is believed of a column somewhere in a plan.
 *
 * @param distinct values in its source, but for those that filters on the column itself have removed
 * @param sourceRows rows of the table or aggregate that it comes from
 * @param nulls the share of NULLs, 0 to 1
 */
record ColumnFacts(
        double distinct,
        double sourceRows,
        double nulls,
        @Nullable Object min,
        @Nullable Object max) {
    private static final double USUAL_SHARE_DISTINCT = 0.1;

    static ColumnFacts of(ColumnStatistics statistics, double rows) {
        double nulls = statistics.nulls() < 0 || rows <= 0 ? 0 : Math.min(1, statistics.nulls() / rows);
        double distinct = statistics.distinct() < 0 ? guess(rows) : statistics.distinct();
        return new ColumnFacts(Math.max(1, Math.min(distinct, rows)), rows, nulls, statistics.min(), statistics.max());
    }

    static ColumnFacts unknown(double rows) {
        return new ColumnFacts(guess(rows), rows, 0, null, null);
    }

    private static double guess(double rows) {
        return Math.max(1, rows * USUAL_SHARE_DISTINCT);
    }

    ColumnFacts withDistinct(double values) {
        return new ColumnFacts(Math.max(1, Math.min(values, distinct)), sourceRows, nulls, min, max);
    }

    /** The share of rows, NULLs included in the whole, whose value is below the bound; -1 if that cannot be told. */
    double shareBelow(@Nullable Object bound) {
        double low = number(min);
        double high = number(max);
        double at = number(bound);
        if (Double.isNaN(low) || Double.isNaN(high) || Double.isNaN(at)) {
            return -1;
        }
        if (at <= low) {
            return 0;
        }
        return at > high ? 1 - nulls : (1 - nulls) * (at - low) / Math.max(high - low, Double.MIN_NORMAL);
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    boolean excludes(@Nullable Object value) {
        double at = number(value);
        return at < number(min) || at > number(max);
    }
}
