package tarn.engine.query.run.shared;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;

/** Keeps all rows, to be read once or many times. */
public final class StoreSink implements Sink {
    private final String name;
    private final RowStore store;

    public StoreSink(String name, List<DataType> types) {
        this(name, new RowStore(types));
    }

    public StoreSink(String name, RowStore store) {
        this.name = name;
        this.store = store;
    }

    @Override
    public String name() {
        return name;
    }

    /** The rows, sealed once the sink is finished. */
    public RowStore store() {
        return store;
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var writer = store.newWriter(worker.newRegion(name));
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
        query.profile(this).setBytes(store.bytes());
    }
}
