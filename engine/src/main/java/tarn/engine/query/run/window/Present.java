package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Region;

/** Follows the rows of frames and tells which values come and leave. For one thread. */
abstract class Present implements FrameWalk.Counter {
    private final KeptRows kept;
    private final MemorySegment codes;
    private final MemorySegment counts;

    /** @param codes for each row the number of its value, below {@code values} */
    Present(KeptRows kept, MemorySegment codes, int values, Region region) {
        this.kept = kept;
        this.codes = codes;
        this.counts = region.allocateZeroed(Math.max(8, values * 4L));
    }

    abstract void comes(int code);

    abstract void leaves(int code);

    /** How many rows with a value are there. */
    final int count(int code) {
        return get(counts, code);
    }

    @Override
    public void add(int row) {
        if (kept.has(row)) {
            int code = get(codes, row);
            int count = get(counts, code);
            put(counts, code, count + 1);
            if (count == 0) {
                comes(code);
            }
        }
    }

    @Override
    public void remove(int row) {
        if (kept.has(row)) {
            int code = get(codes, row);
            int count = get(counts, code) - 1;
            put(counts, code, count);
            if (count == 0) {
                leaves(code);
            }
        }
    }
}
