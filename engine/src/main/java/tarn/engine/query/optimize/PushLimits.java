package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;

/**
 * The first rows of a UNION ALL are among the first ones of its sides, and those of an outer join come from the first rows of
 * the side that it keeps: no more of them are made than can count. The limit itself stays where it is.
 */
final class PushLimits {
    private PushLimits() {}

    static Plan apply(Plan plan, PassContext context) {
        return visit(plan);
    }

    private static Plan visit(Plan plan) {
        var first = First.of(plan);
        var node = first == null ? plan : PlanTree.mapInputs(plan, input -> limited(input, first));
        return PlanTree.mapInputs(node, PushLimits::visit);
    }

    /** @param keys empty for the order that rows come in */
    private record First(List<SortKey> keys, long rows) {
        static @Nullable First of(Plan plan) {
            return switch (plan) {
                case Plan.TopN(var _, var keys, var limit, var offset) -> of(keys, limit, offset);
                case Plan.Limit(var _, Expr.Literal(Long limit, var _, var _), var offset) ->
                    switch (offset) {
                        case null -> of(List.of(), limit, 0);
                        case Expr.Literal(Long skipped, var _, var _) -> of(List.of(), limit, skipped);
                        default -> null;
                    };
                default -> null;
            };
        }

        private static @Nullable First of(List<SortKey> keys, long limit, long offset) {
            boolean stable = keys.stream().allMatch(key -> PlanWalk.stable(key.expr()));
            return stable && limit >= 0 && offset >= 0 && limit + offset >= 0 ? new First(keys, limit + offset) : null;
        }

        Plan over(Plan plan) {
            return keys.isEmpty()
                    ? new Plan.Limit(plan, Terms.bigint(rows, Span.NONE), null)
                    : new Plan.TopN(plan, keys, rows, 0);
        }

        boolean within(List<Column> columns) {
            return keys.stream().allMatch(key -> columns.containsAll(PlanTree.columns(key.expr())));
        }

        First by(Map<Column, Expr> values) {
            var replaced = new ArrayList<SortKey>();
            keys.forEach(key -> replaced.add(
                    new SortKey(PlanWalk.substitute(key.expr(), values), key.descending(), key.nullsFirst())));
            return new First(List.copyOf(replaced), rows);
        }
    }

    /** A plan of which only the first rows count. */
    private static Plan limited(Plan plan, First first) {
        return switch (plan) {
            case Plan.Project(var input, var assignments)
            when assignments.stream().allMatch(a -> PlanWalk.stable(a.expr())) ->
                new Plan.Project(limited(input, first.by(Simplify.values(assignments))), assignments);
            case Plan.SetOperation(var kind, var all, var left, var right, var output)
            when kind == Plan.SetOperation.Kind.UNION && all ->
                new Plan.SetOperation(kind, true, side(left, output, first), side(right, output, first), output);
            case Plan.Join(var kind, var left, var right, var conditions, var mark)
            when (kind == Kind.LEFT || kind == Kind.MARK) && first.within(left.output()) && !small(left, first) ->
                new Plan.Join(kind, first.over(limited(left, first)), right, conditions, mark);
            case Plan.Join(var kind, var left, var right, var conditions, var mark)
            when kind == Kind.RIGHT && first.within(right.output()) && !small(right, first) ->
                new Plan.Join(kind, left, first.over(limited(right, first)), conditions, mark);
            default -> plan;
        };
    }

    private static Plan side(Plan side, List<Column> output, First first) {
        var names = new HashMap<Column, Expr>();
        for (int i = 0; i < output.size(); i++) {
            names.put(output.get(i), Terms.ref(side.output().get(i)));
        }
        var here = first.by(names);
        return small(side, here) ? side : here.over(limited(side, here));
    }

    /** Whether the plan has no more rows anyway. */
    private static boolean small(Plan plan, First first) {
        var there = First.of(plan);
        return PlanWalk.atMostOneRow(plan) || there != null && there.rows() <= first.rows();
    }
}
