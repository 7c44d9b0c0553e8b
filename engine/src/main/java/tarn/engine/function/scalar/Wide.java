package tarn.engine.function.scalar;

import java.math.BigInteger;
import tarn.engine.data.memory.Memory;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Row operators on 128-bit integers, as HUGEINT and long DECIMALs need them. */
final class Wide {
    private static final BigInteger DECIMAL_LIMIT = BigInteger.TEN.pow(38);
    private static final long LIMIT_LOW = DECIMAL_LIMIT.longValue();
    private static final long LIMIT_HIGH = DECIMAL_LIMIT.shiftRight(64).longValue();

    private static final BigInteger BITS = BigInteger.valueOf(128);

    private Wide() {}

    static boolean add(Arguments in, int row, Output out) {
        long aLow = in.low(0, row);
        long aHigh = in.high(0, row);
        long bHigh = in.high(1, row);
        long low = aLow + in.low(1, row);
        long high = aHigh + bHigh + (Long.compareUnsigned(low, aLow) < 0 ? 1 : 0);
        if (((aHigh ^ high) & (bHigh ^ high)) < 0) {
            throw new ArithmeticException("128-bit overflow");
        }
        out.putWide(row, low, high);
        return true;
    }

    static boolean subtract(Arguments in, int row, Output out) {
        long aLow = in.low(0, row);
        long bLow = in.low(1, row);
        long aHigh = in.high(0, row);
        long bHigh = in.high(1, row);
        long high = aHigh - bHigh - (Long.compareUnsigned(aLow, bLow) < 0 ? 1 : 0);
        if (((aHigh ^ bHigh) & (aHigh ^ high)) < 0) {
            throw new ArithmeticException("128-bit overflow");
        }
        out.putWide(row, aLow - bLow, high);
        return true;
    }

    static boolean multiply(Arguments in, int row, Output out) {
        long aLow = in.low(0, row);
        long bLow = in.low(1, row);
        if (in.high(0, row) == aLow >> 63 && in.high(1, row) == bLow >> 63) {
            out.putWide(row, aLow * bLow, Math.multiplyHigh(aLow, bLow));
        } else {
            out.putWide(row, in.wide(0, row).multiply(in.wide(1, row)));
        }
        return true;
    }

    /** Of two longs, which cannot overflow. */
    static boolean addLongs(Arguments in, int row, Output out) {
        long a = in.int64(0, row);
        long b = in.int64(1, row);
        long low = a + b;
        out.putWide(row, low, (a >> 63) + (b >> 63) + (Long.compareUnsigned(low, a) < 0 ? 1 : 0));
        return true;
    }

    static boolean subtractLongs(Arguments in, int row, Output out) {
        long a = in.int64(0, row);
        long b = in.int64(1, row);
        out.putWide(row, a - b, (a >> 63) - (b >> 63) - (Long.compareUnsigned(a, b) < 0 ? 1 : 0));
        return true;
    }

    static boolean multiplyLongs(Arguments in, int row, Output out) {
        long a = in.int64(0, row);
        long b = in.int64(1, row);
        out.putWide(row, a * b, Math.multiplyHigh(a, b));
        return true;
    }

    static boolean addDecimals(Arguments in, int row, Output out) {
        return add(in, row, out) && within(row, out);
    }

    static boolean subtractDecimals(Arguments in, int row, Output out) {
        return subtract(in, row, out) && within(row, out);
    }

    static boolean multiplyDecimals(Arguments in, int row, Output out) {
        return multiply(in, row, out) && within(row, out);
    }

    /** True, or an error if the result just written has more than 38 digits. */
    private static boolean within(int row, Output out) {
        long low = Memory.getLong(out.values(), 2L * row);
        long high = Memory.getLong(out.values(), 2L * row + 1);
        if (high < 0) {
            high = ~high + (low == 0 ? 1 : 0);
            low = -low;
        }
        if (high > LIMIT_HIGH || high == LIMIT_HIGH && Long.compareUnsigned(low, LIMIT_LOW) >= 0) {
            throw new ArithmeticException("the result has more than 38 digits");
        }
        return true;
    }

