package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;

/** Loops that move values and bits without looking at them. All segments are native. */
public final class LaneCopy {
    private LaneCopy() {}

    /** Copies {@code count} values from {@code fromRow} on to {@code toRow} on. */
    public static void copy(Lane lane, MemorySegment from, long fromRow, MemorySegment to, long toRow, long count) {
        if (lane == Lane.BIT) {
            copyBits(from, fromRow, to, toRow, count);
        } else {
            int width = lane.bytes();
            MemorySegment.copy(from, fromRow * width, to, toRow * width, count * width);
        }
    }

    /** Writes the values at {@code count} int row numbers to {@code toRow} and on. */
    public static void gather(
            Lane lane, MemorySegment from, MemorySegment rowNumbers, int count, MemorySegment to, long toRow) {
        switch (lane) {
            case BIT -> gatherBits(from, rowNumbers, count, to, toRow);
            case I8 -> gather1(from, rowNumbers, count, to.asSlice(toRow));
            case I16 -> gather2(from, rowNumbers, count, to.asSlice(toRow * 2));
            case I32, F32 -> gather4(from, rowNumbers, count, to.asSlice(toRow * 4));
            case I64, F64 -> gather8(from, rowNumbers, count, to.asSlice(toRow * 8));
            case I128, BYTES, INTERVAL -> gather16(from, rowNumbers, count, to.asSlice(toRow * 16));
        }
    }

