package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.expr.WindowCall.Bound;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.sql.error.Span;

/** LIMIT and OFFSET by row numbers: for a limit in every partition, or one that is known only when the query runs. */
final class RowNumbers {
    private final PassContext context;

    RowNumbers(PassContext context) {
        this.context = context;
    }

    /** The rows of each partition after {@code offset} (null: 0), {@code limit} at most (null: all); adds a column. */
    Plan keep(Plan input, List<Expr> partition, List<SortKey> order, @Nullable Expr limit, @Nullable Expr offset) {
        var number = context.column("row_number", ScalarType.BIGINT);
        var numbered = number(input, number, partition, order);
        var skipped = offset == null ? null : value(offset);
        var conditions = new ArrayList<Expr>();
        if (skipped != null && !Terms.isNull(skipped)) {
            conditions.add(unlessNull(skipped, Terms.compare(ComparisonOperator.GREATER, Terms.ref(number), skipped)));
        }
        var most = limit == null ? null : value(limit);
        if (most != null && !Terms.isNull(most)) {
            var last = skipped == null || Terms.isNull(skipped) ? most : sum(most, skipped);
            conditions.add(unlessNull(most, Terms.compare(ComparisonOperator.LESS_OR_EQUAL, Terms.ref(number), last)));
        }
        return Terms.filter(numbered, conditions);
    }

    /** The rows with their number in their partition, from 1. */
    Plan number(Plan input, Column number, List<Expr> partition, List<SortKey> order) {
        var frame = new WindowCall.Frame(
                WindowCall.Unit.ROWS,
                new Bound(Bound.Kind.UNBOUNDED_PRECEDING, null),
                new Bound(Bound.Kind.CURRENT_ROW, null),
                WindowCall.Exclude.NOTHING);
        var call = new WindowCall(
                number,
                WindowCall.Function.Ranking.ROW_NUMBER,
                List.of(),
                false,
                false,
                null,
                List.of(),
                partition,
                order,
                frame,
                Span.NONE);
        return new Plan.Window(input, List.of(call));
    }

    private Expr value(Expr expr) {
        if (expr instanceof Expr.Literal || PlanWalk.hasColumns(expr)) {
            return expr;
        }
        var folded = context.fold(expr);
        return folded == null ? expr : folded;
    }

    private static Expr unlessNull(Expr bound, Expr condition) {
        return bound instanceof Expr.Literal
                ? condition
                : Terms.or(List.of(new Expr.IsNull(bound, false, bound.span()), condition));
    }

    private static Expr sum(Expr limit, Expr offset) {
        if (limit instanceof Expr.Literal(Long rows, var _, var _)
                && offset instanceof Expr.Literal(Long skip, var _, var _)) {
            return Terms.bigint(rows > Long.MAX_VALUE - skip ? Long.MAX_VALUE : rows + skip, limit.span());
        }
        var zero = Terms.bigint(0, offset.span());
        var skip = new Expr.Coalesce(List.of(offset, zero), ScalarType.BIGINT, offset.span());
        var plus = Functions.scalar("+", limit.span(), ScalarType.BIGINT, ScalarType.BIGINT);
        return new Expr.Call(plus, List.of(limit, skip), limit.span());
    }
}
