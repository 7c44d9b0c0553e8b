package tarn.engine.expr.eval;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.FallibleCasts;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.engine.kernel.RowOperator;

/**
 * Casts among BOOLEAN, integers, decimals and floating numbers. Exact numbers are integers scaled by a power of ten; to
 * a smaller scale they round half away from zero, floating numbers to integers half to even.
 */
final class NumberCasts {
    private static final long[] POWERS =
            LongStream.rangeClosed(0, 18).map(e -> power((int) e)).toArray();

    /** Digits of a 64-bit integer times the greatest of the powers, at most. */
    private static final int LONG_TIMES_POWER = 37;

    /** Of the greatest 128-bit integer. */
    private static final int DIGITS = 39;

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_127 = 0x1p127;
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private NumberCasts() {}

    static Kernel kernel(DataType from, DataType to) {
        if (from == ScalarType.UHUGEINT) {
            return ofUnsigned(to);
        }
        if (to == ScalarType.UHUGEINT) {
            return Casts.with(Kernels.rows(to, 2, toUnsigned(from)), List.of(constant(scale(from))));
        }
        if (to == ScalarType.BOOLEAN) {
            return toBoolean(from);
        }
        if (from.isFloating()) {
            return to.isFloating() ? floating(to) : fromDouble(to);
        }
        if (to.isFloating()) {
            return toDouble(from, to);
        }
        return exact(from, to);
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    private static Kernel ofUnsigned(DataType to) {
        if (to == ScalarType.BOOLEAN) {
            return Kernels.test(1, (in, row) -> (in.low(0, row) | in.high(0, row) ^ Long.MIN_VALUE) != 0);
        }
        if (to.isFloating()) {
            return Kernels.rows(to, 1, (in, row, out) -> {
                out.putDouble(row, Uhugeint.value(in.wide(0, row)).doubleValue());
                return true;
            });
        }
        var factor = BigInteger.TEN.pow(scale(to));
        var limit = BigInteger.TEN.pow(to instanceof DecimalType decimal ? decimal.precision() : DIGITS);
        return Kernels.rows(to, 1, (in, row, out) -> {
            var value = Uhugeint.value(in.wide(0, row)).multiply(factor);
            if (value.compareTo(limit) >= 0) {
                throw outOfRange();
            }
            if (to.lane() == Lane.I128) {
                out.putWide(row, value);
            } else {
                out.putLong(row, value.longValueExact());
            }
            return true;
        });
    }

    /** The second argument is the scale of the first. */
    private static RowOperator toUnsigned(DataType from) {
        return switch (from.lane()) {
            case F32, F64 ->
                (in, row, out) -> {
                    double rounded = Math.rint(in.doubleAt(0, row));
                    if (!(rounded >= 0 && rounded < 2 * TWO_TO_127)) {
                        throw outOfRange();
                    }
                    out.putWide(row, Uhugeint.physical(new BigDecimal(rounded).toBigInteger()));
                    return true;
                };
            case BIT ->
                (in, row, out) -> {
                    out.putWide(row, Uhugeint.physical(in.bit(0, row) ? BigInteger.ONE : BigInteger.ZERO));
                    return true;
                };
            case I8, I16, I32, I64, I128, BYTES, INTERVAL ->
                (in, row, out) -> {
                    var value = in.lane(0) == Lane.I128 ? in.wide(0, row) : BigInteger.valueOf(in.longAt(0, row));
                    var whole = new BigDecimal(value, (int) in.int64(1, row)).setScale(0, RoundingMode.HALF_UP);
                    out.putWide(row, Uhugeint.physical(whole.toBigInteger()));
                    return true;
                };
        };
    }

    private static Kernel toBoolean(DataType from) {
        if (from.isFloating()) {
            return Kernels.test(1, (in, row) -> in.doubleAt(0, row) != 0);
        }
        return from.lane() == Lane.I128
                ? Kernels.test(1, (in, row) -> (in.low(0, row) | in.high(0, row)) != 0)
                : Kernels.test(1, (in, row) -> in.longAt(0, row) != 0);
    }

    private static Kernel floating(DataType to) {
        return to == ScalarType.REAL ? Kernels.doubles(to, NumberCasts::narrow) : Kernels.doubles(to, x -> x);
    }

    private static double narrow(double value) {
        if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
            throw outOfRange();
        }
        return value;
    }

    private static Kernel toDouble(DataType from, DataType to) {
        int scale = scale(from);
        if (from.lane() == Lane.I128) {
            return Casts.with(Kernels.rows(to, 2, NumberCasts::wideToDouble), List.of(constant(scale)));
        }
        if (scale == 0) {
            return Kernels.longToDouble(to, x -> x);
        }
        return Casts.with(Kernels.rows(to, 2, NumberCasts::decimalToDouble), List.of(constant(power(scale))));
    }

    private static boolean decimalToDouble(Arguments in, int row, Output out) {
        long value = in.longAt(0, row);
        long power = in.int64(1, row);
        out.putDouble(
                row,
                Math.abs(value) < EXACT_IN_DOUBLE
                        ? value / (double) power
                        : value / power + value % power / (double) power);
        return true;
    }

    private static boolean wideToDouble(Arguments in, int row, Output out) {
        int scale = (int) in.int64(1, row);
        out.putDouble(row, new BigDecimal(in.wide(0, row), scale).doubleValue());
        return true;
    }

    private static Kernel fromDouble(DataType to) {
        if (to instanceof DecimalType decimal) {
            var constants = List.of(constant(decimal.precision()), constant(decimal.scale()));
            return Casts.with(Kernels.rows(to, 3, NumberCasts::doubleToDecimal), constants);
        }
        return to.lane() == Lane.I128
                ? Kernels.rows(to, 1, NumberCasts::doubleToWide)
                : Kernels.doubleToLong(to, NumberCasts::doubleToLong);
    }

