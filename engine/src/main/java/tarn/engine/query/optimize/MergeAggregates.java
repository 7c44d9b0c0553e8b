package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Aggregates over the same rows that are joined as single rows, such as several scalar sub-queries, are computed as one. */
final class MergeAggregates {
    private MergeAggregates() {}

    static Plan apply(Plan plan, PassContext context) {
        return visit(plan);
    }

    private static Plan visit(Plan plan) {
        if (!InnerJoins.joins(plan)) {
            return PlanTree.mapInputs(plan, MergeAggregates::visit);
        }
        var joins = InnerJoins.of(plan);
        if (joins.relations().stream().filter(r -> scalar(r) != null).count() < 2) {
            return PlanTree.mapInputs(plan, MergeAggregates::visit);
        }
        var relations = new ArrayList<Plan>();
        for (var relation : joins.relations()) {
            if (!merged(relation, relations)) {
                relations.add(relation);
            }
        }
        if (relations.size() == joins.relations().size()) {
            return PlanTree.mapInputs(plan, MergeAggregates::visit);
        }
        var visited = relations.stream().map(MergeAggregates::visit).toList();
        var tree = new InnerJoins(visited, joins.conditions(), Map.of()).tree(new LinkedHashSet<>(visited));
        return new Plan.Project(
                tree,
                plan.output().stream()
                        .map(column ->
                                new Plan.Assignment(column, joins.computed().getOrDefault(column, Terms.ref(column))))
                        .toList());
    }

    /** The aggregate without groups that a relation is but for projections; else null. */
    private static Plan.@Nullable Aggregate scalar(Plan plan) {
        return switch (plan) {
            case Plan.Aggregate aggregate ->
                aggregate.groups().isEmpty() && aggregate.sets().size() == 1 ? aggregate : null;
            case Plan.Project(var input, var _) -> scalar(input);
            default -> null;
        };
    }

    /** Whether an earlier relation could take on what this one computes. */
    private static boolean merged(Plan relation, List<Plan> earlier) {
        var aggregate = scalar(relation);
        if (aggregate == null) {
            return false;
        }
        for (int i = 0; i < earlier.size(); i++) {
            var other = scalar(earlier.get(i));
            var same = other == null ? null : SamePlans.match(other.input(), aggregate.input());
            if (other != null && same != null) {
                earlier.set(i, both(earlier.get(i), other, relation, aggregate, same));
                return true;
            }
        }
        return false;
    }

    private static Plan both(
            Plan first, Plan.Aggregate one, Plan second, Plan.Aggregate other, Map<Column, Expr> same) {
        var calls = new ArrayList<>(one.calls());
        for (var call : other.calls()) {
            calls.add(new AggregateCall(
                    call.output(),
                    call.function(),
                    PlanWalk.substitute(call.arguments(), same),
                    call.distinct(),
                    call.filter() == null ? null : PlanWalk.substitute(call.filter(), same),
                    call.order().stream()
                            .map(key -> new tarn.engine.expr.SortKey(
                                    PlanWalk.substitute(key.expr(), same), key.descending(), key.nullsFirst()))
                            .toList(),
                    call.span()));
        }
        var merged = new Plan.Aggregate(one.input(), List.of(), calls, one.sets(), one.grouping());
        var assignments = new ArrayList<>(assignments(first));
        assignments.addAll(assignments(second));
        return new Plan.Project(merged, List.copyOf(assignments));
    }

    /** What a relation gives, computed from the columns of its aggregate. */
    private static List<Plan.Assignment> assignments(Plan relation) {
        if (!(relation instanceof Plan.Project(var input, var assignments))) {
            return PlanWalk.pass(relation.output());
        }
        var below = new HashMap<Column, Expr>();
        for (var assignment : assignments(input)) {
            if (!PlanWalk.passes(assignment)) {
                below.put(assignment.output(), assignment.expr());
            }
        }
        return assignments.stream()
                .map(assignment ->
                        new Plan.Assignment(assignment.output(), PlanWalk.substitute(assignment.expr(), below)))
                .toList();
    }
}
