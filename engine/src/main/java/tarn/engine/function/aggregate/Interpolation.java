package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.kernel.LaneAccess;

/** Values between two others, as the continuous quantiles want them. */
public final class Interpolation {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** Up to here doubles hold every whole number. */
    private static final long EXACT = 1L << 53;

    private Interpolation() {}

    /**
     * Writes what lies between two values of a type that has such values.
     *
     * @param weight 0 for the lower one, up to 1 for the upper one
     */
    public static void put(
            DataType type, MemorySegment values, long lower, long upper, double weight, FlatVector out, int row) {
        switch (type.lane()) {
            case I8 -> put(type, Memory.getByte(values, lower), Memory.getByte(values, upper), weight, out, row);
            case I16 -> put(type, Memory.getShort(values, lower), Memory.getShort(values, upper), weight, out, row);
            case I32 -> put(type, Memory.getInt(values, lower), Memory.getInt(values, upper), weight, out, row);
            case I64 -> put(type, Memory.getLong(values, lower), Memory.getLong(values, upper), weight, out, row);
            case F32 -> put(Memory.getFloat(values, lower), Memory.getFloat(values, upper), weight, out, row);
            case F64 -> put(Memory.getDouble(values, lower), Memory.getDouble(values, upper), weight, out, row);
            case I128 -> put(type, wide(values, lower), wide(values, upper), weight, out, row);
            case INTERVAL -> putInterval(values, lower, upper, weight, out, row);
            case BIT, BYTES -> throw new IllegalStateException(type.sql());
        }
    }

    /** As {@link #put} for values of up to 64 bits, but in their own type: whole numbers are rounded, half to even. */
    public static void putRounded(
            DataType type, MemorySegment values, long lower, long upper, double weight, FlatVector out, int row) {
        if (type.isFloating()) {
            put(type, values, lower, upper, weight, out, row);
        } else {
            long from = LaneAccess.readLong(type.lane(), values, lower);
            long to = LaneAccess.readLong(type.lane(), values, upper);
            LaneAccess.writeLong(type.lane(), out.values(), row, rounded(type, from, to, weight));
        }
    }

    /** A whole number between two others; the lower one where the type has nothing between. */
    static long rounded(DataType type, long lower, long upper, double weight) {
        if (lower == upper || type == ScalarType.TIMETZ) {
            return lower;
        }
        boolean exact = Math.abs(lower) < EXACT && Math.abs(upper) < EXACT;
        return exact
                ? (long) Math.rint(lower + (upper - lower) * weight)
                : lower + (long) Math.rint((double) (upper - lower) * weight);
    }

    /** The lower interval, and of what is between them a part in days and microseconds; a month is 30 days. */
    private static void putInterval(
            MemorySegment values, long lower, long upper, double weight, FlatVector out, int row) {
        long more = Math.round(Math.subtractExact(micros(values, upper), micros(values, lower)) * weight);
        int days = Memory.getInt(values, 4 * lower + 1);
        Memory.setInt(out.values(), 4L * row, Memory.getInt(values, 4 * lower));
        Memory.setInt(out.values(), 4L * row + 1, Math.addExact(days, Math.toIntExact(more / MICROS_PER_DAY)));
        long micros = Memory.getLong(values, 2 * lower + 1);
        Memory.setLong(out.values(), 2L * row + 1, Math.addExact(micros, more % MICROS_PER_DAY));
    }

    private static long micros(MemorySegment values, long row) {
        long days = Memory.getInt(values, 4 * row) * 30L + Memory.getInt(values, 4 * row + 1);
        return Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), Memory.getLong(values, 2 * row + 1));
    }

    static void put(double lower, double upper, double weight, FlatVector out, int row) {
        double result = between(lower, upper, weight);
        if (out.type() == ScalarType.REAL) {
            Memory.setFloat(out.values(), row, (float) result);
        } else {
            Memory.setDouble(out.values(), row, result);
        }
    }

    /** Between two whole numbers, or what is laid out as such. */
    static void put(DataType type, long lower, long upper, double weight, FlatVector out, int row) {
        switch (out.type()) {
            case ScalarType.DOUBLE ->
                Memory.setDouble(out.values(), row, between((double) lower, (double) upper, weight));
            case ScalarType.TIMESTAMP, ScalarType.TIMESTAMPTZ -> {
                long scale = type == ScalarType.DATE ? 86_400_000_000L : 1;
                Memory.setLong(out.values(), row, between(lower * scale, upper * scale, weight));
            }
            case ScalarType.TIMESTAMP_S -> putRounded(lower, upper, weight, 1_000_000, out, row);
            case ScalarType.TIMESTAMP_MS -> putRounded(lower, upper, weight, 1000, out, row);
            default -> putCut(out, row, cut(lower, upper, weight));
        }
    }

    static void put(DataType type, BigInteger lower, BigInteger upper, double weight, FlatVector out, int row) {
        var apart = upper.subtract(lower);
        if (type instanceof DecimalType) {
            var distance = new BigDecimal(apart.doubleValue() * weight);
            var whole = lower.add(distance.toBigInteger());
            Memory.setLong(out.values(), 2L * row, whole.longValue());
            Memory.setLong(out.values(), 2L * row + 1, whole.shiftRight(64).longValue());
        } else {
            var distance = new BigDecimal(apart).multiply(new BigDecimal(weight));
            double result = new BigDecimal(lower).add(distance).doubleValue();
            Memory.setDouble(out.values(), row, result);
        }
    }

    private static void putRounded(long lower, long upper, double weight, long unit, FlatVector out, int row) {
        Memory.setLong(out.values(), row, between(lower / unit, upper / unit, weight) * unit);
    }

    private static double between(double lower, double upper, double weight) {
        return lower == upper || weight == 0 ? lower : lower * (1 - weight) + upper * weight;
    }

    /** Between two whole numbers, rounded. */
    public static long between(long lower, long upper, double weight) {
        return lower + Math.round(((double) upper - lower) * weight);
    }

    /** Digits past the scale are cut off; in doubles as far as these are exact. */
    static long cut(long lower, long upper, double weight) {
        return Math.abs(lower) < 1L << 53
                ? (long) (lower + (upper - lower) * weight)
                : lower + (long) (((double) upper - lower) * weight);
    }

    private static void putCut(FlatVector out, int row, long value) {
        switch (out.type().lane()) {
            case I16 -> Memory.setShort(out.values(), row, (short) value);
            case I32 -> Memory.setInt(out.values(), row, (int) value);
            default -> Memory.setLong(out.values(), row, value);
        }
    }

    /** A number of 128 bits. */
    public static BigInteger wide(MemorySegment values, long row) {
        return Values.wide(Memory.getLong(values, 2L * row), Memory.getLong(values, 2L * row + 1));
    }
}
