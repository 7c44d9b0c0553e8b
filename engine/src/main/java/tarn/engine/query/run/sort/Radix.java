package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/**
 * Stable radix sort of entries by some bits of their first word, least significant byte first. An entry is one long (key
 * and address packed) or two (key, address).
 */
public final class Radix {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int SHORT = 40;

    private final int words;
    private final int[][] counts = new int[8][DIGITS];

    /** @param words longs of an entry: 1 or 2 */
    public Radix(int words) {
        this.words = words;
    }

    /**
     * Sorts entries {@code from} to {@code to - 1} of {@code entries} by bits {@code lowBit} to {@code highBit - 1}. All
     * higher bits must be equal in all of them, or {@code highBit} be 64.
     *
     * @param scratch as large as {@code entries}; its part between from and to is overwritten
     */
    public void sort(MemorySegment entries, MemorySegment scratch, long from, long to, int lowBit, int highBit) {
        if (to - from < 2 || highBit <= lowBit) {
            return;
        }
        if (to - from <= SHORT) {
            if (words == 1) {
                insertSingles(entries, from, to, lowBit);
            } else {
                insertPairs(entries, from, to, lowBit);
            }
            return;
        }
        int passes = (highBit - lowBit + DIGIT_BITS - 1) / DIGIT_BITS;
        count(entries, from, to, lowBit, passes);
        var source = entries;
        var target = scratch;
        boolean moved = false;
        for (int pass = 0; pass < passes; pass++) {
            int[] starts = counts[pass];
            if (holdsAll(starts, (int) (to - from))) {
                continue;
            }
            toStarts(starts);
            if (words == 1) {
                scatterSingles(source, target, from, to, lowBit + pass * DIGIT_BITS, starts);
            } else {
                scatterPairs(source, target, from, to, lowBit + pass * DIGIT_BITS, starts);
            }
            var swap = source;
            source = target;
            target = swap;
            moved = !moved;
        }
        if (moved) {
            MemorySegment.copy(source, from * words * 8, entries, from * words * 8, (to - from) * words * 8);
        }
    }

    private void count(MemorySegment entries, long from, long to, int lowBit, int passes) {
        for (int pass = 0; pass < passes; pass++) {
            java.util.Arrays.fill(counts[pass], 0);
        }
        for (int pass = 0; pass < passes; pass++) {
            int[] count = counts[pass];
            int shift = lowBit + pass * DIGIT_BITS;
            for (long i = from; i < to; i++) {
                count[(int) (Memory.getLong(entries, i * words) >>> shift) & (DIGITS - 1)]++;
            }
        }
    }

    private static boolean holdsAll(int[] counts, int all) {
        for (int count : counts) {
            if (count != 0) {
                return count == all;
            }
        }
        return true;
    }

    private static void toStarts(int[] counts) {
        int start = 0;
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i];
            counts[i] = start;
            start += count;
        }
    }

    private static void scatterSingles(
            MemorySegment source, MemorySegment target, long from, long to, int shift, int[] starts) {
        for (long i = from; i < to; i++) {
            long entry = Memory.getLong(source, i);
            int digit = (int) (entry >>> shift) & (DIGITS - 1);
            Memory.setLong(target, from + starts[digit]++, entry);
        }
    }

    private static void scatterPairs(
            MemorySegment source, MemorySegment target, long from, long to, int shift, int[] starts) {
        for (long i = from; i < to; i++) {
            long key = Memory.getLong(source, 2 * i);
            int digit = (int) (key >>> shift) & (DIGITS - 1);
            long at = 2 * (from + starts[digit]++);
            Memory.setLong(target, at, key);
            Memory.setLong(target, at + 1, Memory.getLong(source, 2 * i + 1));
        }
    }

    private static void insertSingles(MemorySegment entries, long from, long to, int lowBit) {
        for (long i = from + 1; i < to; i++) {
            long entry = Memory.getLong(entries, i);
            long key = entry >>> lowBit;
            long at = i;
            while (at > from && Long.compareUnsigned(Memory.getLong(entries, at - 1) >>> lowBit, key) > 0) {
                Memory.setLong(entries, at, Memory.getLong(entries, at - 1));
                at--;
            }
            Memory.setLong(entries, at, entry);
        }
    }

    private static void insertPairs(MemorySegment entries, long from, long to, int lowBit) {
        for (long i = from + 1; i < to; i++) {
            long entry = Memory.getLong(entries, 2 * i);
            long address = Memory.getLong(entries, 2 * i + 1);
            long key = entry >>> lowBit;
            long at = i;
            while (at > from && Long.compareUnsigned(Memory.getLong(entries, 2 * at - 2) >>> lowBit, key) > 0) {
                Memory.setLong(entries, 2 * at, Memory.getLong(entries, 2 * at - 2));
                Memory.setLong(entries, 2 * at + 1, Memory.getLong(entries, 2 * at - 1));
                at--;
            }
            Memory.setLong(entries, 2 * at, entry);
            Memory.setLong(entries, 2 * at + 1, address);
        }
    }
}
