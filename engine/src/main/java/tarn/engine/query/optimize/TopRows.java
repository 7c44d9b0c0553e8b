package tarn.engine.query.optimize;

import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;

/** Limits go down as far as they can, and become one with the sort that they meet. */
final class TopRows {
    /** Beyond it sorting everything is no worse than keeping the first rows. */
    private static final long MOST_ROWS = 1_000_000;

    private TopRows() {}

    static Plan apply(Plan plan, PassContext context) {
        var node = PlanTree.mapInputs(plan, input -> apply(input, context));
        return node instanceof Plan.Limit limit ? limit(limit) : node;
    }

    private static Plan limit(Plan.Limit limit) {
        long offset = limit.offset() == null ? 0 : number(limit.offset());
        long rows = limit.limit() == null ? -1 : number(limit.limit());
        if (offset < 0 || rows < 0 || rows > MOST_ROWS || offset > MOST_ROWS) {
            return limit;
        }
        return push(limit.input(), rows, offset);
    }

    /** -1 for what is no constant or makes no sense here. */
    private static long number(Expr expr) {
        return expr instanceof Expr.Literal(Long value, var _, var _) && value >= 0 ? value : -1;
    }

    private static Plan push(Plan input, long rows, long offset) {
        return switch (input) {
            case Plan.Project(var below, var assignments)
            when assignments.stream().allMatch(a -> PlanWalk.stable(a.expr())) ->
                new Plan.Project(push(below, rows, offset), assignments);
            case Plan.Sort(var below, var keys) when !keys.isEmpty() -> new Plan.TopN(below, keys, rows, offset);
            case Plan.TopN(var below, var keys, var inner, var skipped) -> {
                long most = Math.max(0, Math.min(rows, inner - offset));
                yield new Plan.TopN(below, keys, most, skipped + offset);
            }
            case Plan.SetOperation(var kind, var all, var left, var right, var output)
            when kind == Plan.SetOperation.Kind.UNION && all ->
                limited(
                        new Plan.SetOperation(
                                kind, true, push(left, rows + offset, 0), push(right, rows + offset, 0), output),
                        rows,
                        offset);
            case Plan.Limit(var below, var inner, var skipped)
            when skipped == null && inner != null && number(inner) >= 0 && offset == 0 ->
                push(below, Math.min(rows, number(inner)), 0);
            case Plan.Values values when values.rows().size() <= rows && offset == 0 -> values;
            default -> limited(input, rows, offset);
        };
    }

    private static Plan limited(Plan plan, long rows, long offset) {
        return new Plan.Limit(
                plan, Terms.bigint(rows, Span.NONE), offset == 0 ? null : Terms.bigint(offset, Span.NONE));
    }
}
