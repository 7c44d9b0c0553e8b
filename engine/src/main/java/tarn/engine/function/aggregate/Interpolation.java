package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
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
            case I8 -> put(type, values.get(JAVA_BYTE, lower), values.get(JAVA_BYTE, upper), weight, out, row);
            case I16 ->
                put(type, values.getAtIndex(JAVA_SHORT, lower), values.getAtIndex(JAVA_SHORT, upper), weight, out, row);
            case I32 ->
                put(type, values.getAtIndex(JAVA_INT, lower), values.getAtIndex(JAVA_INT, upper), weight, out, row);
            case I64 ->
                put(type, values.getAtIndex(JAVA_LONG, lower), values.getAtIndex(JAVA_LONG, upper), weight, out, row);
            case F32 ->
                put(values.getAtIndex(JAVA_FLOAT, lower), values.getAtIndex(JAVA_FLOAT, upper), weight, out, row);
            case F64 ->
                put(values.getAtIndex(JAVA_DOUBLE, lower), values.getAtIndex(JAVA_DOUBLE, upper), weight, out, row);
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
        int days = values.getAtIndex(JAVA_INT, 4 * lower + 1);
        out.values().setAtIndex(JAVA_INT, 4L * row, values.getAtIndex(JAVA_INT, 4 * lower));
        out.values().setAtIndex(JAVA_INT, 4L * row + 1, Math.addExact(days, Math.toIntExact(more / MICROS_PER_DAY)));
        long micros = values.getAtIndex(JAVA_LONG, 2 * lower + 1);
        out.values().setAtIndex(JAVA_LONG, 2L * row + 1, Math.addExact(micros, more % MICROS_PER_DAY));
    }

    private static long micros(MemorySegment values, long row) {
        long days = values.getAtIndex(JAVA_INT, 4 * row) * 30L + values.getAtIndex(JAVA_INT, 4 * row + 1);
        return Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), values.getAtIndex(JAVA_LONG, 2 * row + 1));
    }

    static void put(double lower, double upper, double weight, FlatVector out, int row) {
        double result = between(lower, upper, weight);
        if (out.type() == ScalarType.REAL) {
            out.values().setAtIndex(JAVA_FLOAT, row, (float) result);
        } else {
            out.values().setAtIndex(JAVA_DOUBLE, row, result);
        }
    }

    /** Between two whole numbers, or what is laid out as such. */
    static void put(DataType type, long lower, long upper, double weight, FlatVector out, int row) {
        switch (out.type()) {
            case ScalarType.DOUBLE ->
                out.values().setAtIndex(JAVA_DOUBLE, row, between((double) lower, (double) upper, weight));
            case ScalarType.TIMESTAMP, ScalarType.TIMESTAMPTZ -> {
                long scale = type == ScalarType.DATE ? 86_400_000_000L : 1;
                out.values().setAtIndex(JAVA_LONG, row, between(lower * scale, upper * scale, weight));
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
            out.values().setAtIndex(JAVA_LONG, 2L * row, whole.longValue());
            out.values()
                    .setAtIndex(JAVA_LONG, 2L * row + 1, whole.shiftRight(64).longValue());
        } else {
            var distance = new BigDecimal(apart).multiply(new BigDecimal(weight));
            double result = new BigDecimal(lower).add(distance).doubleValue();
            out.values().setAtIndex(JAVA_DOUBLE, row, result);
        }
    }

    private static void putRounded(long lower, long upper, double weight, long unit, FlatVector out, int row) {
        out.values().setAtIndex(JAVA_LONG, row, between(lower / unit, upper / unit, weight) * unit);
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
            case I16 -> out.values().setAtIndex(JAVA_SHORT, row, (short) value);
            case I32 -> out.values().setAtIndex(JAVA_INT, row, (int) value);
            default -> out.values().setAtIndex(JAVA_LONG, row, value);
        }
    }

    /** A number of 128 bits. */
    public static BigInteger wide(MemorySegment values, long row) {
        return Values.wide(values.getAtIndex(JAVA_LONG, 2L * row), values.getAtIndex(JAVA_LONG, 2L * row + 1));
    }
}
