package tarn.engine.query.optimize.stats;

import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;

/**
 * What is believed of a column somewhere in a plan.
 *
 * @param distinct values in its source, but for those outside of its bounds and those that filters on the column itself
 *     have removed
 * @param sourceRows rows of the table or aggregate that it comes from
 * @param nulls the share of NULLs, 0 to 1
 * @param min bounds of numbers and of what is kept as numbers; NaN if unknown
 * @param origin the same for columns of one table
 */
record ColumnFacts(
        double distinct,
        double sourceRows,
        double nulls,
        double min,
        double max,
        @Nullable Object origin) {
    private static final double USUAL_SHARE_DISTINCT = 0.1;
    private static final double NEARLY = 0.95;

    static ColumnFacts of(ColumnStatistics statistics, long distinct, double rows, Object origin) {
        double nulls = statistics.nulls() < 0 || rows <= 0 ? 0 : Math.min(1, statistics.nulls() / rows);
        double values = distinct < 0 ? guess(rows) : distinct;
        return new ColumnFacts(
                Math.max(1, Math.min(values, rows)),
                rows,
                nulls,
                number(statistics.min()),
                number(statistics.max()),
                origin);
    }

    static ColumnFacts unknown(double rows) {
        return plain(guess(rows), rows);
    }

    static ColumnFacts plain(double distinct, double rows) {
        return new ColumnFacts(Math.max(1, distinct), rows, 0, Double.NaN, Double.NaN, null);
    }

    private static double guess(double rows) {
        return Math.max(1, rows * USUAL_SHARE_DISTINCT);
    }

    ColumnFacts withDistinct(double values) {
        return new ColumnFacts(Math.max(1, Math.min(values, distinct)), sourceRows, nulls, min, max, origin);
    }

    ColumnFacts withNulls(double share) {
        return new ColumnFacts(distinct, sourceRows, Math.clamp(share, 0, 1), min, max, origin);
    }

    ColumnFacts ofSource(double rows) {
        return new ColumnFacts(distinct, rows, nulls, min, max, null);
    }

    boolean bounded() {
        return !Double.isNaN(min) && !Double.isNaN(max);
    }

    /** Only values between the bounds remain, and as many as lie there if they are spread evenly. */
    ColumnFacts between(double low, double high) {
        if (!bounded()) {
            return this;
        }
        double from = Math.max(min, Double.isNaN(low) ? min : low);
        double to = Math.min(max, Double.isNaN(high) ? max : high);
        if (from > to) {
            return new ColumnFacts(1, sourceRows, nulls, from, from, origin);
        }
        double values = distinct * share(from, to);
        return new ColumnFacts(Math.max(1, values), sourceRows, nulls, from, to, origin);
    }

    /** The share of the values between bounds that lie within its own. */
    double share(double from, double to) {
        if (max <= min) {
            return from <= min && min <= to ? 1 : 0;
        }
        // Whole numbers stand for all up to the next one.
        double step = Math.min(1, (max - min) / Math.max(1, distinct));
        return Math.clamp((Math.min(to, max) - Math.max(from, min) + step) / (max - min + step), 0, 1);
    }

    /** Whether hardly a value occurs twice. */
    boolean unique() {
        return distinct >= NEARLY * sourceRows;
    }

    /** The values that so many rows take, if they are drawn at random. */
    double distinctAmong(double rows) {
        return unique() ? Math.min(distinct, rows) : drawn(distinct, rows);
    }

    /** How many of so many values come up in so many draws (Cardenas, 1975). */
    static double drawn(double values, double draws) {
        return values <= 1 ? Math.min(values, draws) : values * -Math.expm1(-draws / values);
    }

    /** The share of rows, NULLs included in the whole, whose value is below the bound; -1 if that cannot be told. */
    double shareBelow(@Nullable Object bound) {
        double at = number(bound);
        if (!bounded() || Double.isNaN(at)) {
            return -1;
        }
        if (at <= min) {
            return 0;
        }
        return at > max ? 1 - nulls : (1 - nulls) * (at - min) / Math.max(max - min, Double.MIN_NORMAL);
    }

    static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    boolean excludes(@Nullable Object value) {
        double at = number(value);
        return at < min || at > max;
    }
}
