package tarn.engine.query.run.limit;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.shared.RowStore;
import tarn.engine.query.run.shared.StoredRows;

/** The first {@code limit} rows after {@code offset}, in the order of the input; stops the pipeline when it has them. */
public final class Limit implements Sink {
    private final long limit;
    private final long offset;
    private final long needed;
    private final RowStore store;
    private final AtomicLong kept = new AtomicLong();

    /** @param limit {@link Long#MAX_VALUE} for all */
    public Limit(List<DataType> types, long limit, long offset) {
        this.limit = limit;
        this.offset = offset;
        this.needed = limit == 0 ? 0 : limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
        this.store = new RowStore(types);
    }

    @Override
    public String name() {
        return "Limit";
    }

    /** The rows kept, once the sink is finished. */
    public Source result() {
        return StoredRows.once("LimitResult", store, offset, limit);
    }

    /** Morsels begin in order, so when those that have begun hold enough rows, all later ones come too late. */
    @Override
    public boolean enough() {
        return kept.get() >= needed;
    }

    @Override
    public Worker worker(WorkerContext worker) {
        return new Counter(worker);
    }

    @Override
    public void finish(QueryContext query) {
        store.seal();
        query.profile(this).setBytes(store.bytes());
    }

    private final class Counter implements Worker {
        private final WorkerContext worker;
        private final RowStore.Writer writer;
        private long morsel = -1;
        private long ofMorsel;

        Counter(WorkerContext worker) {
            this.worker = worker;
            this.writer = store.newWriter(worker.newRegion(name()));
        }

        @Override
        public void consume(Batch batch) {
            begin();
            int count = (int) Math.min(batch.rows(), needed - ofMorsel);
            if (count > 0) {
                writer.append(batch, count, morsel);
                ofMorsel += count;
                kept.addAndGet(count);
            }
        }

        /** A morsel by itself may hold all rows that are needed; what other morsels hold does not matter to it. */
        @Override
        public boolean wantsMore() {
            begin();
            return ofMorsel < needed;
        }

        private void begin() {
            if (morsel != worker.morsel()) {
                morsel = worker.morsel();
                ofMorsel = 0;
            }
        }
    }
}
