package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;

/**
 * Row addresses in sorted order.
 *
 * @param keyBits where the entries hold the whole keys: for each number of keys, from 0, how many bits these take
 */
record SortedRows(MemorySegment entries, int words, int addressBits, long rows, int @Nullable [] keyBits) {

    /** The address of the row at a place in the order. */
    int address(long place) {
        return words == 1
                ? (int) (Memory.getLong(entries, place) & ((1L << addressBits) - 1))
                : (int) Memory.getLong(entries, 2 * place + 1);
    }

    /**
     * Writes a bit for each of {@code count} rows from a place on: whether its first {@code keys} keys differ from those of
     * the row before. The first row of all differs from none.
     */
    void differences(long from, int count, int keys, MemorySegment bits, int firstBit) {
        int[] widths = java.util.Objects.requireNonNull(keyBits);
        int shift = (words == 1 ? addressBits : 0) + widths[widths.length - 1] - widths[keys];
        if (shift == 64) {
            return;
        }
        long before = from == 0 ? key(0) : key(from - 1);
        for (int i = 0; i < count; i++) {
            long key = key(from + i);
            if ((key ^ before) >>> shift != 0) {
                Bits.set(bits, firstBit + i);
            }
            before = key;
        }
    }

    private long key(long place) {
        return Memory.getLong(entries, words == 1 ? place : 2 * place);
    }

    /** Writes {@code count} addresses from a place on as ints. */
    void addresses(long from, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            Memory.setInt(out, i, address(from + i));
        }
    }
}
