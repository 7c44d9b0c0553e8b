package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;

/**
 * Turns values into unsigned 64-bit words that order like them, see {@link Compare}. Wide types take two words, the more
 * significant one first. A string takes as many {@linkplain #textChunk chunks} as it is long.
 */
public final class SortKeys {
    /** Bytes of a string in one chunk. */
    public static final int CHUNK_BYTES = 7;
    /** Bits of a chunk. */
    public static final int CHUNK_BITS = 60;

    private static final long SIGN = Long.MIN_VALUE;
    private static final int MORE = CHUNK_BYTES + 1;

    private SortKeys() {}

    /** Words of a value; of a string, the first chunk alone. */
    public static int words(DataType type) {
        return switch (type.lane()) {
            case I128, INTERVAL -> 2;
            case BIT, I8, I16, I32, I64, F32, F64, BYTES -> 1;
        };
    }

    /** What turns the order of a word around when it is XORed with it. */
    public static long reversal(DataType type) {
        return switch (type.lane()) {
            case BYTES -> (1L << CHUNK_BITS) - 1;
            case BIT, I8, I16, I32, I64, I128, F32, F64, INTERVAL -> -1L;
        };
    }

    /**
     * Writes one word of each of the first {@code rows} values to {@code out}; of NULL rows it is unspecified.
     *
     * @param word 0, or 1 for the second of two
     * @param flip 0, or {@link #reversal} for descending
     */
    public static void encode(FlatVector in, int rows, int word, long flip, MemorySegment out) {
        var values = in.values();
        switch (in.type().lane()) {
            case BIT -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, (Bits.get(values, i) ? 1 : 0) ^ flip);
                }
            }
            case I8 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getByte(values, i) ^ SIGN ^ flip);
                }
            }
            case I16 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getShort(values, i) ^ SIGN ^ flip);
                }
            }
            case I32 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getInt(values, i) ^ SIGN ^ flip);
                }
            }
            case I64 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getLong(values, i) ^ SIGN ^ flip);
                }
            }
            case F32 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, ordered(Memory.getFloat(values, i)) ^ flip);
                }
            }
            case F64 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, ordered(Memory.getDouble(values, i)) ^ flip);
                }
            }
            case I128 -> {
                long sign = word == 0 ? SIGN : 0;
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getLong(values, 2L * i + 1 - word) ^ sign ^ flip);
                }
            }
            case INTERVAL -> {
                for (int i = 0; i < rows; i++) {
                    long part = word == 0 ? Compare.intervalDays(values, i) : Compare.intervalRest(values, i);
                    Memory.setLong(out, i, part ^ SIGN ^ flip);
                }
            }
            case BYTES -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, textChunk(values, i, 0) ^ flip);
                }
            }
        }
    }

    /** The bits of a double, turned so that they order as unsigned; one NaN and one zero. */
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ (bits >> 63 | SIGN);
    }

    /**
     * Seven bytes of a string from {@code offset}, padded with zeros, and behind them in four bits how many there are, or
     * {@link #chunkContinues 8} if the string goes on. Strings that are equal up to {@code offset} order like their chunks,
     * and are equal if their chunks are and do not go on.
     */
    public static long textChunk(MemorySegment views, long row, int offset) {
        int length = Strings.length(views, row) - offset;
        long from = Strings.address(views, row) + offset;
        if (length > CHUNK_BYTES) {
            return Long.reverseBytes(Memory.getLong(from)) >>> 8 << 4 | MORE;
        }
        long bytes = 0;
        for (int i = 0; i < length; i++) {
            bytes |= (Memory.getByte(from + i) & 0xffL) << (52 - 8 * i);
        }
        return bytes | Math.max(length, 0);
    }

    /** Whether the string of a chunk (not reversed) has further bytes. */
    public static boolean chunkContinues(long chunk) {
        return (chunk & 15) == MORE;
    }
}
