package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.pipeline.QueryContext;

/**
 * A row of numbers that tells of any ranges of places, in a step per bit: how many numbers are below a bound, and which is
 * the k-th smallest. Takes a quarter of a byte for each place and bit (Claude, Navarro, Ordóñez: The wavelet matrix, 2015).
 * Once made, for all threads.
 */
final class WaveletMatrix {
    private static final int CHECK = (1 << 20) - 1;

    private final int levels;

    /** For each level and 64 places: their bits, and how many ones there are before them. */
    private final MemorySegment[] words;

    /** For each level how many places have a zero. */
    private final int[] zeros;

    /**
     * @param numbers ints from 0 to {@code most}; overwritten
     * @param region keeps the matrix
     */
    WaveletMatrix(MemorySegment numbers, int count, int most, QueryContext query, Region region) {
        this.levels = Math.max(1, 32 - Integer.numberOfLeadingZeros(most));
        this.words = new MemorySegment[levels];
        this.zeros = new int[levels];
        var current = numbers;
        var next = region.allocate(Math.max(8, count * 4L));
        for (int level = 0; level < levels; level++) {
            int shift = levels - 1 - level;
            words[level] = region.allocate((count / 64 + 1) * 16L);
            int ones = mark(current, count, shift, words[level]);
            zeros[level] = count - ones;
            int zeroAt = 0;
            int oneAt = zeros[level];
            for (int i = 0; i < count; i++) {
                int number = Memory.getInt(current, i);
                int bit = number >>> shift & 1;
                Memory.setInt(next, bit == 0 ? zeroAt : oneAt, number);
                oneAt += bit;
                zeroAt += 1 - bit;
                if ((i & CHECK) == CHECK) {
                    query.checkCancelled();
                }
            }
            var swap = current;
            current = next;
            next = swap;
        }
    }

    /** Writes the bits of a level, returns how many ones there are. */
    private static int mark(MemorySegment numbers, int count, int shift, MemorySegment words) {
        int ones = 0;
        for (int word = 0; word <= count / 64; word++) {
            long bits = 0;
            int end = Math.min(count, word * 64 + 64);
            for (int i = word * 64; i < end; i++) {
                bits |= (Memory.getInt(numbers, i) >>> shift & 1L) << i;
            }
            Memory.setLong(words, 2L * word, bits);
            Memory.setLong(words, 2L * word + 1, ones);
            ones += Long.bitCount(bits);
        }
        return ones;
    }

    private static int onesBefore(MemorySegment words, int place) {
        long word = place >>> 6;
        long bits = Memory.getLong(words, 2 * word) & (1L << place) - 1;
        return (int) Memory.getLong(words, 2 * word + 1) + Long.bitCount(bits);
    }

    /** How many numbers at places {@code from} to {@code to - 1} are below a bound. */
    int below(int from, int to, int bound) {
        if (bound >>> levels != 0) {
            return to - from;
        }
        int low = from;
        int high = to;
        int below = 0;
        for (int level = 0; level < levels && low < high; level++) {
            int lowOnes = onesBefore(words[level], low);
            int highOnes = onesBefore(words[level], high);
            if ((bound >>> (levels - 1 - level) & 1) != 0) {
                below += high - low - (highOnes - lowOnes);
                low = zeros[level] + lowOnes;
                high = zeros[level] + highOnes;
            } else {
                low -= lowOnes;
                high -= highOnes;
            }
        }
        return below;
    }

    /**
     * The smallest number but {@code k} (from 0, less than there are).
     *
     * @param ranges starts and ends of ranges of places in turn, {@code bounds} in all; overwritten
     */
    int select(int[] ranges, int bounds, int k) {
        if (bounds == 2) {
            return select(ranges[0], ranges[1], k);
        }
        int left = k;
        int number = 0;
        for (int level = 0; level < levels; level++) {
            int zeroes = 0;
            for (int i = 0; i < bounds; i += 2) {
                int from = ranges[i] - onesBefore(words[level], ranges[i]);
                int to = ranges[i + 1] - onesBefore(words[level], ranges[i + 1]);
                zeroes += to - from;
            }
            number <<= 1;
            boolean one = left >= zeroes;
            if (one) {
                left -= zeroes;
                number |= 1;
            }
            for (int i = 0; i < bounds; i++) {
                int ones = onesBefore(words[level], ranges[i]);
                ranges[i] = one ? zeros[level] + ones : ranges[i] - ones;
            }
        }
        return number;
    }

    private int select(int from, int to, int k) {
        int low = from;
        int high = to;
        int left = k;
        int number = 0;
        for (int level = 0; level < levels; level++) {
            int lowOnes = onesBefore(words[level], low);
            int highOnes = onesBefore(words[level], high);
            int zeroes = high - low - (highOnes - lowOnes);
            number <<= 1;
            if (left < zeroes) {
                low -= lowOnes;
                high -= highOnes;
            } else {
                left -= zeroes;
                number |= 1;
                low = zeros[level] + lowOnes;
                high = zeros[level] + highOnes;
            }
        }
        return number;
    }
}
