package tarn.engine.query.run.filter;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Selector;
import tarn.engine.kernel.SelectedColumns;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;

/** Hands on the rows for which a predicate is TRUE. */
public final class Filter implements Transform {
    private final List<Column> layout;
    private final Expr predicate;
    private final int[] kept;

    /** @param output which columns of the layout are handed on, in order */
    public Filter(List<Column> layout, Expr predicate, List<Column> output) {
        this.layout = List.copyOf(layout);
        this.predicate = predicate;
        this.kept = output.stream().mapToInt(layout::indexOf).toArray();
    }

    @Override
    public String name() {
        return "Filter";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        return new Picker(worker);
    }

    private final class Picker implements Worker {
        private final Selector selector;
        private final MemorySegment rowNumbers;
        private final Region gathered;

        Picker(WorkerContext worker) {
            int batchRows = worker.query().batchRows();
            var scratch = worker.newRegion(name());
            rowNumbers = scratch.allocate(batchRows * 4L);
            selector = new Evaluation(layout, worker.newRegion(name()), batchRows).selector(predicate);
            gathered = worker.newRegion(name());
        }

        @Override
        public void push(Batch in, Output out) {
            int count = selector.select(in, rowNumbers);
            if (count == 0) {
                return;
            }
            gathered.reset();
            out.accept(new Batch(count, count == in.rows() ? all(in) : selected(in, count)));
        }

        private List<Vector> all(Batch in) {
            return Arrays.stream(kept).mapToObj(in::column).toList();
        }

        private List<Vector> selected(Batch in, int count) {
            return SelectedColumns.of(in.columns(), kept, rowNumbers, count, gathered);
        }
    }
}
