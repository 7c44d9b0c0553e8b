package tarn.engine.function.aggregate;

import java.util.List;
import java.util.stream.Stream;
import tarn.engine.function.AggregateFunction;

/** All built-in aggregates: the one list to extend with a new topic. */
public final class AggregateBuiltins {
    private AggregateBuiltins() {}

    public static List<AggregateFunction> all() {
        return Stream.of(CoreAggregates.ALL, CollectingAggregates.ALL, StatisticAggregates.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
