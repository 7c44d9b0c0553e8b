package tarn.engine.data.type;

import java.math.BigInteger;

/** UHUGEINT as 128-bit integers: 2^127 less than the value, so that signed numbers are in the order of the values. */
public final class Uhugeint {
    private static final BigInteger SHIFT = BigInteger.ONE.shiftLeft(127);

    private Uhugeint() {}

    public static BigInteger value(BigInteger physical) {
        return physical.add(SHIFT);
    }

    /** Fits 128 bits if the value is one of the type. */
    public static BigInteger physical(BigInteger value) {
        return value.subtract(SHIFT);
    }
}
