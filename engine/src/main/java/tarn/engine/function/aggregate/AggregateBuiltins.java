package tarn.engine.function.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.function.AggregateFunction;
import tarn.engine.function.LazyTopics;

/** All built-in aggregates: the one list to extend with a new function or topic. */
public final class AggregateBuiltins {
    private static final LazyTopics<AggregateFunction> TOPICS = new LazyTopics<>(AggregateFunction::entry)
            .topic(() -> CoreAggregates.ALL, words("""
                count sum sum_no_overflow avg mean min max count_if countif bool_and every logical_and bool_or
                logical_or any_value first arbitrary last arg_min argmin min_by arg_max argmax max_by
                arg_min_null arg_max_null arg_min_nulls_last arg_max_nulls_last count_star
                """))
            .topic(() -> CollectingAggregates.ALL, words("""
                median approx_median quantile_cont percentile_cont quantile_disc quantile percentile_disc
                approx_quantile approx_percentile_cont reservoir_quantile mode entropy mad approx_count_distinct
                approx_distinct approx_unique string_agg group_concat listagg bit_and bit_or bit_xor bitstring_agg
                """))
            .topic(
                    () -> ListAggregates.ALL,
                    words("list array_agg collect_list histogram histogram_exact approx_top_k lttb"))
            .topic(() -> StatisticAggregates.ALL, words("""
                stddev_samp stddev stddev_pop var_samp variance var var_sample var_pop var_population sem skewness kurtosis
                kurtosis_pop product fsum sumkahan kahan_sum favg geometric_mean geomean corr covar_pop
                covar_samp covar regr_avgx regr_avgy regr_count regr_slope regr_intercept regr_r2 regr_sxx
                regr_syy regr_sxy weighted_avg wavg
                """));

    private AggregateBuiltins() {}

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    public static boolean isKnown(String name) {
        return TOPICS.isKnown(name);
    }

    /** The function of a name in small letters, null if there is none. */
    public static @Nullable AggregateFunction find(String name) {
        return TOPICS.find(name);
    }

    public static List<AggregateFunction> all() {
        return TOPICS.all();
    }
}
