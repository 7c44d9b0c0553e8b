package tarn.engine.function;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tarn.engine.data.type.DataType;

/**
 * An aggregate chosen for certain argument types; the binder casts the arguments to {@code parameters}. DISTINCT, FILTER
 * and ORDER BY of the call are done by the operators.
 *
 * @param orderSensitive whether the order of input rows changes the result (first, string_agg, list)
 * @param represented whether the last argument takes the place of the first one, which with the others only tells DISTINCT
 *     which rows are alike: of texts that a collation calls equal the first is taken
 * @param aggregate makes the implementation; called once per operator and thread
 */
public record AggregateOverload(
        String name,
        List<DataType> parameters,
        DataType result,
        boolean orderSensitive,
        boolean represented,
        Supplier<Aggregate> aggregate) {

    public AggregateOverload(
            String name,
            List<DataType> parameters,
            DataType result,
            boolean orderSensitive,
            Supplier<Aggregate> aggregate) {
        this(name, parameters, result, orderSensitive, false, aggregate);
    }

    /** The same over rows that DISTINCT tells apart by a key in place of the first argument. */
    public AggregateOverload distinctBy(DataType key) {
        var types = new ArrayList<DataType>(parameters);
        types.add(types.set(0, key));
        return new AggregateOverload(name, List.copyOf(types), result, true, true, aggregate);
    }

    /** How many of the arguments DISTINCT compares. */
    public int compared() {
        return represented ? parameters.size() - 1 : parameters.size();
    }

    /** Identity is name and types: implementations are not compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateOverload that
                && that.name.equals(name)
                && that.parameters.equals(parameters)
                && that.represented == represented
                && that.result.equals(result);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + parameters.hashCode();
    }
}
