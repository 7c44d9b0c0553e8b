package tarn.engine.storage;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import tarn.engine.data.type.Lane;
import tarn.engine.kernel.HyperLogLog;

/** Estimates how many distinct values of a column it has seen. */
final class DistinctSketch {
    private final MemorySegment sketch = Arena.ofAuto().allocate(HyperLogLog.BYTES);

    /** Sees rows of a chunk; NULLs do not count. */
    void add(ColumnChunk chunk, Lane lane, int from, int to) {
        ValueHashes.each(chunk, lane, from, to, this::add);
    }

    private void add(long value) {
        HyperLogLog.add(sketch, 0, ValueHashes.mix(value + 0x9E3779B97F4A7C15L));
    }

    void merge(DistinctSketch other) {
        HyperLogLog.merge(sketch, 0, other.sketch, 0);
    }

    double estimate() {
        return HyperLogLog.estimate(sketch, 0);
    }
}
