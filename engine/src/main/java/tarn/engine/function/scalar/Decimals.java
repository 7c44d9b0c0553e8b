package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.TINYINT;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.engine.kernel.RowOperator;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** DECIMAL arithmetic: which DECIMAL the result is, and how it is computed on unscaled integers. */
final class Decimals {
    private static final int MAX = DecimalType.MAX_PRECISION;
    private static final int MAX_LONG = DecimalType.MAX_LONG_PRECISION;
    private static final BigInteger LIMIT = BigInteger.TEN.pow(MAX);
    private static final long LONG_LIMIT = 1_000_000_000_000_000_000L;

    private Decimals() {}

    /** The DECIMAL of an argument that is one or an integer; NULL and literals count as the smallest. */
    static DecimalType of(Argument argument) {
        var type = Coercion.asDecimal(argument.type());
        return type == null ? new DecimalType(MAX_LONG, 3) : type;
    }

    static Resolved add(List<Argument> arguments) {
        return sum(arguments, Math::addExact, Wide::addLongs, Wide::add, Wide::addDecimals);
    }

    static Resolved subtract(List<Argument> arguments) {
        return sum(arguments, Math::subtractExact, Wide::subtractLongs, Wide::subtract, Wide::subtractDecimals);
    }

    /** One digit more than the longer operand before the point, the scale of the finer one. */
    private static Resolved sum(
            List<Argument> arguments,
            LongBinaryOperator longs,
            RowOperator toWide,
            RowOperator wide,
            RowOperator checked) {
        var a = of(arguments.get(0));
        var b = of(arguments.get(1));
        int scale = Math.max(a.scale(), b.scale());
        int precision = Math.max(a.precision() - a.scale(), b.precision() - b.scale()) + scale + 1;
        var result = new DecimalType(Math.min(MAX, precision), scale);
        if (precision <= MAX_LONG) {
            var parameters = List.<DataType>of(atScale(a, scale), atScale(b, scale));
            return new Resolved(parameters, result, Make.kernel(() -> Kernels.longs(result, longs)));
        }
        if (precision == MAX_LONG + 1) {
            var parameters = List.<DataType>of(new DecimalType(MAX_LONG, scale), new DecimalType(MAX_LONG, scale));
            return new Resolved(parameters, result, Make.rows(result, 2, toWide));
        }
        return new Resolved(List.of(result, result), result, Make.rows(result, 2, precision > MAX ? checked : wide));
    }

    /** The same digits before the point, other ones behind it; the same type if nothing changes. */
    private static DecimalType atScale(DecimalType type, int scale) {
        return new DecimalType(type.precision() + scale - type.scale(), scale);
    }

