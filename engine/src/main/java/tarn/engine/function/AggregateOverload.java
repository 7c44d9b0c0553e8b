package tarn.engine.function;

import java.util.List;
import java.util.function.Supplier;
import tarn.engine.data.type.DataType;

/**
 * An aggregate chosen for certain argument types; the binder casts the arguments to {@code parameters}. DISTINCT, FILTER
 * and ORDER BY of the call are done by the operators.
 *
 * @param orderSensitive whether the order of input rows changes the result (first, string_agg, list)
 * @param aggregate makes the implementation; called once per operator and thread
 */
public record AggregateOverload(
        String name,
        List<DataType> parameters,
        DataType result,
        boolean orderSensitive,
        Supplier<Aggregate> aggregate) {

    /** Identity is name and types: implementations are not compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateOverload that
                && that.name.equals(name)
                && that.parameters.equals(parameters)
                && that.result.equals(result);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + parameters.hashCode();
    }
}
