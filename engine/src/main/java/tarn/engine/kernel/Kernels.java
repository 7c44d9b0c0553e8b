package tarn.engine.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;

/**
 * Strict kernels from a function of one row. "long" stands for every integer lane of up to 64 bits, read widened and
 * written with a check that the result fits ({@link ArithmeticException} if not); "double" for both floating lanes.
 * Functions must not capture anything: a value to capture is passed as a constant argument. They may throw
 * {@link ArithmeticException} or {@link tarn.sql.error.SqlException}; rows with a NULL argument never make an error.
 */
public final class Kernels {
    private Kernels() {}

    public static Kernel longs(DataType result, LongUnaryOperator operator) {
        return new StrictKernel(
                1,
                result,
                in -> Specialize.clone(
                        Loop.class,
                        LongLoop.class,
                        new LongLoop.Data(operator, in.lane(0), result.lane(), LaneAccess.mask(result))));
    }

    public static Kernel longs(DataType result, LongBinaryOperator operator) {
        return new StrictKernel(2, result, binary(result, operator));
    }

    public static Kernel longs(DataType result, RowOperator.LongTernary operator) {
        return new StrictKernel(
                3,
                result,
                in -> Specialize.clone(
                        Loop.class,
                        LongTernaryLoop.class,
                        new LongTernaryLoop.Data(
                                operator, in.lane(0), in.lane(1), in.lane(2), result.lane(), LaneAccess.mask(result))));
    }

    /** NULL where {@code isNull} says so, in which case the operator is not called: division by zero, for instance. */
    public static Kernel longsOrNull(DataType result, RowOperator.LongTest isNull, LongBinaryOperator operator) {
        return new StrictKernel(2, result, binary(result, operator), longTest(isNull));
    }

    private static Function<Arguments, Loop> binary(DataType result, LongBinaryOperator operator) {
        return in -> Specialize.clone(
                Loop.class,
                LongBinaryLoop.class,
                new LongBinaryLoop.Data(operator, in.lane(0), in.lane(1), result.lane(), LaneAccess.mask(result)));
    }

    public static Kernel doubles(DataType result, DoubleUnaryOperator operator) {
        return new StrictKernel(
                1,
                result,
                in -> Specialize.clone(
                        Loop.class, DoubleLoop.class, new DoubleLoop.Data(operator, in.lane(0), result.lane())));
    }

    public static Kernel doubles(DataType result, DoubleBinaryOperator operator) {
        return new StrictKernel(
                2,
                result,
                in -> Specialize.clone(
                        Loop.class,
                        DoubleBinaryLoop.class,
                        new DoubleBinaryLoop.Data(operator, in.lane(0), in.lane(1), result.lane())));
    }

    public static Kernel longToDouble(DataType result, LongToDoubleFunction operator) {
        return new StrictKernel(
                1,
                result,
                in -> Specialize.clone(
                        Loop.class,
                        LongToDoubleLoop.class,
                        new LongToDoubleLoop.Data(operator, in.lane(0), result.lane())));
    }

    public static Kernel doubleToLong(DataType result, DoubleToLongFunction operator) {
        return new StrictKernel(
                1,
                result,
                in -> Specialize.clone(
                        Loop.class,
                        DoubleToLongLoop.class,
                        new DoubleToLongLoop.Data(operator, in.lane(0), result.lane(), LaneAccess.mask(result))));
    }

    /** A BOOLEAN of two longs. */
    public static Kernel longTest(RowOperator.LongTest test) {
        return new StrictKernel(
                2,
                ScalarType.BOOLEAN,
                in -> Specialize.clone(
                        Loop.class, LongTestLoop.class, new LongTestLoop.Data(test, in.lane(0), in.lane(1))));
    }

    /** A BOOLEAN of any arguments. */
    public static Kernel test(int arguments, RowOperator.Test test) {
        return new StrictKernel(arguments, ScalarType.BOOLEAN, _ -> Specialize.clone(Loop.class, TestLoop.class, test));
    }

    /** Any result of any arguments: strings, intervals, 128-bit integers, more than three arguments. */
    public static Kernel rows(DataType result, int arguments, RowOperator operator) {
        return new RowKernel(result, arguments, Specialize.clone(RowLoop.class, RowLoopTemplate.class, operator));
    }
}
