package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;

/**
 * Hashes of rows: a long each, good in all bits. Values that {@link Compare} calls equal hash equal, whatever the shape
 * of their vectors; NULL has a hash of its own.
 */
public final class Hashing {
    static final long NULL = 0x7f4a_7c15_9e37_79b9L;
    private static final long K0 = 0x9e37_79b9_7f4a_7c15L;
    private static final long K1 = 0xd6e8_feb8_6659_fd93L;
    private static final long K2 = 0xa076_1d64_78bd_642fL;

    private static final @Nullable HashLoop[] WRITING = new HashLoop[Lane.values().length];
    private static final @Nullable HashLoop[] COMBINING = new HashLoop[Lane.values().length];

    private Hashing() {}

    /** Writes the hash of each row, or mixes it into the one that is there. */
    public static void hash(Vector in, int rows, MemorySegment hashes, boolean combine) {
        switch (in) {
            case ConstantVector constant ->
                constant(constant.isNull() ? NULL : one(constant.type(), constant.value(), 0), rows, hashes, combine);
            case FlatVector flat -> flat(flat, rows, hashes, combine);
            case DictionaryVector d -> {
                if (d.dictionary().size() == 0) {
                    constant(NULL, rows, hashes, combine);
                } else {
                    codes(d.dictionary().hashes(Hashing::entries), d.codes(), d.validity(), rows, hashes, combine);
                }
            }
        }
    }

    /** The hash of a single value that is not NULL. */
    public static long one(DataType type, MemorySegment values, long row) {
        return of(type.lane(), values, row);
    }

    /** The choice of the lane is gone after compilation where the lane is a constant. */
    static long of(Lane lane, MemorySegment values, long row) {
        if (lane == Lane.BYTES) {
            return string(values, row);
        }
        if (lane == Lane.F64 || lane == Lane.F32) {
            return floating(LaneAccess.readDouble(lane, values, row));
        }
        if (lane == Lane.I128) {
            return wide(Memory.getLong(values, 2 * row), Memory.getLong(values, 2 * row + 1));
        }
        if (lane == Lane.INTERVAL) {
            return wide(Compare.intervalRest(values, row), Compare.intervalDays(values, row));
        }
        return mix(LaneAccess.readLong(lane, values, row));
    }

    /** The hash of a 64-bit integer. */
    public static long mix(long value) {
        long x = value * K0;
        x = (x ^ x >>> 32) * K1;
        return x ^ x >>> 29;
    }

    /** Mixes a further hash into one. */
    public static long combine(long hash, long next) {
        return (Long.rotateLeft(hash, 23) ^ next) * K0;
    }

    private static long floating(double value) {
        return mix(Double.doubleToLongBits(value + 0.0));
    }

    private static long wide(long low, long high) {
        return high == low >> 63 ? mix(low) : mix(low) ^ mix(high + K2);
    }

    /** The hash of the string of a view. */
    public static long string(MemorySegment views, long row) {
        int length = Strings.length(views, row);
        if (length <= 4) {
            return mix((long) Strings.prefix(views, row) << 3 ^ length);
        }
        var memory = Strings.MEMORY;
        long at = Strings.address(views, row);
        if (length < 8) {
            long first = Memory.getIntAt(memory, at);
            return mix(first << 32 ^ Memory.getIntAt(memory, at + length - 4) & 0xffff_ffffL ^ (long) length << 59);
        }
        long end = at + length - 8;
        long hash = length * K2;
        while (at < end) {
            hash = fold(hash ^ Memory.getLongAt(memory, at), K0);
            at += 8;
        }
        return mix(fold(hash ^ Memory.getLongAt(memory, end), K2));
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    private static void entries(Dictionary dictionary, MemorySegment hashes) {
        flat(dictionary.entries(), dictionary.size(), hashes, false);
    }

    private static void constant(long hash, int rows, MemorySegment hashes, boolean combine) {
        for (int i = 0; i < rows; i++) {
            Memory.setLong(hashes, i, combine ? combine(Memory.getLong(hashes, i), hash) : hash);
        }
    }

    private static void codes(
            MemorySegment entryHashes,
            MemorySegment codes,
            @Nullable MemorySegment validity,
            int rows,
            MemorySegment hashes,
            boolean combine) {
        for (int i = 0; i < rows; i++) {
            long hash = Memory.getLong(entryHashes, Memory.getInt(codes, i));
            if (validity != null && !Bits.get(validity, i)) {
                hash = NULL;
            }
            Memory.setLong(hashes, i, combine ? combine(Memory.getLong(hashes, i), hash) : hash);
        }
    }

    private static void flat(FlatVector flat, int rows, MemorySegment hashes, boolean combine) {
        var lane = flat.type().lane();
        var loops = combine ? COMBINING : WRITING;
        var loop = loops[lane.ordinal()];
        if (loop == null) {
            loop = Specialize.clone(HashLoop.class, HashLoopTemplate.class, new HashLoopTemplate.Data(lane, combine));
            loops[lane.ordinal()] = loop;
        }
        loop.run(flat.values(), flat.validity(), rows, hashes);
    }
}
