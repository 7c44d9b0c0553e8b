package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Single bits of a bitmap in native memory; loops over whole bitmaps are kernels. */
public final class Bits {
    private Bits() {}

    public static boolean get(MemorySegment words, long row) {
        return (words.getAtIndex(ValueLayout.JAVA_LONG, row >>> 6) >>> row & 1) != 0;
    }

    public static void set(MemorySegment words, long row) {
        long word = row >>> 6;
        words.setAtIndex(ValueLayout.JAVA_LONG, word, words.getAtIndex(ValueLayout.JAVA_LONG, word) | 1L << row);
    }

    public static void clear(MemorySegment words, long row) {
        long word = row >>> 6;
        words.setAtIndex(ValueLayout.JAVA_LONG, word, words.getAtIndex(ValueLayout.JAVA_LONG, word) & ~(1L << row));
    }

    public static void put(MemorySegment words, long row, boolean value) {
        if (value) {
            set(words, row);
        } else {
            clear(words, row);
        }
    }

    /** Bytes of a bitmap for so many rows: whole words. */
    public static long bytes(long rows) {
        return (rows + 63) / 64 * 8;
    }
}
