package tarn.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a column's values. Bounds are in the physical form of {@link tarn.engine.expr.Expr.Literal} (for
 * VARCHAR only if the bound is not longer than 64 bytes), and null when unknown or when there is no value.
 *
 * @param increasing strictly ascending without NULLs, so that no two rows are alike
 */
public record ColumnStatistics(
        @Nullable Object min, @Nullable Object max, long nulls, boolean increasing) {
    public static final ColumnStatistics UNKNOWN = new ColumnStatistics(null, null, -1, false);
}
