package tarn.engine.query.run.key;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Compare;

/** Numbers distinct values of a type of 16 bytes (strings, 128-bit integers, intervals); keeps copies of them. */
final class ValueTable {
    private static final long TAG = 0xFFFFFFFF00000000L;

    /** After so many values, of which nearly all were different, room is made for as many as rows are expected. */
    private static final int MANY = 1 << 14;

    private final DataType type;
    private final Lane lane;
    private final Region region;
    private final @Nullable Region texts;
    private MemorySegment values = MemorySegment.NULL;
    private MemorySegment hashes = MemorySegment.NULL;
    private int capacity;
    private int size;
    private MemorySegment slots = MemorySegment.NULL;
    private long mask = -1;
    private int expected;
    private long asked;

    /** @param texts gets the bytes of strings; null if those that come stay where they are */
    ValueTable(DataType type, Region region, @Nullable Region texts) {
        this.type = type;
        this.lane = type.lane();
        this.region = region;
        this.texts = texts;
    }

    int size() {
        return size;
    }

    MemorySegment values() {
        return values;
    }

    long bytes() {
        return values.byteSize() + hashes.byteSize() + slots.byteSize();
    }

    /** Says how many rows will come in all. */
    void expect(int rows) {
        expected = rows;
    }

    /** Forgets all values. */
    void clear() {
        size = 0;
        slots.fill((byte) 0);
    }

    /** Writes for each row its value's number plus 2, or 1 for NULL; 0 if it is not there and {@code add} is false. */
    void number(
            MemorySegment wanted,
            @Nullable MemorySegment validity,
            MemorySegment wantedHashes,
            int rows,
            boolean add,
            MemorySegment numbers) {
        if (add) {
            reserve(rows);
        }
        guess(wantedHashes, rows, numbers);
        if (lane == Lane.BYTES) {
            checkStrings(wanted, rows, numbers);
        }
        for (int i = 0; i < rows; i++) {
            int number = Memory.getInt(numbers, i);
            if (validity != null && !Bits.get(validity, i)) {
                number = -1;
            } else if (number < 0 || lane != Lane.BYTES && !equal(wanted, i, number)) {
                number = find(wanted, i, Memory.getLong(wantedHashes, i), add);
            }
            Memory.setInt(numbers, i, number + 2);
        }
    }

    /** Writes for each row the number in its first slot if the hash may be the same, else -1. */
    private void guess(MemorySegment wantedHashes, int rows, MemorySegment numbers) {
        var table = slots;
        long last = mask;
        if (last < 0) {
            numbers.asSlice(0, 4L * rows).fill((byte) -1);
            return;
        }
        for (int i = 0; i < rows; i++) {
            long hash = Memory.getLong(wantedHashes, i);
            long entry = Memory.getLong(table, hash & last);
            int number = (int) entry - 1;
            Memory.setInt(numbers, i, ((entry ^ hash) & TAG) == 0 ? number : -1);
        }
    }

    /** Keeps those guesses that are right. Views are compared before bytes, so that memory is asked for early. */
    private void checkStrings(MemorySegment wanted, int rows, MemorySegment numbers) {
        var kept = values;
        for (int i = 0; i < rows; i++) {
            int number = Memory.getInt(numbers, i);
            if (number >= 0 && Memory.getLong(wanted, 2L * i + 1) != Memory.getLong(kept, 2L * number + 1)) {
                Memory.setInt(numbers, i, -1);
            }
        }
        for (int i = 0; i < rows; i++) {
            int number = Memory.getInt(numbers, i);
            if (number >= 0) {
                int length = Strings.length(wanted, i);
                long a = Memory.getLong(wanted, 2L * i);
                long b = Memory.getLong(kept, 2L * number);
                if (length > 4 && !sameBytes(a, b, length)) {
                    Memory.setInt(numbers, i, -1);
                }
            }
        }
    }

    /** Compares strings of more than 4 bytes whose first four are known to be the same. */
    private static boolean sameBytes(long a, long b, int length) {
        var memory = Strings.MEMORY;
        if (length < 8) {
            return Memory.getIntAt(memory, a + length - 4) == Memory.getIntAt(memory, b + length - 4);
        }
        int last = length - 8;
        for (int at = 0; at < last; at += 8) {
            if (Memory.getLongAt(memory, a + at) != Memory.getLongAt(memory, b + at)) {
                return false;
            }
        }
        return Memory.getLongAt(memory, a + last) == Memory.getLongAt(memory, b + last);
    }

    private int find(MemorySegment wanted, int row, long hash, boolean add) {
        if (mask < 0) {
            return -2;
        }
        long slot = hash & mask;
        while (true) {
            long entry = Memory.getLong(slots, slot);
            if (entry == 0) {
                return add ? add(wanted, row, hash, slot) : -2;
            }
            int number = (int) entry - 1;
            if (((entry ^ hash) & TAG) == 0 && equal(wanted, row, number)) {
                return number;
            }
            slot = slot + 1 & mask;
        }
    }

    private boolean equal(MemorySegment wanted, int row, int number) {
        return switch (lane) {
            case BYTES -> Strings.equal(wanted, row, values, number);
            case I128 ->
                Memory.getLong(wanted, 2L * row) == Memory.getLong(values, 2L * number)
                        && Memory.getLong(wanted, 2L * row + 1) == Memory.getLong(values, 2L * number + 1);
            case BIT, I8, I16, I32, I64, F32, F64, INTERVAL -> Compare.equal(type, wanted, row, values, number);
        };
    }

    private int add(MemorySegment wanted, int row, long hash, long slot) {
        int number = size++;
        MemorySegment.copy(wanted, 16L * row, values, 16L * number, 16);
        if (lane == Lane.BYTES && texts != null) {
            int length = Strings.length(wanted, row);
            Memory.setLong(
                    values, 2L * number, length == 0 ? 0 : texts.copyString(Strings.address(wanted, row), length));
        }
        Memory.setLong(hashes, number, hash);
        Memory.setLong(slots, slot, hash & TAG | number + 1L);
        return number;
    }

    private void reserve(int more) {
        long needed = size + (long) more;
        boolean full = needed > capacity || 2 * needed > mask + 1;
        if (full && size >= MANY && size > asked - asked / 8) {
            needed = Math.max(needed, expected);
        }
        asked += more;
        if (needed > capacity) {
            capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * capacity));
            values = grow(values, 16L * size, 16L * capacity);
            hashes = grow(hashes, 8L * size, 8L * capacity);
        }
        if (2 * needed > mask + 1) {
            rebuild(Long.highestOneBit(Math.max(64, 2 * needed) * 2 - 1));
        }
    }

    private void rebuild(long count) {
        if (slots.byteSize() > 0) {
            region.free(slots);
        }
        slots = region.allocateZeroed(8 * count);
        mask = count - 1;
        for (int i = 0; i < size; i++) {
            long hash = Memory.getLong(hashes, i);
            long slot = hash & mask;
            while (Memory.getLong(slots, slot) != 0) {
                slot = slot + 1 & mask;
            }
            Memory.setLong(slots, slot, hash & TAG | i + 1L);
        }
    }

    private MemorySegment grow(MemorySegment from, long used, long bytes) {
        var grown = region.allocate(bytes);
        if (used > 0) {
            MemorySegment.copy(from, 0, grown, 0, used);
        }
        if (from.byteSize() > 0) {
            region.free(from);
        }
        return grown;
    }
}
