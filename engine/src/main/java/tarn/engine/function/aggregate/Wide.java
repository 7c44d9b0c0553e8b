package tarn.engine.function.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import tarn.engine.data.vector.Values;

/** 128-bit integers in two words. */
final class Wide {
    private Wide() {}

    /** The quotient, rounded once however large the dividend is. */
    static double divide(long low, long high, double divisor) {
        if (high != low >> 63) {
            return new BigDecimal(Values.wide(low, high))
                    .divide(new BigDecimal(divisor), MathContext.DECIMAL128)
                    .doubleValue();
        }
        double top = low;
        double rest = low - (long) top;
        double quotient = top / divisor;
        return quotient + (Math.fma(-quotient, divisor, top) + rest) / divisor;
    }

    /** The quotient rounded to the nearest whole number, half up; it must fit 64 bits. */
    static long roundDivide(long low, long high, long divisor) {
        var doubled = Values.wide(low, high).shiftLeft(1).add(BigInteger.valueOf(divisor));
        var parts = doubled.divideAndRemainder(BigInteger.valueOf(divisor).shiftLeft(1));
        return parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
    }
}
