package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;

/** mad: the median of the distances from the median, of all values that {@link Collected} kept. */
final class Deviations {
    private static final long DAY = 86_400_000_000L;

    private Deviations() {}

    /** Of floating-point numbers. */
    static void numbers(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        double[] reals = new double[count];
        for (int i = 0; i < count; i++) {
            reals[i] = Quantiles.real(type, Memory.getLong(values, i));
        }
        double median = median(reals);
        for (int i = 0; i < count; i++) {
            reals[i] = Math.abs(reals[i] - median);
        }
        if (type == ScalarType.REAL) {
            Memory.setFloat(out.values(), row, (float) median(reals));
        } else {
            Memory.setDouble(out.values(), row, median(reals));
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Of decimals: digits past the scale are cut off. */
    static void decimals(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        var units = new BigInteger[count];
        for (int i = 0; i < count; i++) {
            units[i] = type.lane() == Lane.I128
                    ? Interpolation.wide(values, i)
                    : BigInteger.valueOf(Memory.getLong(values, i));
        }
        var median = median(units);
        for (int i = 0; i < count; i++) {
            units[i] = units[i].subtract(median).abs();
        }
        var result = median(units);
        if (type.lane() == Lane.I128) {
            Memory.setLong(out.values(), 2L * row, result.longValue());
            Memory.setLong(out.values(), 2L * row + 1, result.shiftRight(64).longValue());
        } else {
            Memory.setLong(out.values(), row, result.longValue());
        }
    }

    private static BigInteger median(BigInteger[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1
                ? values[middle]
                : values[middle - 1].add(values[middle]).divide(BigInteger.TWO);
    }

    /** Of dates and times, as an INTERVAL of days and time. */
    static void times(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        long scale = type == ScalarType.DATE ? DAY : 1;
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            micros[i] = Memory.getLong(values, i) * scale;
        }
        long median = median(micros);
        for (int i = 0; i < count; i++) {
            micros[i] = Math.abs(Math.subtractExact(micros[i], median));
        }
        long result = median(micros);
        long at = 16L * row;
        Memory.setIntAt(out.values(), at, 0);
        Memory.setIntAt(out.values(), at + 4, (int) (result / DAY));
        Memory.setLongAt(out.values(), at + 8, result % DAY);
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : Interpolation.between(values[middle - 1], values[middle], 0.5);
    }
}
