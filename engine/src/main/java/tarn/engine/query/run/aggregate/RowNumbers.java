package tarn.engine.query.run.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Region;

/** Int row or group numbers in native segments. */
final class RowNumbers {
    private RowNumbers() {}

    static MemorySegment range(int from, int count, Region out) {
        var numbers = out.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            numbers.setAtIndex(JAVA_INT, i, from + i);
        }
        return numbers;
    }

    /** Replaces each number n by {@code table[n]}. */
    static void translate(MemorySegment numbers, int count, MemorySegment table) {
        for (int i = 0; i < count; i++) {
            numbers.setAtIndex(JAVA_INT, i, table.getAtIndex(JAVA_INT, numbers.getAtIndex(JAVA_INT, i)));
        }
    }

    static MemorySegment take(MemorySegment from, MemorySegment at, int count, Region out) {
        var taken = out.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            taken.setAtIndex(JAVA_INT, i, from.getAtIndex(JAVA_INT, at.getAtIndex(JAVA_INT, i)));
        }
        return taken;
    }
}
