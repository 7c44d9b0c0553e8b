package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** Whole words of bitmaps. */
final class Words {
    private Words() {}

    /** How many of the first {@code rows} bits are set. */
    static long count(MemorySegment bitmap, int rows) {
        long count = 0;
        int whole = rows >>> 6;
        for (int i = 0; i < whole; i++) {
            count += Long.bitCount(bitmap.getAtIndex(JAVA_LONG, i));
        }
        if ((rows & 63) != 0) {
            count += Long.bitCount(word(bitmap, whole, rows));
        }
        return count;
    }

    /** Word {@code index} with the bits past {@code rows} cleared. */
    static long word(MemorySegment bitmap, int index, int rows) {
        long word = bitmap.getAtIndex(JAVA_LONG, index);
        int left = rows - (index << 6);
        return left >= 64 ? word : word & (1L << left) - 1;
    }
}
