package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;

/**
 * A set of numbers that come and leave, and tells the least one from a number on: a bit for each number, one for each 64 of
 * these, and so on. For one thread.
 */
final class NumberSet {
    private final List<MemorySegment> levels = new ArrayList<>();
    private final List<Integer> words = new ArrayList<>();

    /** @param numbers the members are from 0 to one less */
    NumberSet(int numbers, Region region) {
        int bits = Math.max(1, numbers);
        do {
            bits = (bits + 63) >>> 6;
            levels.add(region.allocateZeroed(bits * 8L));
            words.add(bits);
        } while (bits > 1);
    }

    void add(int number) {
        int at = number;
        for (var level : levels) {
            long word = Memory.getLong(level, at >>> 6);
            Memory.setLong(level, at >>> 6, word | 1L << at);
            if (word != 0) {
                return;
            }
            at >>>= 6;
        }
    }

    void remove(int number) {
        int at = number;
        for (var level : levels) {
            long word = Memory.getLong(level, at >>> 6) & ~(1L << at);
            Memory.setLong(level, at >>> 6, word);
            if (word != 0) {
                return;
            }
            at >>>= 6;
        }
    }

    /** The least member that is {@code from} or greater, -1 if there is none. */
    int next(int from) {
        int at = from;
        for (int level = 0; level < levels.size() && at >>> 6 < words.get(level); level++) {
            long word = Memory.getLong(levels.get(level), at >>> 6) >>> at;
            if (word != 0) {
                return least(level, at + Long.numberOfTrailingZeros(word));
            }
            at = (at >>> 6) + 1;
        }
        return -1;
    }

    private int least(int level, int bit) {
        int at = bit;
        for (int below = level - 1; below >= 0; below--) {
            at = at << 6 | Long.numberOfTrailingZeros(Memory.getLong(levels.get(below), at));
        }
        return at;
    }
}
