package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.kernel.Flatten;
import tarn.engine.pipeline.WorkerContext;

/** Picks the rows of encoded batches that are not beyond a bound. */
final class BoundFilter {
    private final StoredKey key;
    private final MemorySegment rowNumbers;
    private final Region texts;

    BoundFilter(StoredKey key, WorkerContext worker) {
        this.key = key;
        texts = worker.newRegion("TopN");
        rowNumbers = worker.newRegion("TopN").allocate(worker.query().batchRows() * 4L);
    }

    /** The rows of the last {@link #select}, ascending. */
    MemorySegment rowNumbers() {
        return rowNumbers;
    }

    int select(Batch encoded, Bound bound) {
        var words = (FlatVector) encoded.column(key.word());
        int count = words.validity() == null && bound.side() == valueSide()
                ? selectValues(words.values(), encoded.rows(), bound.word() ^ Long.MIN_VALUE)
                : selectAny(words, encoded.rows(), bound);
        return bound.text() == null ? count : withoutLater(encoded, words, bound, count);
    }

    private int valueSide() {
        return key.nullsFirst() ? 1 : 0;
    }

    private int selectValues(MemorySegment words, int rows, long most) {
        var kept = rowNumbers;
        int count = 0;
        for (int i = 0; i < rows; i++) {
            Memory.setInt(kept, count, i);
            count += (Memory.getLong(words, i) ^ Long.MIN_VALUE) <= most ? 1 : 0;
        }
        return count;
    }

    private int selectAny(FlatVector words, int rows, Bound bound) {
        long most = bound.word() ^ Long.MIN_VALUE;
        int count = 0;
        for (int i = 0; i < rows; i++) {
            boolean isNull = words.isNull(i);
            int side = isNull == key.nullsFirst() ? 0 : 1;
            boolean keep = side < bound.side()
                    || side == bound.side() && (isNull || (Memory.getLong(words.values(), i) ^ Long.MIN_VALUE) <= most);
            Memory.setInt(rowNumbers, count, i);
            count += keep ? 1 : 0;
        }
        return count;
    }

    /** Of the rows selected, leaves out those whose first word is the bound's and whose string comes behind it. */
    private int withoutLater(Batch encoded, FlatVector words, Bound bound, int selected) {
        if (selected == 0) {
            return 0;
        }
        var views = Flatten.flatten(encoded.column(key.text()), encoded.rows(), texts)
                .values();
        int count = 0;
        for (int i = 0; i < selected; i++) {
            int row = Memory.getInt(rowNumbers, i);
            boolean later = Memory.getLong(words.values(), row) == bound.word()
                    && !words.isNull(row)
                    && bound.before(views, row);
            Memory.setInt(rowNumbers, count, row);
            count += later ? 0 : 1;
        }
        texts.reset();
        return count;
    }
}
