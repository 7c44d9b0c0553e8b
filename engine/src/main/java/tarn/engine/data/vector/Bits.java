package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/** Single bits of a bitmap in native memory; loops over whole bitmaps are kernels. */
public final class Bits {
    private Bits() {}

    public static boolean get(MemorySegment words, long row) {
        return (Memory.getLong(words, row >>> 6) >>> row & 1) != 0;
    }

    public static void set(MemorySegment words, long row) {
        long word = row >>> 6;
        Memory.setLong(words, word, Memory.getLong(words, word) | 1L << row);
    }

    public static void clear(MemorySegment words, long row) {
        long word = row >>> 6;
        Memory.setLong(words, word, Memory.getLong(words, word) & ~(1L << row));
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
