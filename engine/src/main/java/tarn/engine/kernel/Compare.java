package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
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
            case I8 -> Byte.compare(a.get(JAVA_BYTE, aRow), b.get(JAVA_BYTE, bRow));
            case I16 -> Short.compare(a.getAtIndex(JAVA_SHORT, aRow), b.getAtIndex(JAVA_SHORT, bRow));
            case I32 -> Integer.compare(a.getAtIndex(JAVA_INT, aRow), b.getAtIndex(JAVA_INT, bRow));
            case I64 -> Long.compare(a.getAtIndex(JAVA_LONG, aRow), b.getAtIndex(JAVA_LONG, bRow));
            case I128 -> wides(a, aRow, b, bRow);
            case F32 -> doubles(a.getAtIndex(JAVA_FLOAT, aRow), b.getAtIndex(JAVA_FLOAT, bRow));
            case F64 -> doubles(a.getAtIndex(JAVA_DOUBLE, aRow), b.getAtIndex(JAVA_DOUBLE, bRow));
            case BYTES -> Strings.compare(a, aRow, b, bRow);
            case INTERVAL -> intervals(a, aRow, b, bRow);
        };
    }

    public static boolean equal(DataType type, MemorySegment a, long aRow, MemorySegment b, long bRow) {
        return switch (type.lane()) {
            case BIT -> Bits.get(a, aRow) == Bits.get(b, bRow);
            case I8 -> a.get(JAVA_BYTE, aRow) == b.get(JAVA_BYTE, bRow);
            case I16 -> a.getAtIndex(JAVA_SHORT, aRow) == b.getAtIndex(JAVA_SHORT, bRow);
            case I32 -> a.getAtIndex(JAVA_INT, aRow) == b.getAtIndex(JAVA_INT, bRow);
            case I64 -> a.getAtIndex(JAVA_LONG, aRow) == b.getAtIndex(JAVA_LONG, bRow);
            case I128 ->
                a.getAtIndex(JAVA_LONG, 2 * aRow) == b.getAtIndex(JAVA_LONG, 2 * bRow)
                        && a.getAtIndex(JAVA_LONG, 2 * aRow + 1) == b.getAtIndex(JAVA_LONG, 2 * bRow + 1);
            case F32 -> doubles(a.getAtIndex(JAVA_FLOAT, aRow), b.getAtIndex(JAVA_FLOAT, bRow)) == 0;
            case F64 -> doubles(a.getAtIndex(JAVA_DOUBLE, aRow), b.getAtIndex(JAVA_DOUBLE, bRow)) == 0;
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
        int high = Long.compare(a.getAtIndex(JAVA_LONG, 2 * aRow + 1), b.getAtIndex(JAVA_LONG, 2 * bRow + 1));
        return high != 0
                ? high
                : Long.compareUnsigned(a.getAtIndex(JAVA_LONG, 2 * aRow), b.getAtIndex(JAVA_LONG, 2 * bRow));
    }

    private static int intervals(MemorySegment a, long aRow, MemorySegment b, long bRow) {
        int days = Long.compare(intervalDays(a, aRow), intervalDays(b, bRow));
        return days != 0 ? days : Long.compare(intervalRest(a, aRow), intervalRest(b, bRow));
    }

    /** Whole days of an interval, its months counted as 30 days. */
    public static long intervalDays(MemorySegment values, long row) {
        return values.getAtIndex(JAVA_INT, 4 * row) * 30L
                + values.getAtIndex(JAVA_INT, 4 * row + 1)
                + Math.floorDiv(values.getAtIndex(JAVA_LONG, 2 * row + 1), MICROS_PER_DAY);
    }

    /** Microseconds of an interval beyond {@link #intervalDays}. */
    public static long intervalRest(MemorySegment values, long row) {
        return Math.floorMod(values.getAtIndex(JAVA_LONG, 2 * row + 1), MICROS_PER_DAY);
    }
}