    private static void gather1(MemorySegment from, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            Memory.setByte(to, i, Memory.getByte(from, Memory.getInt(rows, i)));
        }
    }

    private static void gather2(MemorySegment from, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            Memory.setShort(to, i, Memory.getShort(from, Memory.getInt(rows, i)));
        }
    }

    private static void gather4(MemorySegment from, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            Memory.setInt(to, i, Memory.getInt(from, Memory.getInt(rows, i)));
        }
    }

    private static void gather8(MemorySegment from, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            Memory.setLong(to, i, Memory.getLong(from, Memory.getInt(rows, i)));
        }
    }

    private static void gather16(MemorySegment from, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            long row = 2L * Memory.getInt(rows, i);
            Memory.setLong(to, 2L * i, Memory.getLong(from, row));
            Memory.setLong(to, 2L * i + 1, Memory.getLong(from, row + 1));
        }
    }

    /** Writes integers of a lane up to I64 as longs. */
    public static void toLongs(Lane lane, MemorySegment from, int count, MemorySegment to) {
        switch (lane) {
            case I8 -> {
                for (int i = 0; i < count; i++) {
                    Memory.setLong(to, i, Memory.getByte(from, i));
                }
            }
            case I16 -> {
                for (int i = 0; i < count; i++) {
                    Memory.setLong(to, i, Memory.getShort(from, i));
                }
            }
            case I32 -> {
                for (int i = 0; i < count; i++) {
                    Memory.setLong(to, i, Memory.getInt(from, i));
                }
            }
            case I64 -> MemorySegment.copy(from, 0, to, 0, 8L * count);
            case BIT, I128, F32, F64, BYTES, INTERVAL -> throw new IllegalArgumentException(lane.name());
        }
    }

    /** Which row of the source goes to a row that {@link #scatter} writes. */
    public enum From {
        /** The rows of the source in their order. */
        NEXT(-1, 0),
        /** The row with the same number. */
        SAME(0, -1),
        /** Row 0, for constants. */
        FIRST(0, 0);

        private final int indexMask;
        private final int rowMask;

        From(int indexMask, int rowMask) {
            this.indexMask = indexMask;
            this.rowMask = rowMask;
        }
    }

    /** Writes values to the rows whose int numbers are given; the others stay as they are. */
    public static void scatter(
            Lane lane, MemorySegment from, From which, MemorySegment rowNumbers, int count, MemorySegment to) {
        int im = which.indexMask;
        int rm = which.rowMask;
        switch (lane) {
            case BIT -> {
                for (int i = 0; i < count; i++) {
                    int row = Memory.getInt(rowNumbers, i);
                    Bits.put(to, row, Bits.get(from, i & im | row & rm));
                }
            }
            case I8 -> scatter1(from, im, rm, rowNumbers, count, to);
            case I16 -> scatter2(from, im, rm, rowNumbers, count, to);
            case I32, F32 -> scatter4(from, im, rm, rowNumbers, count, to);
            case I64, F64 -> scatter8(from, im, rm, rowNumbers, count, to);
            case I128, BYTES, INTERVAL -> scatter16(from, im, rm, rowNumbers, count, to);
        }
    }

    private static void scatter1(MemorySegment from, int im, int rm, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(rows, i);
            Memory.setByte(to, row, Memory.getByte(from, i & im | row & rm));
        }
    }

    private static void scatter2(MemorySegment from, int im, int rm, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(rows, i);
            Memory.setShort(to, row, Memory.getShort(from, i & im | row & rm));
        }
    }

    private static void scatter4(MemorySegment from, int im, int rm, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(rows, i);
            Memory.setInt(to, row, Memory.getInt(from, i & im | row & rm));
        }
    }

    private static void scatter8(MemorySegment from, int im, int rm, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(rows, i);
            Memory.setLong(to, row, Memory.getLong(from, i & im | row & rm));
        }
    }

    private static void scatter16(MemorySegment from, int im, int rm, MemorySegment rows, int count, MemorySegment to) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(rows, i);
            long at = 2L * (i & im | row & rm);
            Memory.setLong(to, 2L * row, Memory.getLong(from, at));
            Memory.setLong(to, 2L * row + 1, Memory.getLong(from, at + 1));
        }
    }

    /** Collects bits at int row numbers into {@code toBit} and on; bits around them stay as they are. */
    public static void gatherBits(
            MemorySegment from, MemorySegment rowNumbers, int count, MemorySegment to, long toBit) {
        int done = 0;
        while (done < count) {
            long bit = toBit + done;
            int shift = (int) (bit & 63);
            int take = Math.min(64 - shift, count - done);
            long word = 0;
            for (int i = 0; i < take; i++) {
                int row = Memory.getInt(rowNumbers, done + i);
                word |= (Memory.getLong(from, row >>> 6) >>> row & 1) << i;
            }
            merge(to, bit >>> 6, word << shift, mask(take) << shift);
            done += take;
        }
    }

    /** Copies bits between any two places; bits around the target stay as they are. */
    public static void copyBits(MemorySegment from, long fromBit, MemorySegment to, long toBit, long count) {
        if (((fromBit | toBit) & 63) == 0) {
            long words = count >>> 6;
            MemorySegment.copy(from, fromBit >>> 3, to, toBit >>> 3, words * 8);
            long rest = count & 63;
            if (rest > 0) {
                merge(to, (toBit >>> 6) + words, Memory.getLong(from, (fromBit >>> 6) + words), mask(rest));
            }
            return;
        }
        long done = 0;
        while (done < count) {
            long bit = toBit + done;
            int shift = (int) (bit & 63);
            long take = Math.min(64 - shift, count - done);
            merge(to, bit >>> 6, read(from, fromBit + done, take) << shift, mask(take) << shift);
            done += take;
        }
    }

    /** Sets {@code count} bits to the same value. */
    public static void fillBits(MemorySegment to, long toBit, long count, boolean value) {
        long done = 0;
        while (done < count) {
            long bit = toBit + done;
            int shift = (int) (bit & 63);
            long take = Math.min(64 - shift, count - done);
            long mask = mask(take) << shift;
            merge(to, bit >>> 6, value ? mask : 0, mask);
            done += take;
        }
    }

    /** Writes row 0 of {@code value} {@code count} times. */
    public static void fill(Lane lane, MemorySegment value, MemorySegment to, long toRow, long count) {
        switch (lane) {
            case BIT -> fillBits(to, toRow, count, Bits.get(value, 0));
            case I8 -> to.asSlice(toRow, count).fill(Memory.getByte(value, 0));
            case I16 -> {
                short v = Memory.getShortAt(value, 0);
                for (long i = toRow; i < toRow + count; i++) {
                    Memory.setShort(to, i, v);
                }
            }
            case I32, F32 -> {
                int v = Memory.getIntAt(value, 0);
                for (long i = toRow; i < toRow + count; i++) {
                    Memory.setInt(to, i, v);
                }
            }
            case I64, F64 -> {
                long v = Memory.getLongAt(value, 0);
                for (long i = toRow; i < toRow + count; i++) {
                    Memory.setLong(to, i, v);
                }
            }
            case I128, BYTES, INTERVAL -> {
                long low = Memory.getLongAt(value, 0);
                long high = Memory.getLongAt(value, 8);
                for (long i = toRow; i < toRow + count; i++) {
                    Memory.setLong(to, 2 * i, low);
                    Memory.setLong(to, 2 * i + 1, high);
                }
            }
        }
    }

    private static long read(MemorySegment from, long bit, long count) {
        long word = bit >>> 6;
        int shift = (int) (bit & 63);
        long bits = Memory.getLong(from, word) >>> shift;
        if (shift + count > 64) {
            bits |= Memory.getLong(from, word + 1) << -shift;
        }
        return bits;
    }

    private static void merge(MemorySegment to, long word, long bits, long mask) {
        Memory.setLong(to, word, Memory.getLong(to, word) & ~mask | bits & mask);
    }

    private static long mask(long bits) {
        return bits == 64 ? -1 : (1L << bits) - 1;
    }
}
