package tarn.engine.query.run.recursion;

import java.util.List;
import tarn.engine.function.AggregateOverload;

/**
 * An aggregate of USING KEY.
 *
 * @param output the column of the result that it makes
 * @param arguments columns of the rows that a turn makes
 */
public record KeyedCall(int output, AggregateOverload function, List<Integer> arguments) {}
