package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.pipeline.WorkerContext;

/** Picks the rows of encoded batches that are not beyond a bound. */
final class BoundFilter {
    private final StoredKey key;
    private final MemorySegment rowNumbers;

    BoundFilter(StoredKey key, WorkerContext worker) {
        this.key = key;
        rowNumbers = worker.newRegion("TopN").allocate(worker.query().batchRows() * 4L);
    }

    /** The rows of the last {@link #select}, ascending. */
    MemorySegment rowNumbers() {
        return rowNumbers;
    }

    int select(Batch encoded, Bound bound) {
        var words = (FlatVector) encoded.column(key.word());
        long most = bound.word() ^ Long.MIN_VALUE;
        int count = 0;
        for (int i = 0; i < encoded.rows(); i++) {
            boolean isNull = words.isNull(i);
            int side = isNull == key.nullsFirst() ? 0 : 1;
            boolean keep = side < bound.side()
                    || side == bound.side() && (isNull || (Memory.getLong(words.values(), i) ^ Long.MIN_VALUE) <= most);
            Memory.setInt(rowNumbers, count, i);
            count += keep ? 1 : 0;
        }
        return count;
    }
}
