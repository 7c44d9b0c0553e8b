package tarn.engine.function.scalar;

import java.math.BigInteger;
import java.util.function.LongBinaryOperator;
import tarn.engine.data.type.TextForm;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The operators of {@link NumberFunctions}. */
final class Numbers {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Numbers() {}

    /** A double cut to some digits behind the point. */
    @FunctionalInterface
    interface DigitsOfDouble {
        double apply(double value, int digits);
    }

    /** An integer cut to some digits. */
    @FunctionalInterface
    interface DigitsOfLong extends LongBinaryOperator {}

    static long absolute(long value) {
        return Math.absExact(value);
    }

    /** Half away from zero. */
    static double round(double value) {
        double size = Math.abs(value);
        double whole = Math.floor(size);
        return Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, value);
    }

    static double round(double value, int digits) {
        double factor = Math.pow(10, Math.abs((long) digits));
        double rounded = digits < 0 ? round(value / factor) * factor : round(value * factor) / factor;
        if (Double.isFinite(rounded)) {
            return rounded;
        }
        return digits < 0 && Double.isFinite(value) ? 0 : value;
    }

    static double roundEven(double value, int digits) {
        double factor = Math.pow(10, Math.abs((long) digits));
        double rounded = digits < 0 ? Math.rint(value / factor) * factor : Math.rint(value * factor) / factor;
        if (Double.isFinite(rounded)) {
            return rounded;
        }
        return digits < 0 && Double.isFinite(value) ? 0 : value;
    }

    static long roundEven(long value, long digits) {
        if (digits >= 0) {
            return value;
        }
        if (digits <= -POWERS.length) {
            return 0;
        }
        long unit = POWERS[(int) -digits];
        return Math.multiplyExact(Decimals.roundEven(value, unit), unit);
    }

    static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    static double truncate(double value, int digits) {
        double factor = Math.pow(10, Math.abs((long) digits));
        double cut = digits < 0 ? truncate(value / factor) * factor : truncate(value * factor) / factor;
        return Double.isFinite(cut) ? cut : value;
    }

    static long round(long value, long digits) {
        if (digits >= 0) {
            return value;
        }
        if (digits <= -POWERS.length) {
            return 0;
        }
        long unit = POWERS[(int) -digits];
        long rest = value % unit;
        long cut = value - rest;
        if (Math.abs(rest) < unit - Math.abs(rest)) {
            return cut;
        }
        return Math.addExact(cut, value < 0 ? -unit : unit);
    }

    static long truncate(long value, long digits) {
        if (digits >= 0) {
            return value;
        }
        return digits <= -POWERS.length ? 0 : value - value % POWERS[(int) -digits];
    }

    static long sign(double value) {
        return value > 0 ? 1 : value < 0 ? -1 : 0;
    }

    static double log2(double value) {
        int exponent = Math.getExponent(value);
        // powers of two exactly, as base-2 logarithms have it
        return value == Math.scalb(1.0, exponent) && value > 0 ? exponent : Math.log(value) / Math.log(2);
    }

    static double log(double base, double value) {
        return Math.log10(value) / Math.log10(base);
    }

    static double asinh(double x) {
        double size = Math.abs(x);
        return Math.copySign(Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1))), x);
    }

    static double even(double value) {
        double away = value >= 0 ? Math.ceil(value) : -Math.ceil(-value);
        return away % 2 == 0 ? away : away + (value >= 0 ? 1 : -1);
    }

    /** Lanczos' approximation. */
    static double logGamma(double x) {
        if (x <= 0 && x == Math.floor(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < 0.5) {
            return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
        }
        double[] c = {
            0.99999999999980993,
            676.5203681218851,
            -1259.1392167224028,
            771.32342877765313,
            -176.61502916214059,
            12.507343278686905,
            -0.13857109526572012,
            9.9843695780195716e-6,
            1.5056327351493116e-7
        };
        double y = x - 1;
        double sum = c[0];
        for (int i = 1; i < c.length; i++) {
            sum += c[i] / (y + i);
        }
        double t = y + 7.5;
        return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
    }

    static double gamma(double x) {
        if (x <= 0 && x == Math.floor(x)) {
            return Double.NaN;
        }
        if (x == Math.floor(x) && x <= 21) {
            double product = 1;
            for (int i = 2; i < x; i++) {
                product *= i;
            }
            return product;
        }
        return x < 0.5 ? Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x)) : Math.exp(logGamma(x));
    }

    static long gcd(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return Math.absExact(x);
    }

    static long lcm(long a, long b) {
        return a == 0 || b == 0 ? 0 : Math.absExact(Math.multiplyExact(a / gcd(a, b), b));
    }

    static boolean factorial(Arguments in, int row, Output out) {
        int n = in.int32(0, row);
        if (n < 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the factorial of a negative number is not defined: " + n);
        }
        if (n > 33) {
            throw new ArithmeticException("the factorial of " + n + " does not fit 128 bits");
        }
        var product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        out.putWide(row, product);
        return true;
    }

    static boolean isNaN(Arguments in, int row) {
        return Double.isNaN(in.doubleAt(0, row));
    }

    static boolean isInfinite(Arguments in, int row) {
        return Double.isInfinite(in.doubleAt(0, row));
    }

    static boolean isFinite(Arguments in, int row) {
        return Double.isFinite(in.doubleAt(0, row));
    }

    static boolean isInfiniteDate(Arguments in, int row) {
        return Math.abs(in.int32(0, row)) == TextForm.INFINITE_DATE;
    }

    static boolean isInfiniteTime(Arguments in, int row) {
        return Math.abs(in.int64(0, row)) == TextForm.INFINITE_TIMESTAMP;
    }

    static boolean signBit(Arguments in, int row) {
        return Double.doubleToRawLongBits(in.doubleAt(0, row)) < 0;
    }

    static long shiftLeft(long value, long by, long width) {
        if (value < 0) {
            throw SqlException.of(ErrorCode.OVERFLOW, "cannot shift a negative number to the left: " + value);
        }
        if (by < 0) {
            throw SqlException.of(ErrorCode.OVERFLOW, "cannot shift by a negative number: " + by);
        }
        if (value == 0) {
            return 0;
        }
        if (by >= width || value >= 1L << (width - 1 - by)) {
            throw SqlException.of(ErrorCode.OVERFLOW, "overflow in " + value + " << " + by);
        }
        return value << by;
    }

    static long shiftRight(long value, long by, long width) {
        return by < 0 || by >= width ? 0 : value >> by;
    }

    /** Of the two's complement in so many bits. */
    static long bitCount(long value, long width) {
        return Long.bitCount(width == 64 ? value : value & (1L << width) - 1);
    }
}
