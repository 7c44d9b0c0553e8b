package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;

/** A fixed set of values of one type that rows are looked up in. */
public final class Membership {
    /** Integers closer together than this are a bitmap. */
    private static final long BITMAP_SPAN = 1 << 12;

    private final DataType type;
    private final MemorySegment options;
    private final int[] slots;
    private final int mask;
    private long min;
    private long span = -1;
    private long[] bits = {};

    /**
     * @param options values that are not NULL, alive as long as this object
     */
    public Membership(DataType type, MemorySegment options, int count) {
        this.type = type;
        this.options = options;
        int capacity = Integer.highestOneBit(Math.max(4, count * 2) - 1) * 2;
        slots = new int[capacity];
        mask = capacity - 1;
        Arrays.fill(slots, -1);
        for (int i = 0; i < count; i++) {
            int at = (int) Hashing.one(type, options, i) & mask;
            while (slots[at] >= 0 && !Compare.equal(type, options, slots[at], options, i)) {
                at = at + 1 & mask;
            }
            slots[at] = i;
        }
        if (isLong() && count > 0) {
            fillBits(count);
        }
    }

    private boolean isLong() {
        return switch (type.lane()) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    private void fillBits(int count) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long value = LaneAccess.readLong(type.lane(), options, i);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        if (greatest - least >= 0 && greatest - least < BITMAP_SPAN) {
            min = least;
            span = greatest - least;
            bits = new long[(int) (span >>> 6) + 1];
            for (int i = 0; i < count; i++) {
                long at = LaneAccess.readLong(type.lane(), options, i) - min;
                bits[(int) (at >>> 6)] |= 1L << at;
            }
        }
    }

    /** Writes a bit for each row: whether its value is in the set. Bits of NULL rows mean nothing. */
    public void test(FlatVector in, int rows, MemorySegment out) {
        boolean isLong = isLong();
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word;
            if (span >= 0) {
                word = bitsOf(type.lane(), in.values(), start, end);
            } else if (isLong) {
                word = longs(type.lane(), in.values(), start, end);
            } else {
                word = 0;
                for (int i = start; i < end; i++) {
                    word |= (find(in, i) ? 1L : 0L) << i;
                }
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private long bitsOf(Lane lane, MemorySegment values, int start, int end) {
        long word = 0;
        for (int i = start; i < end; i++) {
            long at = LaneAccess.readLong(lane, values, i) - min;
            if (at >= 0 && at <= span) {
                word |= (bits[(int) (at >>> 6)] >>> at & 1) << i;
            }
        }
        return word;
    }

    private long longs(Lane lane, MemorySegment values, int start, int end) {
        long word = 0;
        for (int i = start; i < end; i++) {
            long value = LaneAccess.readLong(lane, values, i);
            int at = (int) Hashing.mix(value) & mask;
            while (slots[at] >= 0 && LaneAccess.readLong(lane, options, slots[at]) != value) {
                at = at + 1 & mask;
            }
            word |= (slots[at] >= 0 ? 1L : 0L) << i;
        }
        return word;
    }

    private boolean find(FlatVector in, int row) {
        if (in.validity() != null && !Bits.get(in.validity(), row)) {
            return false;
        }
        int at = (int) Hashing.one(type, in.values(), row) & mask;
        while (slots[at] >= 0) {
            if (Compare.equal(type, options, slots[at], in.values(), row)) {
                return true;
            }
            at = at + 1 & mask;
        }
        return false;
    }
}
