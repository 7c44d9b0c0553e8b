package tarn.engine.query.logical;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.function.AggregateOverload;
import tarn.sql.error.Span;

/**
 * An aggregate in GROUP BY.
 *
 * @param output the column that holds the result
 * @param filter FILTER (WHERE ...), or null
 * @param order ORDER BY within the arguments
 */
public record AggregateCall(
        Column output,
        AggregateOverload function,
        List<Expr> arguments,
        boolean distinct,
        @Nullable Expr filter,
        List<SortKey> order,
        Span span) {}
