package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
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
        return Memory.getIntAt(memory, at + COUNT);
    }

    /** The values, {@code width} bytes each. */
    static MemorySegment values(MemorySegment memory, long at, int width) {
        return Strings.MEMORY.asSlice(Memory.getLongAt(memory, at), (long) count(memory, at) * width);
    }

    /** Makes room for more values and counts them in; returns the address of the first of them. */
    static long append(MemorySegment memory, long at, int more, int width, Region region) {
        int count = count(memory, at);
        int needed = Math.addExact(count, more);
        if (needed > Memory.getIntAt(memory, at + ROOM)) {
            int room = (int) Math.min(Integer.MAX_VALUE, Math.max(needed, Math.max(FIRST_BYTES / width, count * 2L)));
            var bigger = region.allocate((long) room * width);
            if (count > 0) {
                bigger.copyFrom(values(memory, at, width));
            }
            Memory.setLongAt(memory, at, bigger.address());
            Memory.setIntAt(memory, at + ROOM, room);
        }
        Memory.setIntAt(memory, at + COUNT, needed);
        return Memory.getLongAt(memory, at) + (long) count * width;
    }
}
