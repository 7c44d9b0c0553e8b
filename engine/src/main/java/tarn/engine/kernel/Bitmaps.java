package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;

/** Whole bitmaps: a bit a row in 64-bit words. Null stands for all ones where a parameter says so. */
public final class Bitmaps {
    private Bitmaps() {}

    /** The conjunction, where null is all ones; may be one of the arguments. */
    public static @Nullable MemorySegment and(
            @Nullable MemorySegment a, @Nullable MemorySegment b, int rows, Region batch) {
        if (a == null || a.equals(b)) {
            return b;
        }
        if (b == null) {
            return a;
        }
        var out = batch.allocate(Bits.bytes(rows));
        and(a, b, rows, out);
        return out;
    }

    public static void and(MemorySegment a, MemorySegment b, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            Memory.setLong(out, w, Memory.getLong(a, w) & Memory.getLong(b, w));
        }
    }

    public static void or(MemorySegment a, MemorySegment b, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            Memory.setLong(out, w, Memory.getLong(a, w) | Memory.getLong(b, w));
        }
    }

    /** Bits of {@code a} that are not in {@code b}. */
    public static void andNot(MemorySegment a, MemorySegment b, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            Memory.setLong(out, w, Memory.getLong(a, w) & ~Memory.getLong(b, w));
        }
    }

    public static void not(MemorySegment a, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            Memory.setLong(out, w, ~Memory.getLong(a, w));
        }
    }

    /** How many of the first {@code rows} bits are set. */
    public static int count(MemorySegment bits, int rows) {
        int count = 0;
        int whole = rows >>> 6;
        for (int w = 0; w < whole; w++) {
            count += Long.bitCount(Memory.getLong(bits, w));
        }
        if ((rows & 63) != 0) {
            count += Long.bitCount(Memory.getLong(bits, whole) & tail(rows));
        }
        return count;
    }

    /** Writes the numbers of the bits set among the first {@code rows}, ascending, as ints; returns how many. */
    public static int toRowNumbers(MemorySegment bits, int rows, MemorySegment rowNumbers) {
        int count = 0;
        for (int w = 0, words = words(rows); w < words; w++) {
            long word = Memory.getLong(bits, w);
            int base = w << 6;
            if (rows - base < 64) {
                word &= tail(rows);
            }
            if (word == -1) {
                for (int i = 0; i < 64; i++) {
                    Memory.setInt(rowNumbers, count + i, base + i);
                }
                count += 64;
            } else {
                while (word != 0) {
                    Memory.setInt(rowNumbers, count++, base + Long.numberOfTrailingZeros(word));
                    word &= word - 1;
                }
            }
        }
        return count;
    }

    /** Writes the row numbers 0 to {@code rows - 1}. */
    public static int allRowNumbers(int rows, MemorySegment rowNumbers) {
        for (int i = 0; i < rows; i++) {
            Memory.setInt(rowNumbers, i, i);
        }
        return rows;
    }

    /** A word without the bits past the last row. */
    public static long word(MemorySegment bits, int word, int rows) {
        long all = Memory.getLong(bits, word);
        return rows - (word << 6) < 64 ? all & tail(rows) : all;
    }

    static int words(int rows) {
        return (rows + 63) >>> 6;
    }

    /** The bits of the last, partly used word. */
    static long tail(int rows) {
        return (rows & 63) == 0 ? -1 : (1L << rows) - 1;
    }
}
