package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/**
 * Estimates how many distinct values there were, off by 2.3 % as a rule, in {@link #BYTES} bytes of memory that begin as
 * zeros: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007) with linear counting while few registers are used.
 */
public final class HyperLogLog {
    private static final int INDEX_BITS = 11;
    /** Registers of one byte. */
    public static final int BYTES = 1 << INDEX_BITS;

    private static final double SHAPE = 0.7213 / (1 + 1.079 / BYTES);

    private HyperLogLog() {}

    /** @param hash of a value, all bits of it good */
    public static void add(MemorySegment memory, long sketch, long hash) {
        long at = sketch + (hash >>> 64 - INDEX_BITS);
        byte rank = (byte) (Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << INDEX_BITS - 1) + 1);
        if (rank > Memory.getByte(memory, at)) {
            Memory.setByte(memory, at, rank);
        }
    }

    /** The first has seen afterwards what either has. */
    public static void merge(MemorySegment memory, long into, MemorySegment other, long from) {
        for (int k = 0; k < BYTES; k++) {
            byte rank = Memory.getByte(other, from + k);
            if (rank > Memory.getByte(memory, into + k)) {
                Memory.setByte(memory, into + k, rank);
            }
        }
    }

    public static double estimate(MemorySegment memory, long sketch) {
        double sum = 0;
        int empty = 0;
        for (int k = 0; k < BYTES; k++) {
            byte rank = Memory.getByte(memory, sketch + k);
            sum += Math.scalb(1.0, -rank);
            empty += rank == 0 ? 1 : 0;
        }
        double raw = SHAPE * BYTES * BYTES / sum;
        return raw <= 2.5 * BYTES && empty > 0 ? BYTES * Math.log((double) BYTES / empty) : raw;
    }
}
