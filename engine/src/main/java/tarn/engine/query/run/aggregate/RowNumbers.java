package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;

/** Int row or group numbers in native segments. */
final class RowNumbers {
    private RowNumbers() {}

    static MemorySegment range(int from, int count, Region out) {
        var numbers = out.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            Memory.setInt(numbers, i, from + i);
        }
        return numbers;
    }

    /** Replaces each number n by {@code table[n]}. */
    static void translate(MemorySegment numbers, int count, MemorySegment table) {
        for (int i = 0; i < count; i++) {
            Memory.setInt(numbers, i, Memory.getInt(table, Memory.getInt(numbers, i)));
        }
    }

    static MemorySegment take(MemorySegment from, MemorySegment at, int count, Region out) {
        var taken = out.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            Memory.setInt(taken, i, Memory.getInt(from, Memory.getInt(at, i)));
        }
        return taken;
    }
}
