package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;

/**
 * Reads and writes single values of a lane, widened to long or double. In a loop whose lane is a constant the choice of
 * the lane is gone after compilation. Each has one access for all lanes: of several, the compiler would take those of lanes
 * seldom seen for never, and call them.
 */
public final class LaneAccess {
    private LaneAccess() {}

    public static long readLong(Lane lane, MemorySegment values, long row) {
        long value = Memory.getInteger(values, lane == Lane.BIT ? row >>> 3 : row, bytes(lane));
        return lane == Lane.BIT ? value >>> (row & 7) & 1 : value;
    }

    /** An {@link ArithmeticException} if the value does not fit. */
    public static void writeLong(Lane lane, MemorySegment values, long row, long value) {
        int unused = 64 - 8 * bytes(lane);
        if (value << unused >> unused != value) {
            throw tooLarge(value);
        }
        Memory.setInteger(values, row, bytes(lane), value);
    }

    /** A constant where the lane is one, other than {@link Lane#bytes}. */
    private static int bytes(Lane lane) {
        if (lane == Lane.I64 || lane == Lane.F64) {
            return 8;
        }
        if (lane == Lane.I32 || lane == Lane.F32) {
            return 4;
        }
        return lane == Lane.I16 ? 2 : 1;
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
            long bits = Double.doubleToLongBits(readDouble(lane, values, row) + 0.0);
            return bits ^ bits >> 63 >>> 1;
        }
        if (lane == Lane.F32) {
            int bits = Float.floatToIntBits((float) readDouble(lane, values, row) + 0.0f);
            return bits ^ bits >> 31 >>> 1;
        }
        return readLong(lane, values, row);
    }

    static double readDouble(Lane lane, MemorySegment values, long row) {
        long bits = Memory.getInteger(values, row, bytes(lane));
        return lane == Lane.F64 ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
    }

    static void writeDouble(Lane lane, MemorySegment values, long row, double value) {
        long bits = lane == Lane.F64 ? Double.doubleToRawLongBits(value) : Float.floatToRawIntBits((float) value);
        Memory.setInteger(values, row, bytes(lane), bits);
    }
}
