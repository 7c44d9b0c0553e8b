package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;

/**
 * A set of numbers that come and leave, and tells the k-th smallest: bits, and over their words sums of how many are set
 * (Fenwick: A new data structure for cumulative frequency tables, 1994). For one thread.
 */
final class RankedSet {
    private final int words;
    private final MemorySegment bits;

    /** At place i, from 1, how many bits are set in the words before i, as many of them as the lowest bit of i says. */
    private final MemorySegment sums;

    private int count;

    /** @param numbers the members are from 0 to one less */
    RankedSet(int numbers, Region region) {
        this.words = numbers / 64 + 1;
        this.bits = region.allocateZeroed(words * 8L);
        this.sums = region.allocateZeroed((words + 1) * 4L);
    }

    int count() {
        return count;
    }

    /** Adds a number that is not there. */
    void add(int number) {
        change(number, 1);
    }

    /** Removes a number that is there. */
    void remove(int number) {
        change(number, -1);
    }

    private void change(int number, int by) {
        int word = number >>> 6;
        Memory.setLong(bits, word, Memory.getLong(bits, word) ^ 1L << number);
        for (int at = word + 1; at <= words; at += at & -at) {
            Memory.setInt(sums, at, Memory.getInt(sums, at) + by);
        }
        count += by;
    }

    /** The smallest member but {@code k}, from 0, less than there are. */
    int select(int k) {
        int left = k;
        int word = 0;
        for (int step = Integer.highestOneBit(words); step > 0; step >>>= 1) {
            int next = word + step;
            if (next <= words && Memory.getInt(sums, next) <= left) {
                left -= Memory.getInt(sums, next);
                word = next;
            }
        }
        long set = Memory.getLong(bits, word);
        for (; left > 0; left--) {
            set &= set - 1;
        }
        return word << 6 | Long.numberOfTrailingZeros(set);
    }
}
