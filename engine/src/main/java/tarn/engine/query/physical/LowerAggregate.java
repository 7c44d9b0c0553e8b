package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.aggregate.AggregateSpec;
import tarn.engine.query.run.aggregate.HashAggregate;

/** Lowers GROUP BY. */
final class LowerAggregate {
    private LowerAggregate() {}

    static Stream lower(Lowering lowering, Plan.Aggregate aggregate) {
        var input = lowering.lower(aggregate.input(), Columns.of(expressions(aggregate)));
        var groups = aggregate.groups().stream().map(Plan.Assignment::expr).toList();
        for (var group : aggregate.groups()) {
            lowering.know(group.output(), lowering.known(group.expr()));
        }
        var spec = new AggregateSpec(
                input.layout(),
                groups,
                groups.stream().map(lowering::known).toList(),
                aggregate.calls().stream()
                        .map(call -> call(call, range(lowering, call, aggregate.input())))
                        .toList(),
                aggregate.sets(),
                aggregate.grouping() != null);
        return lower(lowering, aggregate, input, spec, aggregate.output());
    }

    static Stream lower(Lowering lowering, Plan plan, Stream input, AggregateSpec spec, List<Column> output) {
        var operator = lowering.operator(plan, new HashAggregate(spec));
        lowering.end(input, operator);
        return Stream.of(lowering.operator(plan, operator.result()), output);
    }

    private static List<Expr> expressions(Plan.Aggregate aggregate) {
        var all = new ArrayList<Expr>();
        aggregate.groups().forEach(group -> all.add(group.expr()));
        for (AggregateCall call : aggregate.calls()) {
            all.addAll(call.arguments());
            if (call.filter() != null) {
                all.add(call.filter());
            }
            call.order().stream().map(SortKey::expr).forEach(all::add);
        }
        return all;
    }

    private static AggregateSpec.@Nullable Range range(Lowering lowering, AggregateCall call, Plan input) {
        if (!call.distinct() || call.arguments().size() != 1) {
            return null;
        }
        var known = lowering.known(call.arguments().getFirst());
        return known.min() instanceof Long low && known.max() instanceof Long high
                ? new AggregateSpec.Range(low, high, lowering.rows(input))
                : null;
    }

    private static AggregateSpec.Call call(AggregateCall call, AggregateSpec.@Nullable Range range) {
        var order = call.order().stream()
                .map(key -> new AggregateSpec.Order(key.expr(), key.descending(), key.nullsFirst()))
                .toList();
        return new AggregateSpec.Call(
                call.function(), call.arguments(), call.distinct(), call.filter(), order, range, call.span());
    }
}
