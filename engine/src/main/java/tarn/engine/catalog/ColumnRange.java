package tarn.engine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A conjunct that only rows with {@code low <= column <= high} can fulfil (null: no bound; NULLs never fulfil it).
 *
 * @param column the source's column index
 * @param low in the physical form of {@link tarn.engine.expr.Expr.Literal}
 */
public record ColumnRange(
        int column, @Nullable Object low, @Nullable Object high) {}
