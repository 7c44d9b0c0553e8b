package tarn.engine.query.optimize;

import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/** Which columns and expressions are never NULL, as far as the plan and the tables' statistics tell. */
final class Nullability {
    private Nullability() {}

    /** Whether the expression is never NULL in a row of the plan. */
    static boolean notNull(Expr expr, Plan plan) {
        return switch (expr) {
            case Expr.Literal literal -> literal.value() != null;
            case Expr.Ref ref -> notNull(ref.column(), plan);
            case Expr.IsNull _ -> true;
            case Expr.Cast cast ->
                !cast.attempt()
                        && cast.type() != tarn.engine.data.type.ScalarType.NULL
                        && notNull(cast.operand(), plan);
            case Expr.Comparison comparison ->
                switch (comparison.operator()) {
                    case DISTINCT_FROM, NOT_DISTINCT_FROM -> true;
                    default -> notNull(comparison.left(), plan) && notNull(comparison.right(), plan);
                };
            case Expr.Coalesce coalesce -> coalesce.operands().stream().anyMatch(operand -> notNull(operand, plan));
            case Expr.Not not -> notNull(not.operand(), plan);
            case Expr.And and -> and.operands().stream().allMatch(operand -> notNull(operand, plan));
            case Expr.Or or -> or.operands().stream().allMatch(operand -> notNull(operand, plan));
            case Expr.InList _,
                    Expr.Case _,
                    Expr.Call _,
                    Expr.Parameter _,
                    Expr.Subquery _,
                    Expr.Elementwise _,
                    Expr.Attempt _ -> false;
        };
    }

    private static boolean notNull(Column column, Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> {
                int at = scan.output().indexOf(column);
                yield at >= 0
                        && scan.source().statistics(scan.columns().get(at)).nulls() == 0;
            }
            case Plan.Project(var input, var assignments) -> {
                for (var assignment : assignments) {
                    if (assignment.output().equals(column)) {
                        yield notNull(assignment.expr(), input);
                    }
                }
                yield false;
            }
            case Plan.Aggregate(var input, var groups, var calls, var sets, var _) -> {
                for (var group : groups) {
                    if (group.output().equals(column)) {
                        yield sets.size() == 1 && notNull(group.expr(), input);
                    }
                }
                yield calls.stream().anyMatch(call -> call.output().equals(column) && EmptyGroups.isCount(call));
            }
            case Plan.Filter(var input, var predicate) ->
                Terms.conjuncts(predicate).stream().anyMatch(conjunct -> NullRejection.rejects(conjunct, column))
                        || notNull(column, input);
            case Plan.Join join -> notNull(column, join.kind(), join.left(), join.right());
            case Plan.DependentJoin join -> notNull(column, join.kind(), join.left(), join.right());
            case Plan.Window(var input, var _) -> notNull(column, input);
            case Plan.Unnest(var input, var _, var ordinality) ->
                column.equals(ordinality) || input.output().contains(column) && notNull(column, input);
            case Plan.Sort(var input, var _) -> notNull(column, input);
            case Plan.Limit(var input, var _, var _) -> notNull(column, input);
            case Plan.TopN topN -> notNull(column, topN.input());
            case Plan.Distinct(var input, var _) -> notNull(column, input);
            case Plan.Shared(var _, var _, var body) -> notNull(column, body);
            case Plan.Values values -> {
                int at = values.output().indexOf(column);
                yield at >= 0
                        && values.rows().size() <= 100
                        && values.rows().stream().allMatch(row -> notNull(row.get(at), values));
            }
            case Plan.SetOperation _, Plan.SharedScan _, Plan.Recursive _ -> false;
        };
    }

    private static boolean notNull(Column column, Plan.Join.Kind kind, Plan left, Plan right) {
        return switch (kind) {
            case INNER -> notNull(column, left) || notNull(column, right);
            case LEFT, SEMI, ANTI, MARK, SINGLE -> left.output().contains(column) && notNull(column, left);
            case RIGHT -> right.output().contains(column) && notNull(column, right);
            case FULL -> false;
        };
    }
}
