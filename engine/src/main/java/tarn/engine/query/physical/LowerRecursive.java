package tarn.engine.query.physical;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.Sink;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.join.Join;
import tarn.engine.query.run.recursion.KeyedCall;
import tarn.engine.query.run.recursion.KeyedRows;
import tarn.engine.query.run.recursion.Recursion;
import tarn.engine.query.run.recursion.Turn;
import tarn.engine.query.run.shared.RowStore;

/**
 * Lowers a recursive query. Operators run only once, so the step is lowered again for each turn; but join tables that are the
 * same in all turns are built once, before the first.
 */
final class LowerRecursive implements Recursion.Turns {
    private final Lowering around;
    private final Plan.Recursive plan;
    private final Map<Plan, Join> joins = new IdentityHashMap<>();
    private final Lowering anchor;
    private final Stream anchorRows;
    private final Lowering step;
    private @Nullable Stream stepRows;
    private RowStore before;
    private RowStore sofar;

    private LowerRecursive(Lowering around, Plan.Recursive plan) {
        this.around = around;
        this.plan = plan;
        before = new RowStore(types(plan.read()));
        sofar = new RowStore(types(plan.output()));
        anchor = new Lowering(around, new IdentityHashMap<>(), true);
        anchorRows = anchor.whole(plan.anchor());
        step = step(true);
        stepRows = step.whole(plan.step());
    }

    static Stream lower(Lowering lowering, Plan.Recursive plan) {
        var source = new Recursion(types(plan.output()), plan.all(), keyed(plan), new LowerRecursive(lowering, plan));
        return Stream.of(lowering.operator(plan, source), plan.output());
    }

    private static @Nullable KeyedRows keyed(Plan.Recursive plan) {
        var keyed = plan.keyed();
        if (keyed == null) {
            return null;
        }
        var calls = keyed.aggregates().stream()
                .map(call -> new KeyedCall(call.output(), call.function(), call.arguments()))
                .toList();
        return new KeyedRows(types(plan.output()), types(keyed.made()), keyed.columns(), calls);
    }

    private static List<DataType> types(List<Column> columns) {
        return columns.stream().map(Column::type).toList();
    }

    private Lowering step(boolean known) {
        var lowering = new Lowering(around, joins, known);
        lowering.share(plan.id(), plan.read(), () -> before);
        if (plan.keyed() != null) {
            lowering.share(plan.keyed().id(), plan.output(), () -> sofar);
        }
        return lowering;
    }

    @Override
    public Turn first(Sink sink) {
        return new Turn(pipelines(anchor, anchorRows, sink), List.of());
    }

    @Override
    public Turn next(RowStore rows, @Nullable RowStore all, Sink sink) {
        before = rows;
        if (all != null) {
            sofar = all;
        }
        var prepared = stepRows;
        if (prepared != null) {
            stepRows = null;
            return new Turn(pipelines(step, prepared, sink), List.of());
        }
        var again = step(false);
        var stream = again.whole(plan.step());
        return new Turn(pipelines(again, stream, sink), again.made());
    }

    @Override
    public boolean readAll() {
        return plan.keyed() != null && reads(plan.step(), plan.keyed().id());
    }

    private static boolean reads(Plan plan, int id) {
        return plan instanceof Plan.SharedScan scan && scan.id() == id
                || plan.inputs().stream().anyMatch(input -> reads(input, id));
    }

    private static List<Pipeline> pipelines(Lowering lowering, Stream rows, Sink sink) {
        lowering.end(rows, sink);
        return lowering.pipelines();
    }

    @Override
    public List<Object> operators() {
        return step.made();
    }
}
