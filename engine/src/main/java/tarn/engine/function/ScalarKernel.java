package tarn.engine.function;

import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;

/**
 * Evaluates a scalar function over a batch. Not thread-safe.
 *
 * <p>Errors of values (overflow, bad argument) are thrown as {@link tarn.sql.error.SqlException} without a span or as
 * {@link ArithmeticException}; the evaluator adds the span of the call.
 */
@FunctionalInterface
public interface ScalarKernel {

    /**
     * @param arguments of the overload's parameter types, any shape
     * @param rows in each argument, at least 1
     * @param batch memory for the result (and for string bytes); it is reset before the next batch
     * @return the result, any shape; valid until {@code batch} is reset
     */
    Vector evaluate(List<Vector> arguments, int rows, Region batch);
}