    /** All digits of both; where two short operands could give more than 18, the result stays short and is checked. */
    static Resolved multiply(List<Argument> arguments) {
        var a = of(arguments.get(0));
        var b = of(arguments.get(1));
        int precision = a.precision() + b.precision();
        int scale = a.scale() + b.scale();
        if (scale > MAX) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "the product of " + a.sql() + " and " + b.sql()
                            + " would have more than 38 digits behind the point");
        }
        boolean shorts = a.lane() == Lane.I64 && b.lane() == Lane.I64;
        if (shorts && precision <= MAX_LONG) {
            var result = new DecimalType(precision, scale);
            return new Resolved(List.of(a, b), result, Make.kernel(() -> Kernels.longs(result, (x, y) -> x * y)));
        }
        if (shorts && scale < MAX_LONG) {
            var result = new DecimalType(MAX_LONG, scale);
            return new Resolved(
                    List.of(a, b), result, Make.kernel(() -> Kernels.longs(result, Decimals::checkedProduct)));
        }
        var result = new DecimalType(Math.min(MAX, precision), scale);
        if (shorts) {
            return new Resolved(List.of(a, b), result, Make.rows(result, 2, Wide::multiplyLongs));
        }
        return new Resolved(
                List.of(new DecimalType(MAX, a.scale()), new DecimalType(MAX, b.scale())),
                result,
                Make.rows(result, 2, precision > MAX ? Wide::multiplyDecimals : Wide::multiply));
    }

    private static long checkedProduct(long a, long b) {
        long product = Math.multiplyExact(a, b);
        if (product >= LONG_LIMIT || product <= -LONG_LIMIT) {
            throw new ArithmeticException("the result has more than 18 digits; cast an operand to a longer DECIMAL");
        }
        return product;
    }

    static Resolved remainder(List<Argument> arguments) {
        var a = of(arguments.get(0));
        var b = of(arguments.get(1));
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        if (whole + scale > MAX) {
            return new Resolved(
                    List.of(DOUBLE, DOUBLE), DOUBLE, Make.kernel(() -> Kernels.doubles(DOUBLE, (x, y) -> x % y)));
        }
        var type = new DecimalType(whole + scale, scale);
        return new Resolved(List.of(type, type), type, byLane(type, Decimals::remainder, Wide::remainder));
    }

    private static long remainder(long a, long b) {
        if (b == 0) {
            throw Arithmetic.divisionByZero();
        }
        return a % b;
    }

    private static KernelFactory byLane(DecimalType type, LongBinaryOperator longs, RowOperator wide) {
        return type.lane() == Lane.I64 ? Make.kernel(() -> Kernels.longs(type, longs)) : Make.rows(type, 2, wide);
    }

    static Resolved negate(List<Argument> arguments) {
        var type = of(arguments.getFirst());
        return new Resolved(
                List.of(type),
                type,
                type.lane() == Lane.I64
                        ? Make.kernel(() -> Kernels.longs(type, x -> -x))
                        : Make.rows(type, 1, Wide::negate));
    }

    static Resolved absolute(List<Argument> arguments) {
        var type = of(arguments.getFirst());
        return new Resolved(
                List.of(type),
                type,
                type.lane() == Lane.I64
                        ? Make.kernel(() -> Kernels.longs(type, Math::abs))
                        : Make.rows(type, 1, Wide::absolute));
    }

    static Resolved sign(List<Argument> arguments) {
        var type = of(arguments.getFirst());
        return new Resolved(
                List.of(type),
                TINYINT,
                type.lane() == Lane.I64
                        ? Make.kernel(() -> Kernels.longs(TINYINT, Long::signum))
                        : Make.rows(TINYINT, 1, Wide::sign));
    }

    /** How digits are dropped; the ordinal goes to the operators as a constant. */
    enum Cut {
        /** Half away from zero. */
        ROUND(RoundingMode.HALF_UP),
        TRUNCATE(RoundingMode.DOWN),
        CEILING(RoundingMode.CEILING),
        FLOOR(RoundingMode.FLOOR),
        /** Half to the even digit. */
        ROUND_EVEN(RoundingMode.HALF_EVEN);

        private final RoundingMode mode;

        Cut(RoundingMode mode) {
            this.mode = mode;
        }

        RoundingMode mode() {
            return mode;
        }
    }

    /**
     * A decimal with {@code digits} behind the point, zeros before it if negative; a second argument, the digits, is
     * accepted and not looked at.
     */
    static Resolved cut(List<Argument> arguments, int digits, Cut how) {
        var given = of(arguments.getFirst());
        // 99 becomes 100
        boolean longer = given.scale() == 0 && digits < 0;
        var type = longer ? new DecimalType(Math.min(MAX, given.precision() + 1), 0) : given;
        int scale = Math.clamp(digits, 0, type.scale());
        var result = new DecimalType(type.precision(), scale);
        var parameters = arguments.size() == 1 ? List.<DataType>of(type) : List.<DataType>of(type, INTEGER);
        if (digits >= type.scale()) {
            return new Resolved(parameters, type, _ -> (in, _, _) -> in.getFirst());
        }
        int dropped = type.scale() - digits;
        int zeros = Math.max(0, -digits);
        if (dropped > type.precision()) {
            // nothing is left but the rounding of a number below one
            dropped = Math.min(dropped, MAX);
            zeros = Math.min(zeros, MAX - 1);
        }
        KernelFactory kernel;
        if (type.lane() == Lane.I64 && dropped <= MAX_LONG && zeros <= MAX_LONG) {
            Supplier<Kernel> loop = switch (how) {
                case ROUND -> () -> Kernels.longs(result, Decimals::round);
                case TRUNCATE -> () -> Kernels.longs(result, (x, by, times) -> x / by * times);
                case CEILING -> () -> Kernels.longs(result, (x, by, times) -> Math.ceilDiv(x, by) * times);
                case FLOOR -> () -> Kernels.longs(result, (x, by, times) -> Math.floorDiv(x, by) * times);
                case ROUND_EVEN -> () -> Kernels.longs(result, (x, by, times) -> roundEven(x, by) * times);
            };
            kernel = Make.withConstants(1, loop, BIGINT, power(dropped), power(zeros));
        } else {
            kernel = Make.withConstants(
                    1, () -> Kernels.rows(result, 4, Decimals::cutWide), BIGINT, (long) dropped, (long) zeros, (long)
                            how.ordinal());
        }
        return new Resolved(parameters, result, kernel);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** {@code x / by}, half to the even whole. */
    static long roundEven(long x, long by) {
        long down = Math.floorDiv(x, by);
        long rest = x - down * by;
        long other = by - rest;
        return rest < other || rest == other && (down & 1) == 0 ? down : down + 1;
    }

    private static long round(long x, long by, long times) {
        long half = by >> 1;
        return (x >= 0 ? x + half : x - half) / by * times;
    }

    private static boolean cutWide(Arguments in, int row, Output out) {
        var mode = Cut.values()[(int) in.int64(3, row)].mode;
        int dropped = (int) in.int64(1, row);
        int zeros = (int) in.int64(2, row);
        var value = new BigDecimal(
                in.lane(0) == Lane.I128 ? in.wide(0, row) : BigInteger.valueOf(in.int64(0, row)), dropped);
        var whole = value.setScale(0, mode).unscaledValue().multiply(BigInteger.TEN.pow(zeros));
        if (in.lane(0) == Lane.I128) {
            if (whole.abs().compareTo(LIMIT) >= 0) {
                throw new ArithmeticException("the result has more than 38 digits");
            }
            out.putWide(row, whole);
        } else {
            out.putLong(row, whole.longValueExact());
        }
        return true;
    }

    /** The digits of round(x, digits); an error if they are not a constant. */
    static int digits(String function, @Nullable Object constant) {
        if (constant instanceof Long digits) {
            return (int) Math.clamp(digits, -MAX, MAX);
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS, "the digits of a DECIMAL must be a constant in function " + function);
    }
}
