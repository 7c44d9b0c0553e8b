package tarn.engine.function.aggregate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;

/**
 * An argument laid out flat for the loops of an aggregate: flat vectors are read where they are, other shapes and
 * narrower lanes are written to a small buffer that is used again for the next batch.
 */
final class Input {
    private static final int LEAST_ROWS = 2048;
    private static final int WIDEST = 16;

    private MemorySegment buffer = MemorySegment.NULL;
    private MemorySegment wide = MemorySegment.NULL;
    private MemorySegment noRows = MemorySegment.NULL;
    private MemorySegment values = MemorySegment.NULL;
    private @Nullable MemorySegment validity;

    /** Values of the last vector read: a value a row. */
    MemorySegment values() {
        return values;
    }

    /** Bitmap of the last vector read; null when no row is NULL. */
    @Nullable
    MemorySegment validity() {
        return validity;
    }

    boolean isNull(int row) {
        return validity != null && !Bits.get(validity, row);
    }

    /** Lays out values in the vector's own lane; booleans as a bitmap. */
    void read(Vector vector, int rows) {
        switch (vector) {
            case FlatVector flat -> {
                values = flat.values();
                validity = flat.validity();
            }
            case ConstantVector constant -> {
                validity = constant.isNull() ? none(rows) : null;
                values = room(rows);
                fill(vector.type().lane(), constant, rows);
            }
            case DictionaryVector dictionary -> {
                if (dictionary.dictionary().size() == 0) {
                    validity = none(rows);
                    values = room(rows).fill((byte) 0);
                } else {
                    validity = dictionary.validity();
                    values = room(rows);
                    gather(vector.type().lane(), dictionary, rows);
                }
            }
        }
    }

    /** Lays out integers of up to 64 bits as longs, booleans as 0 and 1. */
    void readLongs(Vector vector, int rows) {
        read(vector, rows);
        var lane = vector.type().lane();
        if (lane == Lane.I64) {
            return;
        }
        var out = wideRoom(rows);
        switch (lane) {
            case I32 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getInt(values, i));
                }
            }
            case I16 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getShort(values, i));
                }
            }
            case I8 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getByte(values, i));
                }
            }
            case BIT -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(out, i, Memory.getLong(values, i >>> 6) >>> i & 1);
                }
            }
            case I64, I128, F32, F64, BYTES, INTERVAL -> throw new IllegalArgumentException(lane.name());
        }
        values = out;
    }

    /** Lays out REAL and DOUBLE as doubles. */
    void readDoubles(Vector vector, int rows) {
        read(vector, rows);
        if (vector.type().lane() == Lane.F32) {
            var out = wideRoom(rows);
            for (int i = 0; i < rows; i++) {
                Memory.setDouble(out, i, Memory.getFloat(values, i));
            }
            values = out;
        }
    }

    /** Lays out REAL and DOUBLE as longs of the same order: NaN is the greatest, -0.0 stands below 0.0. */
    void readOrderedDoubles(Vector vector, int rows) {
        readDoubles(vector, rows);
        var out = wideRoom(rows);
        for (int i = 0; i < rows; i++) {
            long bits = Double.doubleToLongBits(Memory.getDouble(values, i));
            Memory.setLong(out, i, bits ^ bits >> 63 & Long.MAX_VALUE);
        }
        values = out;
    }

    /** The double that {@link #readOrderedDoubles} made {@code key} of. */
    static double orderedToDouble(long key) {
        return Double.longBitsToDouble(key ^ key >> 63 & Long.MAX_VALUE);
    }

    private MemorySegment room(int rows) {
        buffer = grown(buffer, rows);
        return buffer;
    }

    private MemorySegment wideRoom(int rows) {
        wide = grown(wide, rows);
        return wide;
    }

    private static MemorySegment grown(MemorySegment now, int rows) {
        long bytes = (long) Math.max(rows, LEAST_ROWS) * WIDEST;
        return now.byteSize() >= bytes ? now : Arena.ofAuto().allocate(bytes, 64);
    }

    private MemorySegment none(int rows) {
        if (noRows.byteSize() < Bits.bytes(rows)) {
            noRows = Arena.ofAuto().allocate(Bits.bytes(Math.max(rows, LEAST_ROWS)), 64);
        }
        return noRows;
    }

    private void fill(Lane lane, ConstantVector constant, int rows) {
        if (constant.isNull()) {
            values.fill((byte) 0);
        } else if (lane == Lane.BIT) {
            values.fill((byte) (Bits.get(constant.value(), 0) ? -1 : 0));
        } else {
            int width = lane.bytes();
            for (int i = 0; i < rows; i++) {
                MemorySegment.copy(constant.value(), 0, values, (long) i * width, width);
            }
        }
    }

    private void gather(Lane lane, DictionaryVector from, int rows) {
        var entries = from.dictionary().entries().values();
        var codes = from.codes();
        switch (lane.bytes()) {
            case 0 -> {
                for (int i = 0; i < rows; i++) {
                    Bits.put(values, i, Bits.get(entries, Memory.getInt(codes, i)));
                }
            }
            case 8 -> {
                for (int i = 0; i < rows; i++) {
                    Memory.setLong(values, i, Memory.getLong(entries, Memory.getInt(codes, i)));
                }
            }
            case 16 -> {
                for (int i = 0; i < rows; i++) {
                    long at = 2L * Memory.getInt(codes, i);
                    Memory.setLong(values, 2L * i, Memory.getLong(entries, at));
                    Memory.setLong(values, 2L * i + 1, Memory.getLong(entries, at + 1));
                }
            }
            default -> {
                int width = lane.bytes();
                for (int i = 0; i < rows; i++) {
                    long at = (long) Memory.getInt(codes, i) * width;
                    MemorySegment.copy(entries, at, values, (long) i * width, width);
                }
            }
        }
    }

    /** Writes a value of up to 64 bits that is given as a long which orders as the values do. */
    static void putOrdered(Lane lane, MemorySegment values, int row, long key) {
        switch (lane) {
            case BIT -> Bits.put(values, row, key != 0);
            case I8 -> Memory.setByte(values, row, (byte) key);
            case I16 -> Memory.setShort(values, row, (short) key);
            case I32 -> Memory.setInt(values, row, (int) key);
            case I64 -> Memory.setLong(values, row, key);
            case F32 -> Memory.setFloat(values, row, (float) orderedToDouble(key));
            case F64 -> Memory.setDouble(values, row, orderedToDouble(key));
            case I128, BYTES, INTERVAL -> throw new IllegalStateException(lane.name());
        }
    }
}
