package tarn.engine.query.optimize;

import java.util.List;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;

/** Makes outer joins inner ones where nobody sees the rows that they pad with NULL. */
final class Padding {
    private Padding() {}

    /** The same plan, when only those of its rows count for which all conditions can be TRUE, given further columns. */
    static Plan without(Plan plan, List<Expr> conditions) {
        return switch (plan) {
            case Plan.Filter(var input, var predicate) -> new Plan.Filter(without(input, conditions), predicate);
            case Plan.Project project -> {
                var values = Simplify.values(project.assignments());
                var below = conditions.stream()
                        .map(condition -> PlanWalk.substitute(condition, values))
                        .filter(PlanWalk::stable)
                        .toList();
                yield new Plan.Project(without(project.input(), below), project.assignments());
            }
            case Plan.Join join -> join(join, conditions);
            case Plan.Scan _,
                    Plan.Values _,
                    Plan.Aggregate _,
                    Plan.Window _,
                    Plan.Unnest _,
                    Plan.Sort _,
                    Plan.Limit _,
                    Plan.TopN _,
                    Plan.Distinct _,
                    Plan.SetOperation _,
                    Plan.Shared _,
                    Plan.SharedScan _,
                    Plan.Recursive _,
                    Plan.DependentJoin _ -> plan;
        };
    }

    private static Plan join(Plan.Join join, List<Expr> conditions) {
        var kind = kind(join, conditions);
        var left = kind == Kind.RIGHT || kind == Kind.FULL ? join.left() : without(join.left(), conditions);
        var right = switch (kind) {
            case INNER, RIGHT -> without(join.right(), conditions);
            case LEFT, FULL, SEMI, ANTI, MARK, SINGLE -> join.right();
        };
        return new Plan.Join(kind, left, right, join.conditions(), join.mark());
    }

    /** What a join becomes if only rows count that fulfil certain conjuncts. */
    static Kind kind(Plan.Join join, List<Expr> conjuncts) {
        var left = PlanWalk.outputs(join.left());
        var right = PlanWalk.outputs(join.right());
        boolean needsLeft = conjuncts.stream().anyMatch(conjunct -> NullRejection.rejects(conjunct, left));
        boolean needsRight = conjuncts.stream().anyMatch(conjunct -> NullRejection.rejects(conjunct, right));
        return switch (join.kind()) {
            case LEFT -> needsRight ? Kind.INNER : Kind.LEFT;
            case RIGHT -> needsLeft ? Kind.INNER : Kind.RIGHT;
            case FULL ->
                needsLeft && needsRight ? Kind.INNER : needsLeft ? Kind.LEFT : needsRight ? Kind.RIGHT : Kind.FULL;
            case INNER, SEMI, ANTI, MARK, SINGLE -> join.kind();
        };
    }
}
