package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
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
            return Memory.getLong(values, row);
        }
        if (lane == Lane.I32) {
            return Memory.getInt(values, row);
        }
        if (lane == Lane.I16) {
            return Memory.getShort(values, row);
        }
        if (lane == Lane.I8) {
            return Memory.getByte(values, row);
        }
        return Memory.getLong(values, row >>> 6) >>> row & 1;
    }

    /** An {@link ArithmeticException} if the value does not fit. */
    public static void writeLong(Lane lane, MemorySegment values, long row, long value) {
        if (lane == Lane.I64) {
            Memory.setLong(values, row, value);
        } else if (lane == Lane.I32) {
            if (value != (int) value) {
                throw tooLarge(value);
            }
            Memory.setInt(values, row, (int) value);
        } else if (lane == Lane.I16) {
            if (value != (short) value) {
                throw tooLarge(value);
            }
            Memory.setShort(values, row, (short) value);
        } else {
            if (value != (byte) value) {
                throw tooLarge(value);
            }
            Memory.setByte(values, row, (byte) value);
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
            long bits = Double.doubleToLongBits(Memory.getDouble(values, row) + 0.0);
            return bits ^ bits >> 63 >>> 1;
        }
        if (lane == Lane.F32) {
            int bits = Float.floatToIntBits(Memory.getFloat(values, row) + 0.0f);
            return bits ^ bits >> 31 >>> 1;
        }
        return readLong(lane, values, row);
    }

    static double readDouble(Lane lane, MemorySegment values, long row) {
        return lane == Lane.F64 ? Memory.getDouble(values, row) : Memory.getFloat(values, row);
    }

    static void writeDouble(Lane lane, MemorySegment values, long row, double value) {
        if (lane == Lane.F64) {
            Memory.setDouble(values, row, value);
        } else {
            Memory.setFloat(values, row, (float) value);
        }
    }
}
