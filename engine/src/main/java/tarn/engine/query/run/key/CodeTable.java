package tarn.engine.query.run.key;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Gives distinct 64-bit codes the numbers 0, 1, 2... in the order of their first appearance. Small codes are looked up in an
 * array, others by open addressing in slots of code and number.
 */
public final class CodeTable {
    private static final long LARGEST_ARRAY = 1L << 23;
    private static final long SMALL_ARRAY = 1L << 12;

    /** From so many codes on an array is taken even if 512 times as large: what counts for the cache is how many lines are used. */
    private static final int MANY = 1 << 12;

    /** Below it tables grow faster: putting codes in again costs more than the memory. */
    private static final int SMALL = 1 << 12;

    private static final int LARGEST_SIZE = 1 << 29;

    private final Region region;
    private MemorySegment codes = MemorySegment.NULL;
    private int capacity;
    private int size;
    private long bound = Long.MAX_VALUE;
    private boolean direct;
    private MemorySegment slots = MemorySegment.NULL;
    private long slotCount;
    private int shift;
    private long asked;

    public CodeTable(Region region) {
        this.region = region;
    }

    public int size() {
        return size;
    }

    /** The codes by number. */
    public MemorySegment codes() {
        return codes;
    }

    public boolean isDirect() {
        return direct;
    }

    /** Bytes held. */
    public long bytes() {
        return codes.byteSize() + slots.byteSize();
    }

    /** Promises that codes from now on are at least 0 and below {@code exclusive}; only while the table is empty. */
    public void setBound(long exclusive) {
        bound = exclusive <= 0 ? Long.MAX_VALUE : exclusive;
        direct = false;
        slots = release(slots);
        slotCount = 0;
    }

    /** Forgets all codes. */
    public void clear() {
        if (direct) {
            for (int i = 0; i < size; i++) {
                Memory.setInt(slots, Memory.getLong(codes, i), 0);
            }
        } else {
            slots.fill((byte) 0);
        }
        size = 0;
    }

    /** Writes the int number of each code, new or old. */
    public void findOrAdd(MemorySegment wanted, int rows, MemorySegment numbers) {
        reserve(rows);
        if (direct) {
            findOrAddDirect(wanted, rows, numbers);
        } else {
            findOrAddHashed(wanted, rows, numbers);
        }
    }

    private void findOrAddDirect(MemorySegment wanted, int rows, MemorySegment numbers) {
        var map = slots;
        for (int i = 0; i < rows; i++) {
            long code = Memory.getLong(wanted, i);
            int found = Memory.getInt(map, code);
            if (found == 0) {
                found = add(code) + 1;
                Memory.setInt(map, code, found);
            }
            Memory.setInt(numbers, i, found - 1);
        }
    }

    private void findOrAddHashed(MemorySegment wanted, int rows, MemorySegment numbers) {
        var table = slots;
        long mask = slotCount - 1;
        int drop = shift;
        for (int i = 0; i < rows; i++) {
            long code = Memory.getLong(wanted, i);
            long slot = CodeHash.mix(code) >>> drop;
            while (true) {
                long number = Memory.getLong(table, 2 * slot + 1);
                if (number == 0) {
                    number = add(code) + 1L;
                    Memory.setLong(table, 2 * slot, code);
                    Memory.setLong(table, 2 * slot + 1, number);
                    Memory.setInt(numbers, i, (int) number - 1);
                    break;
                }
                if (Memory.getLong(table, 2 * slot) == code) {
                    Memory.setInt(numbers, i, (int) number - 1);
                    break;
                }
                slot = slot + 1 & mask;
            }
        }
    }

    /** Writes the int number of each code, -1 for one that is not there. Any thread may do it while nothing is added. */
    public void find(MemorySegment wanted, int rows, MemorySegment numbers) {
        if (slotCount == 0) {
            numbers.asSlice(0, 4L * rows).fill((byte) -1);
        } else if (direct) {
            for (int i = 0; i < rows; i++) {
                long code = Memory.getLong(wanted, i);
                Memory.setInt(numbers, i, code < 0 || code >= slotCount ? -1 : Memory.getInt(slots, code) - 1);
            }
        } else {
            findHashed(wanted, rows, numbers);
        }
    }

    private void findHashed(MemorySegment wanted, int rows, MemorySegment numbers) {
        var table = slots;
        long mask = slotCount - 1;
        int drop = shift;
        for (int i = 0; i < rows; i++) {
            long code = Memory.getLong(wanted, i);
            long slot = CodeHash.mix(code) >>> drop;
            long number = Memory.getLong(table, 2 * slot + 1);
            while (number != 0 && Memory.getLong(table, 2 * slot) != code) {
                slot = slot + 1 & mask;
                number = Memory.getLong(table, 2 * slot + 1);
            }
            Memory.setInt(numbers, i, (int) number - 1);
        }
    }

    private int add(long code) {
        Memory.setLong(codes, size, code);
        return size++;
    }

    /** Makes room for so many more codes, and changes to an array once enough rows asked to pay for it. */
    private void reserve(int more) {
        asked += more;
        if (size + (long) more > capacity) {
            growCodes(size + (long) more);
        }
        if (direct) {
            return;
        }
        boolean wasEmpty = slotCount == 0;
        if (bound <= LARGEST_ARRAY
                && (bound <= SMALL_ARRAY || bound <= 4 * asked || size >= MANY && bound <= 512L * size)) {
            rebuild(true, bound);
        } else if (wasEmpty || 2 * (size + (long) more) > slotCount) {
            long least = Math.max(slotCount < SMALL ? 4 * slotCount : 64, 2 * (size + (long) more));
            rebuild(false, Long.highestOneBit(Math.max(64, least) * 2 - 1));
        }
    }

    private void growCodes(long needed) {
        if (needed > LARGEST_SIZE) {
            throw SqlException.of(ErrorCode.OUT_OF_MEMORY, "out of memory: more than " + LARGEST_SIZE + " groups");
        }
        capacity = (int) Math.min(LARGEST_SIZE, Math.max(needed, (capacity < SMALL ? 4L : 2L) * capacity));
        var grown = region.allocate(8L * capacity);
        if (size > 0) {
            MemorySegment.copy(codes, 0, grown, 0, 8L * size);
        }
        release(codes);
        codes = grown;
    }

    private void rebuild(boolean asArray, long count) {
        release(slots);
        slots = region.allocateZeroed(asArray ? 4 * count : 16 * count);
        slotCount = count;
        direct = asArray;
        shift = 64 - Long.numberOfTrailingZeros(count);
        if (asArray) {
            for (int i = 0; i < size; i++) {
                Memory.setInt(slots, Memory.getLong(codes, i), i + 1);
            }
            return;
        }
        var table = slots;
        long mask = count - 1;
        int drop = shift;
        for (int i = 0; i < size; i++) {
            long code = Memory.getLong(codes, i);
            long slot = CodeHash.mix(code) >>> drop;
            while (Memory.getLong(table, 2 * slot + 1) != 0) {
                slot = slot + 1 & mask;
            }
            Memory.setLong(table, 2 * slot, code);
            Memory.setLong(table, 2 * slot + 1, i + 1L);
        }
    }

    private MemorySegment release(MemorySegment segment) {
        if (segment.byteSize() > 0) {
            region.free(segment);
        }
        return MemorySegment.NULL;
    }
}
