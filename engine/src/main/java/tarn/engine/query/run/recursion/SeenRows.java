package tarn.engine.query.run.recursion;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.key.KeyTable;
import tarn.engine.query.run.shared.RowStore;

/** The distinct rows of all turns so far; a row that comes up again is dropped. NULLs are equal. */
final class SeenRows {
    private final List<DataType> types;
    private @Nullable KeyTable rows;
    private MemorySegment numbers = MemorySegment.NULL;

    SeenRows(List<DataType> types) {
        this.types = types;
    }

    void open(QueryContext query) {
        var memory = query.memory();
        var region = memory.newRegion("Recursion");
        rows = new KeyTable(types, region, memory.newRegion("Recursion"), memory.newRegion("Recursion"));
        numbers = region.allocate(4L * query.batchRows());
    }

    /** Keeps the new ones among the rows that come. */
    Sink sink(String name, RowStore store) {
        return new Sink() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Worker worker(WorkerContext worker) {
                var region = worker.newRegion(name);
                var fresh = region.allocate(4L * worker.query().batchRows());
                var writer = store.newWriter(region);
                return batch -> {
                    int count = add(batch, fresh);
                    if (count > 0) {
                        writer.append(batch, fresh, count, worker.morsel());
                    }
                };
            }

            @Override
            public void finish(QueryContext query) {
                store.seal();
                query.profile(this).setBytes(store.bytes());
            }
        };
    }

    /** Writes which rows of the batch are new, and says how many. */
    private synchronized int add(Batch batch, MemorySegment fresh) {
        if (rows == null) {
            throw new IllegalStateException("not open");
        }
        var columns = new ArrayList<Vector>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(batch.column(i));
        }
        int next = rows.size();
        rows.findOrAdd(columns, batch.rows(), numbers);
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
            if (Memory.getInt(numbers, row) == next) {
                Memory.setInt(fresh, count++, row);
                next++;
            }
        }
        return count;
    }
}
