package tarn.engine.query.optimize;

import java.util.HashSet;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/** Which columns hold every combination of values once only, where the plan itself makes sure of it. */
final class Uniqueness {
    private Uniqueness() {}

    /** Whether a left row finds one right row at most. */
    static boolean byKeys(Plan.Join join) {
        var right = PlanWalk.outputs(join.right());
        var keys = new HashSet<Column>();
        for (var condition : join.conditions()) {
            if (condition instanceof Expr.Comparison(var operator, var a, var b, var _)
                    && (operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_DISTINCT_FROM)) {
                addKey(a, b, right, keys);
                addKey(b, a, right, keys);
            }
        }
        return unique(join.right(), keys);
    }

    private static void addKey(Expr side, Expr other, Set<Column> right, Set<Column> keys) {
        if (side instanceof Expr.Ref ref && right.contains(ref.column()) && !PlanWalk.uses(other, right)) {
            keys.add(ref.column());
        }
    }

    /** Whether no two rows agree in all of the columns, NULLs being equal. */
    static boolean unique(Plan plan, Set<Column> columns) {
        return PlanWalk.atMostOneRow(plan)
                || switch (plan) {
                    case Plan.Aggregate aggregate ->
                        aggregate.sets().size() == 1
                                && aggregate.groups().stream().allMatch(group -> columns.contains(group.output()));
                    case Plan.Distinct(var _, var keys) ->
                        keys.stream().allMatch(key -> key instanceof Expr.Ref ref && columns.contains(ref.column()));
                    case Plan.Filter(var input, var _) -> unique(input, columns);
                    case Plan.Sort(var input, var _) -> unique(input, columns);
                    case Plan.Limit(var input, var _, var _) -> unique(input, columns);
                    case Plan.TopN topN -> unique(topN.input(), columns);
                    case Plan.Window(var input, var _) -> unique(input, columns);
                    case Plan.Project(var input, var assignments) -> {
                        var below = new HashSet<Column>();
                        for (var assignment : assignments) {
                            if (columns.contains(assignment.output()) && assignment.expr() instanceof Expr.Ref ref) {
                                below.add(ref.column());
                            }
                        }
                        yield unique(input, below);
                    }
                    case Plan.SetOperation operation -> !operation.all() && columns.containsAll(operation.output());
                    default -> false;
                };
    }
}
