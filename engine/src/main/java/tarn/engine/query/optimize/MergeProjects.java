package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** One projection in place of two, one filter in place of two; projections that change nothing are left out. */
final class MergeProjects {
    private MergeProjects() {}

    static Plan apply(Plan plan, PassContext context) {
        return PlanWalk.select(visit(plan, true), plan.output());
    }

    /** @param exactly whether the output must stay as it is, not only hold the same columns */
    private static Plan visit(Plan plan, boolean exactly) {
        boolean columnsMatter = switch (plan) {
            case Plan.SetOperation _, Plan.Distinct _, Plan.Shared _, Plan.Recursive _ -> true;
            default -> false;
        };
        boolean passesOn = exactly && plan instanceof Plan.Filter;
        var node = PlanTree.mapInputs(
                plan,
                input -> columnsMatter ? PlanWalk.select(visit(input, true), input.output()) : visit(input, passesOn));
        return switch (node) {
            case Plan.Filter(Plan.Filter(var input, var first), var second) -> {
                var all = new ArrayList<>(Terms.conjuncts(first));
                all.addAll(Terms.conjuncts(second));
                yield new Plan.Filter(input, Terms.and(all));
            }
            case Plan.Project project -> project(project, exactly);
            default -> node;
        };
    }

    private static Plan project(Plan.Project project, boolean exactly) {
        var merged = project;
        while (merged.input() instanceof Plan.Project below && mergeable(merged, below)) {
            var values = Simplify.values(below.assignments());
            merged = new Plan.Project(
                    below.input(),
                    merged.assignments().stream()
                            .map(a -> new Plan.Assignment(a.output(), PlanWalk.substitute(a.expr(), values)))
                            .toList());
        }
        boolean passes = merged.assignments().stream().allMatch(PlanWalk::passes);
        boolean identity = passes && merged.output().equals(merged.input().output());
        return identity || passes && !exactly ? merged.input() : merged;
    }

    /** Whether nothing that costs or differs would be computed more than once. */
    private static boolean mergeable(Plan.Project above, Plan.Project below) {
        Map<Column, Integer> uses = new HashMap<>();
        for (var assignment : above.assignments()) {
            ExprTree.forEach(assignment.expr(), part -> {
                if (part instanceof Expr.Ref ref) {
                    uses.merge(ref.column(), 1, Integer::sum);
                }
            });
        }
        List<Plan.Assignment> computed = below.assignments().stream()
                .filter(a -> !(a.expr() instanceof Expr.Ref) && !(a.expr() instanceof Expr.Literal))
                .toList();
        return computed.stream().allMatch(a -> PlanWalk.stable(a.expr()) && uses.getOrDefault(a.output(), 0) <= 1);
    }
}
