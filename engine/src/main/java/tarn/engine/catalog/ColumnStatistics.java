package tarn.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a column's values. Bounds are in the physical form of {@link tarn.engine.expr.Expr.Literal} (for
 * VARCHAR only if the bound is not longer than 64 bytes), and null when unknown or when there is no value.
 *
 * @param distinct estimate of distinct values, or -1
 * @param sorted ascending without NULLs
 */
public record ColumnStatistics(
        @Nullable Object min, @Nullable Object max, long nulls, long distinct, boolean sorted) {
    public static final ColumnStatistics UNKNOWN = new ColumnStatistics(null, null, -1, -1, false);
}
