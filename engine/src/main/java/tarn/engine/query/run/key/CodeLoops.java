package tarn.engine.query.run.key;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.LaneCopy;

/**
 * The loops that put key values into fields of codes and back. A field holds 0 for a value that it cannot hold, 1 for NULL,
 * and 2 and up for values.
 */
final class CodeLoops {
    private CodeLoops() {}

    /** Values of up to 64 bits as longs of equal identity: floating point as bits, with one zero and one NaN. */
    static MemorySegment widen(Lane lane, MemorySegment values, int rows, MemorySegment longs) {
        switch (lane) {
            case BIT -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(longs, i, Memory.getLong(values, i >>> 6) >>> i & 1);
                }
            }
            case I8, I16, I32 -> LaneCopy.toLongs(lane, values, rows, longs);
            case I64 -> {
                return values;
            }
            case F32 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(longs, i, Float.floatToIntBits(Memory.getFloat(values, i) + 0f));
                }
            }
            case F64 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(longs, i, Double.doubleToLongBits(Memory.getDouble(values, i) + 0d));
                }
            }
            case I128, BYTES, INTERVAL -> throw new IllegalArgumentException(lane.name());
        }
        return longs;
    }

    /** The reverse of {@link #widen}. */
    static void narrow(Lane lane, MemorySegment longs, int rows, MemorySegment values) {
        switch (lane) {
            case BIT -> {
                for (int i = 0; i < rows; i++) {
                    Bits.put(values, i, Memory.getLong(longs, i) != 0);
                }
            }
            case I8 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setByte(values, i, (byte) Memory.getLong(longs, i));
                }
            }
            case I16 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setShort(values, i, (short) Memory.getLong(longs, i));
                }
            }
            case I32, F32 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setInt(values, i, (int) Memory.getLong(longs, i));
                }
            }
            case I64, F64 -> MemorySegment.copy(longs, 0, values, 0, 8L * rows);
            case I128, BYTES, INTERVAL -> throw new IllegalArgumentException(lane.name());
        }
    }

    /**
     * Adds the field of {@code longs} between {@code min} and {@code min + limit} to the codes; {@code limit} is below 2^62.
     *
     * @return 0 if all values lie there
     */
    static long place(
            MemorySegment longs,
            @Nullable MemorySegment validity,
            int rows,
            long min,
            long limit,
            int shift,
            MemorySegment codes) {
        return validity == null
                ? placeAll(longs, rows, min, limit, shift, codes)
                : placeValid(longs, validity, rows, min, limit, shift, codes);
    }

    private static long placeAll(MemorySegment longs, int rows, long min, long limit, int shift, MemorySegment codes) {
        long anyMissing = 0;
        for (int i = 0; i < rows; i++) {
            long offset = Memory.getLong(longs, i) - min;
            long missing = (offset | limit - offset) >> 63;
            anyMissing |= missing;
            Memory.setLong(codes, i, Memory.getLong(codes, i) | (offset + 2 & ~missing) << shift);
        }
        return anyMissing;
    }

    private static long placeValid(
            MemorySegment longs,
            MemorySegment validity,
            int rows,
            long min,
            long limit,
            int shift,
            MemorySegment codes) {
        long anyMissing = 0;
        for (int i = 0; i < rows; i++) {
            long valid = -(Memory.getLong(validity, i >>> 6) >>> i & 1);
            long offset = Memory.getLong(longs, i) - min;
            long missing = (offset | limit - offset) >> 63;
            anyMissing |= missing & valid;
            long field = offset + 2 & ~missing & valid | 1 & ~valid;
            Memory.setLong(codes, i, Memory.getLong(codes, i) | field << shift);
        }
        return anyMissing;
    }

    /** Adds a field given as ints. */
    static void placeInts(MemorySegment field, int rows, int shift, MemorySegment codes) {
        for (int i = 0; i < rows; i++) {
            Memory.setLong(codes, i, Memory.getLong(codes, i) | (long) Memory.getInt(field, i) << shift);
        }
    }

    /** Adds the field of a dictionary's int codes. */
    static void placeCodes(
            MemorySegment entries, @Nullable MemorySegment validity, int rows, int shift, MemorySegment codes) {
        if (validity == null) {
            for (int i = 0; i < rows; i++) {
                long field = Memory.getInt(entries, i) + 2L;
                Memory.setLong(codes, i, Memory.getLong(codes, i) | field << shift);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                long valid = -(Memory.getLong(validity, i >>> 6) >>> i & 1);
                long field = Memory.getInt(entries, i) + 2L & valid | 1 & ~valid;
                Memory.setLong(codes, i, Memory.getLong(codes, i) | field << shift);
            }
        }
    }

    /** Adds a field given as longs. */
    static void placeLongs(MemorySegment field, int rows, int shift, MemorySegment codes) {
        for (int i = 0; i < rows; i++) {
            Memory.setLong(codes, i, Memory.getLong(codes, i) | Memory.getLong(field, i) << shift);
        }
    }

    /** Takes a field out of codes, in place allowed. */
    static void extract(MemorySegment codes, int rows, int shift, int bits, MemorySegment field) {
        long mask = bits == 64 ? -1 : (1L << bits) - 1;
        for (int i = 0; i < rows; i++) {
            Memory.setLong(field, i, Memory.getLong(codes, i) >>> shift & mask);
        }
    }

    /** The numbers of a table's codes as the codes of the next word: number plus 1, so that -1 becomes 0. */
    static void numbersToCodes(MemorySegment numbers, int rows, MemorySegment codes) {
        for (int i = 0; i < rows; i++) {
            Memory.setLong(codes, i, Memory.getInt(numbers, i) + 1L);
        }
    }

    /** Replaces ids (plus 1) by the codes that have them in a table. */
    static void unfold(MemorySegment tableCodes, int rows, MemorySegment codes) {
        for (int i = 0; i < rows; i++) {
            Memory.setLong(codes, i, Memory.getLong(tableCodes, Memory.getLong(codes, i) - 1));
        }
    }

    /** Ones where a field is not 1 (NULL); returns whether any is. */
    static boolean validity(MemorySegment field, int rows, MemorySegment bits) {
        boolean nulls = false;
        for (int base = 0; base < rows; base += 64) {
            long word = -1;
            int end = Math.min(64, rows - base);
            for (int i = 0; i < end; i++) {
                if (Memory.getLong(field, base + i) == 1) {
                    word &= ~(1L << i);
                    nulls = true;
                }
            }
            Memory.setLong(bits, base >>> 6, word);
        }
        return nulls;
    }
}
