package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Sorts whose order nobody sees, sort keys that decide nothing, and DISTINCT of rows that are distinct anyway. */
final class RemoveRedundant {
    private RemoveRedundant() {}

    static Plan apply(Plan plan, PassContext context) {
        return visit(plan);
    }

    private static Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, RemoveRedundant::visit);
        return switch (node) {
            case Plan.Sort(var input, var keys) -> sort(input, keys);
            case Plan.Distinct(var input, var keys) -> distinct(input, keys);
            case Plan.Aggregate(var input, var groups, var calls, var sets, var grouping) -> {
                boolean ordered = calls.stream()
                        .anyMatch(call ->
                                call.function().orderSensitive() && call.order().isEmpty());
                yield ordered ? node : new Plan.Aggregate(unsorted(input), groups, calls, sets, grouping);
            }
            case Plan.Join(var kind, var left, var right, var conditions, var mark) ->
                new Plan.Join(kind, left, unsorted(right), conditions, mark);
            case Plan.SetOperation(var kind, var all, var left, var right, var output)
            when !all -> new Plan.SetOperation(kind, false, unsorted(left), unsorted(right), output);
            default -> node;
        };
    }

    /** The same rows in whatever order. */
    private static Plan unsorted(Plan plan) {
        return switch (plan) {
            case Plan.Sort(var input, var _) -> unsorted(input);
            case Plan.Project(var input, var assignments) -> new Plan.Project(unsorted(input), assignments);
            case Plan.Filter(var input, var predicate) -> new Plan.Filter(unsorted(input), predicate);
            default -> plan;
        };
    }

    private static Plan sort(Plan input, List<SortKey> keys) {
        var kept = new ArrayList<SortKey>();
        for (var key : keys) {
            boolean constant = key.expr() instanceof Expr.Literal;
            boolean repeated = PlanWalk.stable(key.expr())
                    && kept.stream().anyMatch(before -> ExprTree.same(before.expr(), key.expr()));
            if (!constant && !repeated) {
                kept.add(key);
            }
        }
        return kept.isEmpty() || PlanWalk.atMostOneRow(input) ? input : new Plan.Sort(input, kept);
    }

    private static Plan distinct(Plan input, List<Expr> keys) {
        var columns = new HashSet<Column>();
        for (var key : keys) {
            if (key instanceof Expr.Ref ref) {
                columns.add(ref.column());
            }
        }
        return Uniqueness.unique(input, columns) ? input : new Plan.Distinct(input, keys);
    }
}
