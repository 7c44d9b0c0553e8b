package tarn.engine.function.scalar;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;

/** Searches texts that lie one behind the other, as in a stored column, as if they were one text. */
final class TextRun {
    private static final long MOST_BYTES = 1L << 30;

    private TextRun() {}

    /**
     * Writes the bits of the rows that a needle is in.
     *
     * @return false, and nothing is written, if the rows' bytes do not lie one behind the other
     */
    static boolean contain(MemorySegment views, int rows, long needle, int needleBytes, MemorySegment bits) {
        int row = 0;
        while (row < rows && Strings.length(views, row) == 0) {
            row++;
        }
        long start = row < rows ? Strings.address(views, row) : 0;
        long length = lengthOfRun(views, row, rows, start);
        if (needleBytes == 0 || length < 0 || length > MOST_BYTES) {
            return false;
        }
        bits.asSlice(0, Bits.bytes(rows)).fill((byte) 0);
        long end = start + length;
        long endOfRow = row < rows ? start + Strings.length(views, row) : start;
        for (long at = start; at < end; ) {
            int found = Utf8.indexOf(at, (int) (end - at), needle, needleBytes);
            if (found < 0) {
                return true;
            }
            at += found;
            while (endOfRow <= at) {
                endOfRow += Strings.length(views, ++row);
            }
            if (at + needleBytes <= endOfRow) {
                Bits.set(bits, row);
                at = endOfRow;
            } else {
                at++;
            }
        }
        return true;
    }

    /** How many bytes the rows from {@code first} on have together; negative if there are gaps between them. */
    private static long lengthOfRun(MemorySegment views, int first, int rows, long start) {
        long end = start;
        for (int row = first; row < rows; row++) {
            int length = Strings.length(views, row);
            if (length > 0 && Memory.getLongAt(views, (long) row * Strings.VIEW_BYTES) != end) {
                return -1;
            }
            end += length;
        }
        return end - start;
    }
}
