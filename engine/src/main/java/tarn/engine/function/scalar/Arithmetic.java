package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.HUGEINT;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.REAL;
import static tarn.engine.data.type.ScalarType.SMALLINT;
import static tarn.engine.data.type.ScalarType.TINYINT;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.UHUGEINT;
import static tarn.engine.data.type.ScalarType.UINTEGER;
import static tarn.engine.data.type.ScalarType.USMALLINT;
import static tarn.engine.data.type.ScalarType.UTINYINT;

import java.math.BigInteger;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.RowOperator;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * The arithmetic operators. Integers keep their type and overflow is an error; {@code /} is of DOUBLE, {@code //} of
 * integers cuts towards zero.
 */
final class Arithmetic {
    static final List<ScalarType> INTEGERS = List.of(INTEGER, BIGINT, TINYINT, SMALLINT);

    /** Of these the kernels check that results are not negative. */
    static final List<ScalarType> UNSIGNED = List.of(UTINYINT, USMALLINT, UINTEGER);

    static final List<ScalarFunction> ALL = List.of(
            TemporalArithmetic.addTo(numbers("+", Math::addExact, Wide::add, BigInteger::add, Double::sum, "add"))
                    .resolved(List.of(Family.DECIMAL, Family.DECIMAL), null, Decimals::add)
                    .resolved(
                            List.of(Family.ANY),
                            null,
                            in -> Identity.of(in.getFirst().type()))
                    .build(),
            TemporalArithmetic.subtractFrom(negation(numbers(
                            "-",
                            Math::subtractExact,
                            Wide::subtract,
                            BigInteger::subtract,
                            (a, b) -> a - b,
                            "subtract")))
                    .resolved(List.of(Family.DECIMAL, Family.DECIMAL), null, Decimals::subtract)
                    .resolved(List.of(Family.DECIMAL), null, Decimals::negate)
                    .build(),
            TemporalArithmetic.multiply(numbers(
                            "*",
                            Math::multiplyExact,
                            Wide::multiply,
                            BigInteger::multiply,
                            (a, b) -> a * b,
                            "multiply"))
                    .resolved(List.of(Family.DECIMAL, Family.DECIMAL), null, Decimals::multiply)
                    .build(),
            TemporalArithmetic.divide(doubles(Make.operator("/"), (a, b) -> a / b))
                    .build(),
            integers("//", Arithmetic::divide, Wide::divide, UnsignedWide::divide, "divide")
                    .overload(DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, Arithmetic::quotient)), DOUBLE, DOUBLE)
                    .overload(REAL, Make.kernel(() -> Kernels.doubles(REAL, Arithmetic::quotient)), REAL, REAL)
                    .build(),
            doubles(
                            integers("mod", Arithmetic::remainder, Wide::remainder, UnsignedWide::remainder, "%"),
                            (a, b) -> a % b)
                    .topic("Numbers")
                    .doc("Remainder with the sign of the dividend; an error when dividing an integer by zero.")
                    .example("mod(-7, 3) = -1")
                    .resolved(List.of(Family.DECIMAL, Family.DECIMAL), null, Decimals::remainder)
                    .build(),
            Make.operator("power", "pow", "^", "**")
                    .topic("Numbers")
                    .doc("The first number to the power of the second.")
                    .example("power(2, 10) = 1024")
                    .overload(DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, Math::pow)), DOUBLE, DOUBLE)
                    .build());

    private Arithmetic() {}

    private static ScalarFunction.Builder numbers(
            String symbol,
            LongBinaryOperator longs,
            RowOperator wide,
            BinaryOperator<BigInteger> unsignedWide,
            DoubleBinaryOperator doubles,
            String alias) {
        return doubles(integers(symbol, longs, wide, unsignedWide, alias), doubles);
    }

    static ScalarFunction.Builder integers(
            String symbol,
            LongBinaryOperator longs,
            RowOperator wide,
            BinaryOperator<BigInteger> unsignedWide,
            String... aliases) {
        var builder = Make.operator(symbol, aliases);
        for (var type : INTEGERS) {
            builder.overload(type, Make.kernel(() -> Kernels.longs(type, longs)), type, type);
        }
        builder.overload(HUGEINT, Make.rows(HUGEINT, 2, wide), HUGEINT, HUGEINT);
        for (var type : UNSIGNED) {
            builder.overload(type, Make.kernel(() -> Kernels.longs(type, longs)), type, type);
        }
        return builder.overload(UBIGINT, Make.rows(UBIGINT, 2, wide), UBIGINT, UBIGINT)
                .overload(UHUGEINT, Make.rows(UHUGEINT, 2, UnsignedWide.binary(unsignedWide)), UHUGEINT, UHUGEINT);
    }

    private static ScalarFunction.Builder doubles(ScalarFunction.Builder builder, DoubleBinaryOperator operator) {
        for (DataType type : List.of(DOUBLE, REAL)) {
            builder.overload(type, Make.kernel(() -> Kernels.doubles(type, operator)), type, type);
        }
        return builder;
    }

    private static ScalarFunction.Builder negation(ScalarFunction.Builder builder) {
        for (var type : INTEGERS) {
            builder.overload(type, Make.kernel(() -> Kernels.longs(type, Math::negateExact)), type);
        }
        builder.overload(HUGEINT, Make.rows(HUGEINT, 1, Wide::negate), HUGEINT);
        for (DataType type : List.of(DOUBLE, REAL)) {
            builder.overload(type, Make.kernel(() -> Kernels.doubles(type, a -> -a)), type);
        }
        for (var type : UNSIGNED) {
            builder.overload(type, Make.kernel(() -> Kernels.longs(type, Math::negateExact)), type);
        }
        builder.overload(UBIGINT, Make.rows(UBIGINT, 1, Wide::negate), UBIGINT);
        builder.overload(UHUGEINT, Make.rows(UHUGEINT, 1, UnsignedWide.unary(BigInteger::negate)), UHUGEINT);
        return builder;
    }

    static SqlException divisionByZero() {
        return SqlException.of(ErrorCode.DIVISION, "division by zero");
    }

    private static long divide(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return Math.divideExact(a, b);
    }

    private static long remainder(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }

    private static double quotient(double a, double b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a / b;
    }
}
