package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Strings;

/**
 * All values of a group, one behind the other in the states' region. State: address of the buffer, number of values, room
 * for values.
 */
final class ValueList {
    static final int BYTES = 16;
    private static final long COUNT = 8;
    private static final long ROOM = 12;
    private static final int FIRST_BYTES = 64;

    private ValueList() {}

    static int count(MemorySegment memory, long at) {
        return memory.get(JAVA_INT, at + COUNT);
    }

    /** The values, {@code width} bytes each. */
    static MemorySegment values(MemorySegment memory, long at, int width) {
        return Strings.MEMORY.asSlice(memory.get(JAVA_LONG, at), (long) count(memory, at) * width);
    }

    /** Makes room for more values and counts them in; returns the address of the first of them. */
    static long append(MemorySegment memory, long at, int more, int width, Region region) {
        int count = count(memory, at);
        int needed = Math.addExact(count, more);
        if (needed > memory.get(JAVA_INT, at + ROOM)) {
            int room = (int) Math.min(Integer.MAX_VALUE, Math.max(needed, Math.max(FIRST_BYTES / width, count * 2L)));
            var bigger = region.allocate((long) room * width);
            if (count > 0) {
                bigger.copyFrom(values(memory, at, width));
            }
            memory.set(JAVA_LONG, at, bigger.address());
            memory.set(JAVA_INT, at + ROOM, room);
        }
        memory.set(JAVA_INT, at + COUNT, needed);
        return memory.get(JAVA_LONG, at) + (long) count * width;
    }
}
