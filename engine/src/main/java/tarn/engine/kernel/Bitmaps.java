package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
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
            out.setAtIndex(JAVA_LONG, w, a.getAtIndex(JAVA_LONG, w) & b.getAtIndex(JAVA_LONG, w));
        }
    }

    public static void or(MemorySegment a, MemorySegment b, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            out.setAtIndex(JAVA_LONG, w, a.getAtIndex(JAVA_LONG, w) | b.getAtIndex(JAVA_LONG, w));
        }
    }

    /** Bits of {@code a} that are not in {@code b}. */
    public static void andNot(MemorySegment a, MemorySegment b, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            out.setAtIndex(JAVA_LONG, w, a.getAtIndex(JAVA_LONG, w) & ~b.getAtIndex(JAVA_LONG, w));
        }
    }

    public static void not(MemorySegment a, int rows, MemorySegment out) {
        for (int w = 0, words = words(rows); w < words; w++) {
            out.setAtIndex(JAVA_LONG, w, ~a.getAtIndex(JAVA_LONG, w));
        }
    }

    /** How many of the first {@code rows} bits are set. */
    public static int count(MemorySegment bits, int rows) {
        int count = 0;
        int whole = rows >>> 6;
        for (int w = 0; w < whole; w++) {
            count += Long.bitCount(bits.getAtIndex(JAVA_LONG, w));
        }
        if ((rows & 63) != 0) {
            count += Long.bitCount(bits.getAtIndex(JAVA_LONG, whole) & tail(rows));
        }
        return count;
    }

    /** Writes the numbers of the bits set among the first {@code rows}, ascending, as ints; returns how many. */
    public static int toRowNumbers(MemorySegment bits, int rows, MemorySegment rowNumbers) {
        int count = 0;
        for (int w = 0, words = words(rows); w < words; w++) {
            long word = bits.getAtIndex(JAVA_LONG, w);
            int base = w << 6;
            if (rows - base < 64) {
                word &= tail(rows);
            }
            if (word == -1) {
                for (int i = 0; i < 64; i++) {
                    rowNumbers.setAtIndex(JAVA_INT, count + i, base + i);
                }
                count += 64;
            } else {
                while (word != 0) {
                    rowNumbers.setAtIndex(JAVA_INT, count++, base + Long.numberOfTrailingZeros(word));
                    word &= word - 1;
                }
            }
        }
        return count;
    }

    /** Writes the row numbers 0 to {@code rows - 1}. */
    public static int allRowNumbers(int rows, MemorySegment rowNumbers) {
        for (int i = 0; i < rows; i++) {
            rowNumbers.setAtIndex(JAVA_INT, i, i);
        }
        return rows;
    }

    /** A word without the bits past the last row. */
    public static long word(MemorySegment bits, int word, int rows) {
        long all = bits.getAtIndex(JAVA_LONG, word);
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
