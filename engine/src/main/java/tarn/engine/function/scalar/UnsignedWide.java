package tarn.engine.function.scalar;

import java.math.BigInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.kernel.RowOperator;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Row operators on UHUGEINT; a result that is not in its range is an {@link ArithmeticException}. */
final class UnsignedWide {
    private static final int WIDTH = 128;
    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(WIDTH).subtract(BigInteger.ONE);

    private UnsignedWide() {}

    static RowOperator unary(UnaryOperator<BigInteger> operator) {
        return (in, row, out) -> {
            out.putWide(row, Uhugeint.physical(operator.apply(Uhugeint.value(in.wide(0, row)))));
            return true;
        };
    }

    static RowOperator binary(BinaryOperator<BigInteger> operator) {
        return (in, row, out) -> {
            var right = Uhugeint.value(in.wide(1, row));
            out.putWide(row, Uhugeint.physical(operator.apply(Uhugeint.value(in.wide(0, row)), right)));
            return true;
        };
    }

    static BigInteger divide(BigInteger a, BigInteger b) {
        return a.divide(divisor(b));
    }

    static BigInteger remainder(BigInteger a, BigInteger b) {
        return a.remainder(divisor(b));
    }

    private static BigInteger divisor(BigInteger value) {
        if (value.signum() == 0) {
            throw Arithmetic.divisionByZero();
        }
        return value;
    }

    static BigInteger not(BigInteger value) {
        return ALL.subtract(value);
    }

    static BigInteger shiftLeft(BigInteger value, BigInteger by) {
        int places = by.min(BigInteger.valueOf(WIDTH)).intValue();
        if (value.signum() > 0 && value.bitLength() + places > WIDTH) {
            throw SqlException.of(ErrorCode.OVERFLOW, "overflow in " + value + " << " + by);
        }
        return value.shiftLeft(places);
    }

    static BigInteger shiftRight(BigInteger value, BigInteger by) {
        return value.shiftRight(by.min(BigInteger.valueOf(WIDTH)).intValue());
    }
}