    static boolean divide(Arguments in, int row, Output out) {
        var divisor = in.wide(1, row);
        if (divisor.signum() == 0) {
            throw Arithmetic.divisionByZero();
        }
        out.putWide(row, in.wide(0, row).divide(divisor));
        return true;
    }

    static boolean remainder(Arguments in, int row, Output out) {
        var divisor = in.wide(1, row);
        if (divisor.signum() == 0) {
            throw Arithmetic.divisionByZero();
        }
        out.putWide(row, in.wide(0, row).remainder(divisor));
        return true;
    }

    static boolean negate(Arguments in, int row, Output out) {
        long low = in.low(0, row);
        long high = in.high(0, row);
        if (low == 0 && high == Long.MIN_VALUE) {
            throw new ArithmeticException("128-bit overflow");
        }
        out.putWide(row, -low, ~high + (low == 0 ? 1 : 0));
        return true;
    }

    static boolean absolute(Arguments in, int row, Output out) {
        if (in.high(0, row) < 0) {
            return negate(in, row, out);
        }
        out.putWide(row, in.low(0, row), in.high(0, row));
        return true;
    }

    static boolean sign(Arguments in, int row, Output out) {
        long high = in.high(0, row);
        out.putLong(row, high < 0 ? -1 : (high | in.low(0, row)) == 0 ? 0 : 1);
        return true;
    }

    static boolean shiftLeft(Arguments in, int row, Output out) {
        var value = in.wide(0, row);
        var by = in.wide(1, row);
        if (value.signum() < 0) {
            throw SqlException.of(ErrorCode.OVERFLOW, "cannot shift a negative number to the left: " + value);
        }
        if (by.signum() < 0) {
            throw SqlException.of(ErrorCode.OVERFLOW, "cannot shift by a negative number: " + by);
        }
        if (value.signum() > 0 && value.bitLength() + by.min(BITS).intValue() > 127) {
            throw SqlException.of(ErrorCode.OVERFLOW, "overflow in " + value + " << " + by);
        }
        out.putWide(row, value.shiftLeft(by.min(BITS).intValue()));
        return true;
    }

    static boolean shiftRight(Arguments in, int row, Output out) {
        var by = in.wide(1, row);
        boolean nothing = by.signum() < 0 || by.compareTo(BITS) >= 0;
        out.putWide(row, nothing ? BigInteger.ZERO : in.wide(0, row).shiftRight(by.intValue()));
        return true;
    }

    static boolean and(Arguments in, int row, Output out) {
        out.putWide(row, in.low(0, row) & in.low(1, row), in.high(0, row) & in.high(1, row));
        return true;
    }

    static boolean or(Arguments in, int row, Output out) {
        out.putWide(row, in.low(0, row) | in.low(1, row), in.high(0, row) | in.high(1, row));
        return true;
    }

    static boolean xor(Arguments in, int row, Output out) {
        out.putWide(row, in.low(0, row) ^ in.low(1, row), in.high(0, row) ^ in.high(1, row));
        return true;
    }

    static boolean notUnsigned(Arguments in, int row, Output out) {
        out.putWide(row, ~in.low(0, row), 0);
        return true;
    }

    static boolean gcd(Arguments in, int row, Output out) {
        out.putWide(row, in.wide(0, row).gcd(in.wide(1, row)));
        return true;
    }

    static boolean lcm(Arguments in, int row, Output out) {
        var a = in.wide(0, row);
        var b = in.wide(1, row);
        var gcd = a.gcd(b);
        out.putWide(row, gcd.signum() == 0 ? gcd : a.divide(gcd).multiply(b).abs());
        return true;
    }

    /** As a TINYINT, in which 128 bits are -128. */
    static boolean bitCount(Arguments in, int row, Output out) {
        out.putLong(row, (byte) (Long.bitCount(in.low(0, row)) + Long.bitCount(in.high(0, row))));
        return true;
    }

    static boolean not(Arguments in, int row, Output out) {
        out.putWide(row, ~in.low(0, row), ~in.high(0, row));
        return true;
    }
}
