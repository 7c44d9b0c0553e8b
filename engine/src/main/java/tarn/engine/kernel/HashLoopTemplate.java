package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;

/** Template: hashes of one lane, written or mixed into those that are there. */
final class HashLoopTemplate implements HashLoop {
    record Data(Lane lane, boolean combine) {}

    private static final Data DATA = Specialize.data(MethodHandles.lookup(), Data.class);
    private static final Lane LANE = DATA.lane();
    private static final boolean COMBINE = DATA.combine();

    @Override
    public void run(MemorySegment values, @Nullable MemorySegment validity, int rows, MemorySegment hashes) {
        if (validity == null) {
            all(values, rows, hashes);
        } else {
            valid(values, validity, rows, hashes);
        }
    }

    private static void all(MemorySegment values, int rows, MemorySegment hashes) {
        for (int i = 0; i < rows; i++) {
            put(hashes, i, Hashing.of(LANE, values, i));
        }
    }

    private static void valid(MemorySegment values, MemorySegment validity, int rows, MemorySegment hashes) {
        for (int i = 0; i < rows; i++) {
            long mask = -(Memory.getLong(validity, i >>> 6) >>> i & 1);
            put(hashes, i, Hashing.of(LANE, values, i) & mask | Hashing.NULL & ~mask);
        }
    }

    private static void put(MemorySegment hashes, int row, long hash) {
        Memory.setLong(hashes, row, COMBINE ? Hashing.combine(Memory.getLong(hashes, row), hash) : hash);
    }
}
