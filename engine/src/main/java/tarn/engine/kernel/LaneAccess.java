package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;

/**
 * Reads and writes single values of a lane, widened to long or double. In a loop whose lane is a constant the choice of
 * the lane is gone after compilation.
 */
public final class LaneAccess {
    private LaneAccess() {}

    public static long readLong(Lane lane, MemorySegment values, long row) {
        if (lane == Lane.I64) {
            return values.getAtIndex(JAVA_LONG, row);
        }
        if (lane == Lane.I32) {
            return values.getAtIndex(JAVA_INT, row);
        }
        if (lane == Lane.I16) {
            return values.getAtIndex(JAVA_SHORT, row);
        }
        if (lane == Lane.I8) {
            return values.get(JAVA_BYTE, row);
        }
        return values.getAtIndex(JAVA_LONG, row >>> 6) >>> row & 1;
    }

    /** An {@link ArithmeticException} if the value does not fit. */
    public static void writeLong(Lane lane, MemorySegment values, long row, long value) {
        if (lane == Lane.I64) {
            values.setAtIndex(JAVA_LONG, row, value);
        } else if (lane == Lane.I32) {
            if (value != (int) value) {
                throw tooLarge(value);
            }
            values.setAtIndex(JAVA_INT, row, (int) value);
        } else if (lane == Lane.I16) {
            if (value != (short) value) {
                throw tooLarge(value);
            }
            values.setAtIndex(JAVA_SHORT, row, (short) value);
        } else {
            if (value != (byte) value) {
                throw tooLarge(value);
            }
            values.set(JAVA_BYTE, row, (byte) value);
        }
    }

    /** The bits that values of a type may have set: all, except of unsigned integers of up to 32 bits. */
    static long mask(DataType type) {
        int bits = type.unsignedBits();
        return bits == 0 || bits >= 64 ? -1 : (1L << bits) - 1;
    }

    /** Also checks that no bits outside of the mask are set. */
    static void writeLong(Lane lane, long mask, MemorySegment values, long row, long value) {
        if ((value & ~mask) != 0) {
            throw tooLarge(value);
        }
        writeLong(lane, values, row, value);
    }

    private static ArithmeticException tooLarge(long value) {
        return new ArithmeticException("the result " + value + " does not fit the type");
    }

    /** A long that orders as {@link Compare} orders the values: NaN last, both zeros alike. */
    static long readKey(Lane lane, MemorySegment values, long row) {
        if (lane == Lane.F64) {
            long bits = Double.doubleToLongBits(values.getAtIndex(JAVA_DOUBLE, row) + 0.0);
            return bits ^ bits >> 63 >>> 1;
        }
        if (lane == Lane.F32) {
            int bits = Float.floatToIntBits(values.getAtIndex(JAVA_FLOAT, row) + 0.0f);
            return bits ^ bits >> 31 >>> 1;
        }
        return readLong(lane, values, row);
    }

    static double readDouble(Lane lane, MemorySegment values, long row) {
        return lane == Lane.F64 ? values.getAtIndex(JAVA_DOUBLE, row) : values.getAtIndex(JAVA_FLOAT, row);
    }

    static void writeDouble(Lane lane, MemorySegment values, long row, double value) {
        if (lane == Lane.F64) {
            values.setAtIndex(JAVA_DOUBLE, row, value);
        } else {
            values.setAtIndex(JAVA_FLOAT, row, (float) value);
        }
    }
}
