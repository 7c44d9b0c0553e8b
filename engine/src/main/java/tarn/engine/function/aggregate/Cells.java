package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Compare;

/**
 * Single values of any type within states: 16 bytes for the value, and the size of the buffer that a string owns, so that
 * a shorter string can take its place.
 */
final class Cells {
    static final int BYTES = 24;
    private static final long CAPACITY = 16;

    private Cells() {}

    /** Stores row {@code row} of {@code values} in the cell at {@code at}. */
    static void store(Lane lane, MemorySegment values, long row, MemorySegment memory, long at, Region region) {
        switch (lane) {
            case BIT -> Memory.setLongAt(memory, at, Bits.get(values, row) ? 1 : 0);
            case BYTES -> storeString(Strings.address(values, row), Strings.length(values, row), memory, at, region);
            default -> MemorySegment.copy(values, row * lane.bytes(), memory, at, lane.bytes());
        }
    }

    private static void storeString(long address, int length, MemorySegment memory, long at, Region region) {
        long to = Memory.getLongAt(memory, at);
        if (length > Memory.getLongAt(memory, at + CAPACITY)) {
            to = region.copyString(address, length);
            Memory.setLongAt(memory, at + CAPACITY, length);
        } else if (length > 0) {
            MemorySegment.copy(Strings.MEMORY, JAVA_BYTE, address, Strings.MEMORY, JAVA_BYTE, to, length);
        }
        // the address stays even for an empty string: it is the buffer that the cell owns
        Strings.put(slot(memory, at), 0, to, length);
        Memory.setLongAt(memory, at, to);
    }

    /** Copies a cell to another one, with a string's bytes. */
    static void copy(Lane lane, MemorySegment from, long that, MemorySegment memory, long at, Region region) {
        store(lane, slot(from, that), 0, memory, at, region);
    }

    /** Writes a cell to row {@code row} of {@code values}. */
    static void load(Lane lane, MemorySegment memory, long at, MemorySegment values, long row, Region region) {
        switch (lane) {
            case BIT -> Bits.put(values, row, Memory.getLongAt(memory, at) != 0);
            case BYTES -> {
                var slot = slot(memory, at);
                int length = Strings.length(slot, 0);
                Strings.put(values, row, length == 0 ? 0 : region.copyString(Strings.address(slot, 0), length), length);
            }
            default -> MemorySegment.copy(memory, at, values, row * lane.bytes(), lane.bytes());
        }
    }

    /** Compares row {@code row} of {@code values} with a cell. */
    static int compare(DataType type, MemorySegment values, long row, MemorySegment memory, long at) {
        return Compare.compare(type, values, row, slot(memory, at), 0);
    }

    /** A cell as the one row of a vector. */
    static MemorySegment slot(MemorySegment memory, long at) {
        return memory.asSlice(at, 16);
    }
}
