package tarn.engine.query.run.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.query.run.aggregate.AggregateSpec.Call;

/**
 * How each call gets its rows.
 *
 * @param ways one for each call
 * @param stateOf for each call the first one that has the same states: itself, or such as the sum where it is the average
 */
record CallPlan(List<Call> calls, List<Way> ways, List<Integer> stateOf, int threads) {
    private static final Set<String> DISTINCT_OR_NOT = Set.of("min", "max", "bool_and", "bool_or");

    enum Way {
        /** Batch by batch. */
        AT_ONCE,
        /** The distinct arguments of each group are kept, and added when all are known. */
        DISTINCT,
        /** All rows are kept, and added in their order when all are known. */
        IN_ORDER
    }

    static CallPlan of(List<Call> calls, int threads) {
        var ways = calls.stream().map(call -> way(call, threads)).toList();
        var stateOf = new ArrayList<Integer>();
        for (int call = 0; call < calls.size(); call++) {
            int first = 0;
            while (first < call && !(ways.get(call) == Way.AT_ONCE && sameStates(calls.get(call), calls.get(first)))) {
                first++;
            }
            stateOf.add(first);
        }
        return new CallPlan(calls, ways, stateOf, threads);
    }

    private static boolean sameStates(Call call, Call first) {
        return call.distinct() == first.distinct()
                && call.arguments().equals(first.arguments())
                && Objects.equals(call.filter(), first.filter())
                && call.function()
                        .aggregate()
                        .get()
                        .sharesStatesOf(first.function().aggregate().get());
    }

    /** Whether rows are added to states of the call's own. */
    boolean hasStates(int call) {
        return stateOf.get(call) == call;
    }

    private static Way way(Call call, int threads) {
        boolean sensitive = call.function().orderSensitive();
        if (sensitive
                && (threads > 1 || !call.order().isEmpty() || call.function().represented())) {
            return Way.IN_ORDER;
        }
        boolean alike = DISTINCT_OR_NOT.contains(call.function().name())
                && call.function().parameters().size() == 1;
        return call.distinct() && !alike ? Way.DISTINCT : Way.AT_ONCE;
    }

    Way way(int call) {
        return ways.get(call);
    }

    /** Where the values of a DISTINCT argument lie, and how many of them a thread will get; null if that is not known. */
    AggregateSpec.@Nullable Range range(int call) {
        var range = calls.get(call).range();
        return range == null ? null : new AggregateSpec.Range(range.low(), range.high(), range.rows() / threads);
    }

    /** See {@link tarn.engine.function.AggregateOverload#represented}. */
    boolean represented(int call) {
        return calls.get(call).function().represented();
    }

    boolean allAtOnce() {
        return ways.stream().allMatch(way -> way == Way.AT_ONCE);
    }

    /** Types of what {@link DistinctRows} holds for a call. */
    List<DataType> comparedTypes(int call) {
        return argumentTypes(call).subList(0, calls.get(call).function().compared());
    }

    List<DataType> argumentTypes(int call) {
        return calls.get(call).function().parameters();
    }

    List<DataType> orderTypes(int call) {
        var types = new ArrayList<DataType>();
        calls.get(call).order().forEach(item -> types.add(item.expr().type()));
        return types;
    }
}
