package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;

/** The rows of a batch that could not be read, where such rows are to be left out. */
final class RowErrors {
    private final int rows;
    private final MemorySegment bad;
    private int count;

    RowErrors(int rows, Region region) {
        this.rows = rows;
        this.bad = region.allocateZeroed(Bits.bytes(rows));
    }

    void add(int row) {
        count += Bits.get(bad, row) ? 0 : 1;
        Bits.set(bad, row);
    }

    boolean any() {
        return count > 0;
    }

    /** The other rows; null if there are none. */
    @Nullable
    Batch withoutBadRows(List<Vector> vectors, Region region) {
        if (count == rows) {
            return null;
        }
        var good = region.allocate(4L * rows);
        int kept = 0;
        for (int row = 0; row < rows; row++) {
            if (!Bits.get(bad, row)) {
                Memory.setInt(good, kept++, row);
            }
        }
        int goodRows = kept;
        return new Batch(
                goodRows,
                vectors.stream()
                        .map(vector -> Gather.gather(vector, good, goodRows, region))
                        .toList());
    }
}
