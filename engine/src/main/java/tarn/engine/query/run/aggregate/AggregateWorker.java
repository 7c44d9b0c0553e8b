package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Selector;
import tarn.engine.kernel.Gather;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.aggregate.AggregateSpec.Call;
import tarn.engine.query.run.key.RowExpressions;

/** Groups what one thread gets: evaluates keys and arguments once and feeds them to each grouping set. */
final class AggregateWorker implements Sink.Worker {
    private final AggregateSpec spec;
    private final WorkerContext worker;
    private final RowExpressions unfiltered;
    private final List<@Nullable FilteredInput> filtered = new ArrayList<>();
    private final List<GroupingState> states = new ArrayList<>();

    AggregateWorker(
            AggregateSpec spec,
            CallPlan plan,
            WorkerContext worker,
            List<@Nullable SharedGroups> shared,
            String owner) {
        this.spec = spec;
        this.worker = worker;
        int batchRows = worker.query().batchRows();
        Supplier<Region> regions = () -> worker.newRegion(owner);
        var exprs = new ArrayList<>(spec.groups());
        for (Call call : spec.calls()) {
            var filter = call.filter();
            filtered.add(filter == null ? null : new FilteredInput(spec.layout(), call, filter, regions, batchRows));
            if (filter == null) {
                exprs.addAll(inputs(call));
            }
        }
        this.unfiltered = new RowExpressions(spec.layout(), exprs, regions.get(), batchRows);
        for (int set = 0; set < spec.sets().size(); set++) {
            var state = new GroupingState(
                    HashAggregate.keyTypes(spec, set), plan, regions, shared.get(set), worker.index());
            var indexes = spec.sets().get(set);
            for (int k = 0; k < indexes.size(); k++) {
                var statistics = spec.statistics().get(indexes.get(k));
                state.table().keys().expect(k, statistics.min(), statistics.max());
            }
            states.add(state);
        }
    }

    /** Arguments, then ORDER BY keys. */
    private static List<Expr> inputs(Call call) {
        var exprs = new ArrayList<>(call.arguments());
        call.order().forEach(item -> exprs.add(item.expr()));
        return exprs;
    }

    private static GroupingState.Input input(
            Call call, List<Vector> values, int rows, @Nullable MemorySegment selection) {
        int arguments = call.arguments().size();
        return new GroupingState.Input(
                values.subList(0, arguments), values.subList(arguments, values.size()), rows, selection);
    }

    /** The input of a call with FILTER: its expressions see only the rows that pass. */
    private static final class FilteredInput {
        private static final GroupingState.Input NOTHING = new GroupingState.Input(List.of(), List.of(), 0, null);

        private final Call call;
        private final Selector filter;
        private final MemorySegment selected;
        private final Region gathered;
        private final Set<Column> used = new HashSet<>();
        private final List<Column> layout;
        private final RowExpressions values;

        FilteredInput(List<Column> layout, Call call, Expr filter, Supplier<Region> regions, int batchRows) {
            this.call = call;
            this.layout = layout;
            this.gathered = regions.get();
            Region region = regions.get();
            this.filter = new Evaluation(layout, region, batchRows).selector(filter);
            this.selected = region.allocate(4L * batchRows);
            this.values = new RowExpressions(layout, inputs(call), region, batchRows);
            for (Expr expr : inputs(call)) {
                ExprTree.forEach(expr, part -> {
                    if (part instanceof Expr.Ref ref) {
                        used.add(ref.column());
                    }
                });
            }
        }

        GroupingState.Input of(Batch batch) {
            int count = filter.select(batch, selected);
            if (count == 0) {
                return NOTHING;
            }
            if (count == batch.rows()) {
                return input(call, values.evaluate(batch), count, null);
            }
            gathered.reset();
            var columns = new ArrayList<Vector>(layout.size());
            for (int c = 0; c < layout.size(); c++) {
                var column = layout.get(c);
                columns.add(
                        used.contains(column)
                                ? Gather.gather(batch.column(c), selected, count, gathered)
                                : Constants.nullOf(column.type()));
            }
            return input(call, values.evaluate(new Batch(count, columns)), count, selected);
        }
    }

    GroupingState state(int set) {
        return states.get(set);
    }

    long bytes() {
        return states.stream().mapToLong(GroupingState::bytes).sum();
    }

    boolean isDirect() {
        return states.stream().allMatch(state -> state.table().keys().isDirect());
    }

    @Override
    public void consume(Batch batch) {
        var values = unfiltered.evaluate(batch);
        int at = spec.groups().size();
        var inputs = new ArrayList<GroupingState.Input>(filtered.size());
        for (int c = 0; c < filtered.size(); c++) {
            var own = filtered.get(c);
            if (own != null) {
                inputs.add(own.of(batch));
                continue;
            }
            var call = spec.calls().get(c);
            int width = call.arguments().size() + call.order().size();
            inputs.add(input(call, values.subList(at, at + width), batch.rows(), null));
            at += width;
        }
        for (int set = 0; set < states.size(); set++) {
            var keys = new ArrayList<Vector>();
            for (int group : spec.sets().get(set)) {
                keys.add(values.get(group));
            }
            states.get(set).consume(keys, batch.rows(), inputs, worker.morsel());
        }
    }
}
