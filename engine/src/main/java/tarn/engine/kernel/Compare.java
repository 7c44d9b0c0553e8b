package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;

/**
 * The order of single values, NULLs apart: NaN equals NaN and is the greatest, -0.0 equals 0.0, intervals compare with
 * months of 30 days and days of 24 hours.
 */
public final class Compare {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Compare() {}

    /** Negative, zero or positive. */
    public static int compare(DataType type, MemorySegment a, long aRow, MemorySegment b, long bRow) {
        return switch (type.lane()) {
            case BIT -> Boolean.compare(Bits.get(a, aRow), Bits.get(b, bRow));
            case I8 -> Byte.compare(Memory.getByte(a, aRow), Memory.getByte(b, bRow));
            case I16 -> Short.compare(Memory.getShort(a, aRow), Memory.getShort(b, bRow));
            case I32 -> Integer.compare(Memory.getInt(a, aRow), Memory.getInt(b, bRow));
            case I64 -> Long.compare(Memory.getLong(a, aRow), Memory.getLong(b, bRow));
            case I128 -> wides(a, aRow, b, bRow);
            case F32 -> doubles(Memory.getFloat(a, aRow), Memory.getFloat(b, bRow));
            case F64 -> doubles(Memory.getDouble(a, aRow), Memory.getDouble(b, bRow));
            case BYTES -> Strings.compare(a, aRow, b, bRow);
            case INTERVAL -> intervals(a, aRow, b, bRow);
        };
    }

    public static boolean equal(DataType type, MemorySegment a, long aRow, MemorySegment b, long bRow) {
        return switch (type.lane()) {
            case BIT -> Bits.get(a, aRow) == Bits.get(b, bRow);
            case I8 -> Memory.getByte(a, aRow) == Memory.getByte(b, bRow);
            case I16 -> Memory.getShort(a, aRow) == Memory.getShort(b, bRow);
            case I32 -> Memory.getInt(a, aRow) == Memory.getInt(b, bRow);
            case I64 -> Memory.getLong(a, aRow) == Memory.getLong(b, bRow);
            case I128 ->
                Memory.getLong(a, 2 * aRow) == Memory.getLong(b, 2 * bRow)
                        && Memory.getLong(a, 2 * aRow + 1) == Memory.getLong(b, 2 * bRow + 1);
            case F32 -> doubles(Memory.getFloat(a, aRow), Memory.getFloat(b, bRow)) == 0;
            case F64 -> doubles(Memory.getDouble(a, aRow), Memory.getDouble(b, bRow)) == 0;
            case BYTES -> Strings.equal(a, aRow, b, bRow);
            case INTERVAL -> intervals(a, aRow, b, bRow) == 0;
        };
    }

    /** The order of two doubles. */
    public static int doubles(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    /** The order of two 128-bit integers. */
    public static int wides(MemorySegment a, long aRow, MemorySegment b, long bRow) {
        int high = Long.compare(Memory.getLong(a, 2 * aRow + 1), Memory.getLong(b, 2 * bRow + 1));
        return high != 0 ? high : Long.compareUnsigned(Memory.getLong(a, 2 * aRow), Memory.getLong(b, 2 * bRow));
    }

    private static int intervals(MemorySegment a, long aRow, MemorySegment b, long bRow) {
        int days = Long.compare(intervalDays(a, aRow), intervalDays(b, bRow));
        return days != 0 ? days : Long.compare(intervalRest(a, aRow), intervalRest(b, bRow));
    }

    /** Whole days of an interval, its months counted as 30 days. */
    public static long intervalDays(MemorySegment values, long row) {
        return Memory.getInt(values, 4 * row) * 30L
                + Memory.getInt(values, 4 * row + 1)
                + Math.floorDiv(Memory.getLong(values, 2 * row + 1), MICROS_PER_DAY);
    }

    /** Microseconds of an interval beyond {@link #intervalDays}. */
    public static long intervalRest(MemorySegment values, long row) {
        return Math.floorMod(Memory.getLong(values, 2 * row + 1), MICROS_PER_DAY);
    }
}
