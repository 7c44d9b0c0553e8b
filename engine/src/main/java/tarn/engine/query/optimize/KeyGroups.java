package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tarn.engine.data.type.Lane;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;

/**
 * Groups by keys alone: of GROUP BY columns that the others determine, such as a customer's name beside the customer's key,
 * one value of each group is kept.
 */
final class KeyGroups {
    private KeyGroups() {}

    static Plan apply(Plan plan, PassContext context) {
        return visit(plan);
    }

    private static Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, KeyGroups::visit);
        return node instanceof Plan.Aggregate aggregate
                        && aggregate.sets().size() == 1
                        && aggregate.groups().size() > 1
                ? withoutComputed(aggregate)
                : node;
    }

    /** Leaves out keys that are computed from other keys, such as {@code x + 1} beside {@code x}: they are computed once for each group. */
    private static Plan withoutComputed(Plan.Aggregate aggregate) {
        var bare = new HashMap<Column, Expr>();
        for (var group : aggregate.groups()) {
            if (group.expr() instanceof Expr.Ref ref) {
                bare.putIfAbsent(ref.column(), Terms.ref(group.output()));
            }
        }
        var kept = new ArrayList<Plan.Assignment>();
        var results = new ArrayList<Plan.Assignment>();
        for (var group : aggregate.groups()) {
            boolean computed = !(group.expr() instanceof Expr.Ref)
                    && PlanWalk.hasColumns(group.expr())
                    && bare.keySet().containsAll(PlanTree.columns(group.expr()))
                    && PlanWalk.stable(group.expr())
                    && PushAggregates.sameForEqual(group.expr());
            if (computed) {
                results.add(new Plan.Assignment(group.output(), PlanWalk.substitute(group.expr(), bare)));
            } else {
                kept.add(group);
                results.add(PlanWalk.pass(group.output()));
            }
        }
        if (kept.size() == aggregate.groups().size()) {
            return reduced(aggregate);
        }
        aggregate.calls().forEach(call -> results.add(PlanWalk.pass(call.output())));
        return new Plan.Project(reduced(by(aggregate, kept, aggregate.calls())), List.copyOf(results));
    }

    private static Plan.Aggregate by(
            Plan.Aggregate aggregate, List<Plan.Assignment> groups, List<AggregateCall> calls) {
        var all = IntStream.range(0, groups.size()).boxed().toList();
        return new Plan.Aggregate(aggregate.input(), groups, calls, List.of(all), aggregate.grouping());
    }

    private static Plan reduced(Plan.Aggregate aggregate) {
        var kept = new ArrayList<>(aggregate.groups());
        var calls = new ArrayList<AggregateCall>();
        var dearestFirst = new ArrayList<>(aggregate.groups());
        dearestFirst.sort(
                Comparator.comparingInt((Plan.Assignment group) -> cost(group)).reversed());
        for (var group : dearestFirst) {
            if (kept.size() > 1 && group.expr() instanceof Expr.Ref ref) {
                kept.remove(group);
                if (Determined.by(columns(kept), aggregate.input()).contains(ref.column())) {
                    calls.add(oneOf(group));
                } else {
                    kept.add(group);
                }
            }
        }
        if (calls.isEmpty()) {
            return aggregate;
        }
        kept.sort(Comparator.comparingInt(aggregate.groups()::indexOf));
        calls.addAll(0, aggregate.calls());
        return PlanWalk.select(by(aggregate, kept, calls), aggregate.output());
    }

    /** Wide values cost most as keys. */
    private static int cost(Plan.Assignment group) {
        var lane = group.output().type().lane();
        return lane == Lane.BYTES ? 2 : lane.bytes() == 16 ? 1 : 0;
    }

    private static Set<Column> columns(List<Plan.Assignment> groups) {
        var columns = new HashSet<Column>();
        for (var group : groups) {
            if (group.expr() instanceof Expr.Ref ref) {
                columns.add(ref.column());
            }
        }
        return columns;
    }

    /** All values of a group are the same, so the order of the rows does not matter. */
    private static AggregateCall oneOf(Plan.Assignment group) {
        var any = Functions.aggregate("any_value", Span.NONE, group.output().type());
        var function = new AggregateOverload(any.name(), any.parameters(), any.result(), false, any.aggregate());
        return new AggregateCall(group.output(), function, List.of(group.expr()), false, null, List.of(), Span.NONE);
    }
}
