package tarn.engine.query.run.sink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.expr.Column;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.shared.RowStore;

/** Keeps a query's rows in order for its caller; they live as long as the query's memory. */
public final class ResultSink implements Sink {
    private final RowStore store;
    private List<Batch> batches = List.of();

    /** @param layout the columns that arrive */
    public ResultSink(List<Column> layout) {
        store = new RowStore(layout.stream().map(Column::type).toList());
    }

    @Override
    public String name() {
        return "Result";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var writer = store.newWriter(worker.newRegion(name()));
        return new Worker() {
            @Override
            public void consume(Batch batch) {
                writer.append(batch, batch.rows(), worker.morsel());
            }
        };
    }

    @Override
    public void finish(QueryContext query) {
        store.seal();
        var all = new ArrayList<Batch>();
        @Nullable Region aligned = null;
        for (var segment : store.segments()) {
            if (aligned == null) {
                aligned = query.memory().newRegion(name());
            }
            all.add(RowStore.slice(segment, 0, segment.rows(), aligned));
        }
        batches = List.copyOf(all);
        query.profile(this).setBytes(store.bytes());
    }

    /** All rows in order, in flat vectors, up to {@link RowStore#BLOCK_ROWS} rows a batch; known when finished. */
    public List<Batch> batches() {
        return batches;
    }

    public long rows() {
        return store.rows();
    }
}
