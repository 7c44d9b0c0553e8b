package tarn.engine.query.run.sort;

import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;

/**
 * What to sort by.
 *
 * @param layout columns of the input batches, all of which come out again
 * @param limit rows wanted after the first {@code offset}; {@link Long#MAX_VALUE} for all
 */
public record SortSpec(List<Column> layout, List<Key> keys, long limit, long offset) {

    /** An expression over the layout. */
    public record Key(Expr expr, boolean descending, boolean nullsFirst) {}

    /** How many of the sorted rows matter. */
    long needed() {
        return limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
    }
}
