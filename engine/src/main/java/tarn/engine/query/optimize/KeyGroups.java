package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
                ? reduced(aggregate)
                : node;
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
        var all = new ArrayList<Integer>();
        for (int i = 0; i < kept.size(); i++) {
            all.add(i);
        }
        var byKeys = new Plan.Aggregate(aggregate.input(), kept, calls, List.of(all), aggregate.grouping());
        return PlanWalk.select(byKeys, aggregate.output());
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
