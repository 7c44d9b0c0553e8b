package tarn.engine.function.scalar;

import java.util.List;

/** The names of {@link ListSummaries}, apart from it, so that it is loaded only when one of them is called. */
final class ListSummaryNames {
    /** Names of aggregates that lists have a function for. */
    static final List<String> AGGREGATES = List.of(
            "sum",
            "avg",
            "min",
            "max",
            "count",
            "product",
            "first",
            "last",
            "any_value",
            "median",
            "mode",
            "mad",
            "entropy",
            "stddev_pop",
            "stddev_samp",
            "var_pop",
            "var_samp",
            "sem",
            "skewness",
            "kurtosis",
            "kurtosis_pop",
            "bool_and",
            "bool_or",
            "bit_and",
            "bit_or",
            "bit_xor",
            "string_agg",
            "histogram",
            "approx_count_distinct");

    /** All names with aliases, separated by spaces. */
    static final String ALL = "list_aggregate list_aggr aggregate array_aggregate array_aggr "
            + String.join(" ", AGGREGATES.stream().map(name -> "list_" + name).toList());

    private ListSummaryNames() {}
}
