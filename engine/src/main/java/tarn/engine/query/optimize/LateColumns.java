package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Columns that do not decide which rows are first are computed for the first rows only. */
final class LateColumns {
    private final Failures failures;

    private LateColumns(Failures failures) {
        this.failures = failures;
    }

    static Plan apply(Plan plan, PassContext context) {
        return new LateColumns(new Failures(plan)).visit(plan);
    }

    private Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::visit);
        return node instanceof Plan.TopN(Plan.Project(var input, var assignments), var keys, var rows, var offset)
                ? late(new Plan.TopN(input, keys, rows, offset), assignments, node)
                : node;
    }

    /** @param top the first rows of what {@code assignments} are computed from; its keys are over the assignments */
    private Plan late(Plan.TopN top, List<Plan.Assignment> assignments, Plan unchanged) {
        var decisive = new HashSet<Column>();
        for (SortKey key : top.keys()) {
            decisive.addAll(PlanTree.columns(key.expr()));
        }
        var below = new ArrayList<Plan.Assignment>();
        var above = new ArrayList<Plan.Assignment>();
        Set<Column> needed = new LinkedHashSet<>();
        for (var assignment : assignments) {
            boolean late = !(assignment.expr() instanceof Expr.Ref)
                    && !decisive.contains(assignment.output())
                    && PlanWalk.stable(assignment.expr())
                    && !failures.possible(assignment.expr());
            if (late) {
                needed.addAll(PlanTree.columns(assignment.expr()));
                above.add(assignment);
            } else {
                below.add(assignment);
                above.add(PlanWalk.pass(assignment.output()));
            }
        }
        if (below.size() == assignments.size()) {
            return unchanged;
        }
        below.forEach(assignment -> needed.remove(assignment.output()));
        below.addAll(PlanWalk.pass(needed));
        var input = below.stream().allMatch(PlanWalk::passes) ? top.input() : new Plan.Project(top.input(), below);
        return new Plan.Project(new Plan.TopN(input, top.keys(), top.limit(), top.offset()), List.copyOf(above));
    }
}
