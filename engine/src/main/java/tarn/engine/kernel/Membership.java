package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;

/** A fixed set of values of one type that rows are looked up in. */
public final class Membership {
    private final DataType type;
    private final MemorySegment options;
    private final int[] slots;
    private final int mask;

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
    }

    /** Writes a bit for each row: whether its value is in the set. Bits of NULL rows mean nothing. */
    public void test(FlatVector in, int rows, MemorySegment out) {
        var lane = type.lane();
        boolean isLong = lane == Lane.I64 || lane == Lane.I32 || lane == Lane.I16 || lane == Lane.I8;
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                boolean found = isLong ? findLong(lane, in.values(), i) : find(in, i);
                word |= (found ? 1L : 0L) << i;
            }
            out.setAtIndex(JAVA_LONG, start >>> 6, word);
        }
    }

    private boolean findLong(Lane lane, MemorySegment values, int row) {
        long value = LaneAccess.readLong(lane, values, row);
        int at = (int) Hashing.mix(value) & mask;
        while (slots[at] >= 0) {
            if (LaneAccess.readLong(lane, options, slots[at]) == value) {
                return true;
            }
            at = at + 1 & mask;
        }
        return false;
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
