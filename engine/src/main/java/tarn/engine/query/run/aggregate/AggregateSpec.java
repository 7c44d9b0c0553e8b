package tarn.engine.query.run.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.AggregateOverload;
import tarn.sql.error.Span;

/**
 * What to aggregate. The result has a column for each group, then for each call, then, if {@code withSet}, a BIGINT with the
 * number of the grouping set.
 *
 * @param layout columns of the input batches
 * @param groups group expressions over {@code layout}
 * @param statistics one for each group, {@link ColumnStatistics#UNKNOWN} where nothing is known; hints only
 * @param sets each grouping set names indexes of {@code groups}; one set with all of them for a plain GROUP BY. A set
 *     without groups gives one row even of no input
 */
public record AggregateSpec(
        List<Column> layout,
        List<Expr> groups,
        List<ColumnStatistics> statistics,
        List<Call> calls,
        List<List<Integer>> sets,
        boolean withSet) {

    /**
     * One aggregate function; the expressions are over the layout.
     *
     * @param range of the values of a DISTINCT argument, where that is known; a hint only
     */
    public record Call(
            AggregateOverload function,
            List<Expr> arguments,
            boolean distinct,
            @Nullable Expr filter,
            List<Order> order,
            @Nullable Range range,
            Span span) {}

    /**
     * Where integers lie, ends included.
     *
     * @param rows an estimate of how many there are
     */
    public record Range(long low, long high, double rows) {}

    /** An item of ORDER BY within an aggregate. */
    public record Order(Expr expr, boolean descending, boolean nullsFirst) {}
}