    private static long doubleToLong(double value) {
        double rounded = Math.rint(value);
        if (rounded >= -TWO_TO_63 && rounded < TWO_TO_63) {
            return (long) rounded;
        }
        throw outOfRange();
    }

    private static boolean doubleToWide(Arguments in, int row, Output out) {
        double rounded = Math.rint(in.doubleAt(0, row));
        if (!(rounded >= -TWO_TO_127 && rounded < TWO_TO_127)) {
            throw outOfRange();
        }
        out.putWide(row, new BigDecimal(rounded).toBigInteger());
        return true;
    }

    private static boolean doubleToDecimal(Arguments in, int row, Output out) {
        int precision = (int) in.int64(1, row);
        double scaled = in.doubleAt(0, row) * Math.pow(10, in.int64(2, row));
        double rounded = Math.copySign(Math.floor(Math.abs(scaled) + 0.5), scaled);
        if (!(Math.abs(rounded) < Math.pow(10, precision))) {
            throw outOfRange();
        }
        if (precision <= DecimalType.MAX_LONG_PRECISION) {
            out.putLong(row, (long) rounded);
        } else {
            out.putWide(row, new BigDecimal(rounded).toBigInteger());
        }
        return true;
    }

    private static Kernel exact(DataType from, DataType to) {
        int up = scale(to) - scale(from);
        boolean wide = from.lane() == Lane.I128 || to.lane() == Lane.I128;
        if (!wide) {
            long limit = to instanceof DecimalType decimal ? power(decimal.precision()) : Long.MAX_VALUE;
            boolean checks = FallibleCasts.contains(from, to) && to instanceof DecimalType;
            if (up == 0 && !checks) {
                return Kernels.longs(to, Casts::same);
            }
            var constants = List.of(constant(power(Math.abs(up))), constant(limit));
            return up >= 0
                    ? Casts.with(Kernels.longs(to, NumberCasts::scaleUp), constants)
                    : Casts.with(Kernels.longs(to, NumberCasts::scaleDown), constants);
        }
        boolean fits = up == 0 && to.isInteger()
                || up >= 0 && up <= DecimalType.MAX_LONG_PRECISION && !FallibleCasts.contains(from, to);
        if (from.lane() != Lane.I128 && fits) {
            return Casts.with(Kernels.rows(to, 2, NumberCasts::widen), List.of(constant(power(up))));
        }
        int precision = to instanceof DecimalType decimal ? decimal.precision() : 0;
        var constants = List.of(constant(up), constant(precision));
        return Casts.with(
                to.lane() == Lane.I128
                        ? Kernels.rows(to, 3, NumberCasts::wideToWide)
                        : Kernels.rows(to, 3, NumberCasts::wideToLong),
                constants);
    }

    private static long scaleUp(long value, long factor, long limit) {
        return limited(Math.multiplyExact(value, factor), limit);
    }

    private static long scaleDown(long value, long divisor, long limit) {
        long quotient = value / divisor;
        long rest = value % divisor;
        if (Math.abs(rest) >= divisor - Math.abs(rest)) {
            quotient += Long.signum(value);
        }
        return limited(quotient, limit);
    }

    private static long limited(long value, long limit) {
        if (value >= limit && limit != Long.MAX_VALUE || value <= -limit && limit != Long.MAX_VALUE) {
            throw outOfRange();
        }
        return value;
    }

    private static boolean widen(Arguments in, int row, Output out) {
        long value = in.longAt(0, row);
        long factor = in.int64(1, row);
        out.putWide(row, value * factor, Math.multiplyHigh(value, factor));
        return true;
    }

    private static boolean wideToWide(Arguments in, int row, Output out) {
        int up = (int) in.int64(1, row);
        long precision = in.int64(2, row);
        if (holdsLong(in, row) && up >= 0 && up < POWERS.length && (precision == 0 || precision >= LONG_TIMES_POWER)) {
            long value = in.lane(0) == Lane.I128 ? in.low(0, row) : in.longAt(0, row);
            out.putWide(row, value * POWERS[up], Math.multiplyHigh(value, POWERS[up]));
        } else {
            out.putWide(row, rescaled(in, row));
        }
        return true;
    }

    private static boolean holdsLong(Arguments in, int row) {
        return in.lane(0) != Lane.I128 || in.high(0, row) == in.low(0, row) >> 63;
    }

    private static boolean wideToLong(Arguments in, int row, Output out) {
        out.putLong(row, rescaled(in, row).longValueExact());
        return true;
    }

    private static BigInteger rescaled(Arguments in, int row) {
        var value = in.lane(0) == Lane.I128 ? in.wide(0, row) : BigInteger.valueOf(in.longAt(0, row));
        int up = (int) in.int64(1, row);
        int precision = (int) in.int64(2, row);
        var result = up >= 0
                ? value.multiply(BigInteger.TEN.pow(up))
                : new BigDecimal(value, -up).setScale(0, RoundingMode.HALF_UP).toBigInteger();
        if (precision > 0 && result.abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
            throw outOfRange();
        }
        return result;
    }

    static ArithmeticException outOfRange() {
        return new ArithmeticException("out of range");
    }

    /** Ten to the power of an exponent of at most 18. */
    static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** A BIGINT for as long as the program runs. */
    static Vector constant(long value) {
        var memory = MemorySegment.ofAddress(Arena.global().allocate(16, 64).address())
                .reinterpret(16);
        Memory.setLongAt(memory, 0, value);
        return new ConstantVector(ScalarType.BIGINT, memory, false);
    }
}
