package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;

/**
 * Inner joins taken apart.
 *
 * @param conditions over columns of the relations
 * @param computed columns that projections between the joins compute, over columns of the relations
 */
record InnerJoins(List<Plan> relations, List<Expr> conditions, Map<Column, Expr> computed) {

    static boolean joins(Plan plan) {
        return switch (plan) {
            case Plan.Join join -> join.kind() == Kind.INNER;
            case Plan.Project(var input, var assignments) ->
                joins(input) && assignments.stream().allMatch(a -> PlanWalk.stable(a.expr()));
            // what may fail was left above the joins, to see the joined rows alone
            case Plan.Filter(var input, var predicate) ->
                joins(input) && PlanWalk.stable(predicate) && !Failures.BY_TYPE.possible(predicate);
            default -> false;
        };
    }

    static InnerJoins of(Plan plan) {
        var joins = new InnerJoins(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        joins.collect(plan);
        return joins;
    }

    private void collect(Plan plan) {
        if (!joins(plan)) {
            relations.add(plan);
            return;
        }
        switch (plan) {
            case Plan.Join join -> {
                collect(join.left());
                collect(join.right());
                conditions.addAll(PlanWalk.substitute(Terms.conjuncts(join.conditions()), computed));
            }
            case Plan.Filter(var input, var predicate) -> {
                collect(input);
                conditions.addAll(PlanWalk.substitute(Terms.conjuncts(predicate), computed));
            }
            case Plan.Project(var input, var assignments) -> {
                collect(input);
                for (var assignment : assignments) {
                    if (!PlanWalk.passes(assignment)) {
                        computed.put(assignment.output(), PlanWalk.substitute(assignment.expr(), computed));
                    }
                }
            }
            default -> throw new IllegalStateException(plan.toString());
        }
    }

    /** Whether the condition uses columns of these relations only. */
    boolean within(Expr condition, Set<Plan> part) {
        return columns(part).containsAll(PlanTree.columns(condition));
    }

    private static Set<Column> columns(Set<Plan> part) {
        var columns = new HashSet<Column>();
        part.forEach(relation -> columns.addAll(relation.output()));
        return columns;
    }

    /** Whether conditions among these relations link all of them. */
    boolean connected(Set<Plan> part) {
        var open = new LinkedHashSet<>(part);
        var reached = new LinkedHashSet<Plan>();
        Plan next = open.getFirst();
        while (next != null) {
            open.remove(next);
            reached.add(next);
            next = linked(reached, open);
        }
        return open.isEmpty();
    }

    private @org.jspecify.annotations.Nullable Plan linked(Set<Plan> reached, Set<Plan> open) {
        var columns = columns(reached);
        for (var relation : open) {
            var both = new HashSet<>(columns);
            both.addAll(relation.output());
            for (var condition : conditions) {
                var used = PlanTree.columns(condition);
                if (both.containsAll(used)
                        && !columns.containsAll(used)
                        && !relation.output().containsAll(used)) {
                    return relation;
                }
            }
        }
        return null;
    }

    /** These relations joined, each with one that it is linked with where there is one, under all conditions among them. */
    Plan tree(Set<Plan> part) {
        var open = new LinkedHashSet<>(part);
        var reached = new LinkedHashSet<Plan>();
        var left = new ArrayList<Expr>(conditions);
        Plan tree = open.removeFirst();
        reached.add(tree);
        tree = Terms.filter(tree, take(left, reached));
        while (!open.isEmpty()) {
            var next = linked(reached, open);
            next = next == null ? open.getFirst() : next;
            open.remove(next);
            reached.add(next);
            tree = new Plan.Join(Kind.INNER, tree, next, take(left, reached), null);
        }
        return tree;
    }

    private List<Expr> take(List<Expr> left, Set<Plan> reached) {
        var taken = new ArrayList<Expr>();
        for (var condition : List.copyOf(left)) {
            if (within(condition, reached)) {
                left.remove(condition);
                taken.add(condition);
            }
        }
        return List.copyOf(taken);
    }
}
