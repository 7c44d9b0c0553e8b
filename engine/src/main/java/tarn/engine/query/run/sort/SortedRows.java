package tarn.engine.query.run.sort;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** Row addresses in sorted order. */
record SortedRows(MemorySegment entries, int words, int addressBits, long rows) {

    /** The address of the row at a place in the order. */
    int address(long place) {
        return words == 1
                ? (int) (entries.getAtIndex(JAVA_LONG, place) & ((1L << addressBits) - 1))
                : (int) entries.getAtIndex(JAVA_LONG, 2 * place + 1);
    }

    /** Writes {@code count} addresses from a place on as ints. */
    void addresses(long from, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            out.setAtIndex(JAVA_INT, i, address(from + i));
        }
    }
}
