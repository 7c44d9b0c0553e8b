package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * The right side of a dependent join freed of outer columns by pulling the conjuncts that use them up, to become
 * conditions of the join.
 *
 * @param plan without outer columns; it may hand up more columns than before
 * @param conjuncts over outer columns and those of {@code plan}
 * @param values columns of the original that {@code plan} lacks because they need outer columns
 */
record PulledCorrelation(Plan plan, List<Expr> conjuncts, Map<Column, Expr> values) {

    /** Null where outer columns are used in other places than filters, or below nodes that filters cannot pass. */
    static @Nullable PulledCorrelation of(Plan plan, Set<Column> outer) {
        if (PlanTree.free(plan).stream().noneMatch(outer::contains)) {
            return new PulledCorrelation(plan, List.of(), Map.of());
        }
        return switch (plan) {
            case Plan.Filter(var input, var predicate) -> {
                var below = of(input, outer);
                yield below == null ? null : below.split(Terms.conjuncts(predicate), outer);
            }
            case Plan.Project project -> project(project, outer);
            case Plan.Sort(var input, var _) -> of(input, outer);
            case Plan.Join join -> join(join, outer);
            case Plan.Shared(var id, var definition, var body) -> {
                boolean above = PlanTree.free(definition).stream().noneMatch(outer::contains);
                var below = above ? of(body, outer) : null;
                yield below == null
                        ? null
                        : new PulledCorrelation(
                                new Plan.Shared(id, definition, below.plan), below.conjuncts, below.values);
            }
            default -> null;
        };
    }

    private @Nullable PulledCorrelation split(List<Expr> more, Set<Column> outer) {
        var stay = new ArrayList<Expr>();
        var pulled = new ArrayList<>(conjuncts);
        for (var conjunct : PlanWalk.substitute(more, values)) {
            if (!PlanWalk.uses(conjunct, outer) && (pulled.isEmpty() || !Failures.BY_TYPE.possible(conjunct))) {
                stay.add(conjunct);
            } else if (PlanWalk.stable(conjunct)) {
                pulled.add(conjunct);
            } else {
                return null;
            }
        }
        return new PulledCorrelation(Terms.filter(plan, stay), pulled, values);
    }

    private static @Nullable PulledCorrelation project(Plan.Project project, Set<Column> outer) {
        var below = of(project.input(), outer);
        if (below == null) {
            return null;
        }
        var kept = new ArrayList<Plan.Assignment>();
        var values = new HashMap<Column, Expr>();
        for (var assignment : project.assignments()) {
            var expr = PlanWalk.substitute(assignment.expr(), below.values);
            // what may fail is not computed of rows that the conjuncts drop
            boolean later = !below.conjuncts.isEmpty() && PlanWalk.stable(expr) && Failures.BY_TYPE.possible(expr);
            if (!later && !PlanWalk.uses(expr, outer)) {
                kept.add(new Plan.Assignment(assignment.output(), expr));
            } else if (PlanWalk.stable(expr)) {
                values.put(assignment.output(), expr);
            } else {
                return null;
            }
        }
        var needed = new LinkedHashSet<Column>();
        below.conjuncts.forEach(conjunct -> needed.addAll(PlanTree.columns(conjunct)));
        values.values().forEach(value -> needed.addAll(PlanTree.columns(value)));
        needed.retainAll(PlanWalk.outputs(below.plan));
        kept.forEach(assignment -> needed.remove(assignment.output()));
        kept.addAll(PlanWalk.pass(needed));
        return new PulledCorrelation(new Plan.Project(below.plan, List.copyOf(kept)), below.conjuncts, values);
    }

    private static @Nullable PulledCorrelation join(Plan.Join join, Set<Column> outer) {
        var left = of(join.left(), outer);
        if (left == null) {
            return null;
        }
        return switch (join.kind()) {
            case INNER -> {
                var right = of(join.right(), outer);
                yield right == null ? null : inner(left, right, join, outer);
            }
            case LEFT, SEMI, ANTI, MARK, SINGLE -> {
                boolean possible = left.values.isEmpty()
                        && PlanTree.free(join.right()).stream().noneMatch(outer::contains)
                        && join.conditions().stream().noneMatch(condition -> PlanWalk.uses(condition, outer));
                var above = new Plan.Join(join.kind(), left.plan, join.right(), join.conditions(), join.mark());
                yield possible ? new PulledCorrelation(above, left.conjuncts, Map.of()) : null;
            }
            case RIGHT, FULL -> null;
        };
    }

    private static @Nullable PulledCorrelation inner(
            PulledCorrelation left, PulledCorrelation right, Plan.Join join, Set<Column> outer) {
        var values = new HashMap<>(left.values);
        values.putAll(right.values);
        var conjuncts = new ArrayList<>(left.conjuncts);
        conjuncts.addAll(right.conjuncts);
        var stay = new ArrayList<Expr>();
        for (var condition : PlanWalk.substitute(Terms.conjuncts(join.conditions()), values)) {
            (PlanWalk.uses(condition, outer) ? conjuncts : stay).add(condition);
        }
        if (!conjuncts.stream().allMatch(PlanWalk::stable)) {
            return null;
        }
        var plan = new Plan.Join(Plan.Join.Kind.INNER, left.plan, right.plan, stay, null);
        return new PulledCorrelation(plan, conjuncts, values);
    }

    /** The columns of {@code plan} for which {@code conjunct} asks. */
    Set<Column> inner(Expr expr) {
        var columns = new HashSet<>(PlanTree.columns(expr));
        columns.retainAll(PlanWalk.outputs(plan));
        return columns;
    }
}
