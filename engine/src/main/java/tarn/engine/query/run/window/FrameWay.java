package tarn.engine.query.run.window;

import tarn.engine.data.type.ScalarType;
import tarn.engine.function.AggregateOverload;

/** How the result of an aggregate is found for many frames that overlap. */
enum FrameWay {
    /** States are merged, each of bounded size. */
    MERGED,
    /** Two values by their places among all, or several such pairs. */
    CONTINUOUS_QUANTILE,
    /** One value by its place, or several. */
    DISCRETE_QUANTILE,
    MEDIAN_DEVIATION,
    MODE,
    /** Several values, the most frequent first. */
    MOST_FREQUENT,
    ENTROPY,
    HISTOGRAM,
    /** How many different values there are; exact, where elsewhere it is estimated. */
    NUMBER_OF_VALUES,
    /** A value of the row with the least or greatest key. */
    ARGUMENT_OF_EXTREME,
    /** Values of several rows, those with the least or greatest keys. */
    SEVERAL_EXTREMES,
    /** The result is as large as the frame. */
    COLLECTED,
    /** No frame helps with the next. */
    FRAME_BY_FRAME;

    static FrameWay of(AggregateOverload function) {
        int arguments = function.parameters().size();
        return switch (function.name()) {
            case "median", "quantile_cont" -> hasMiddle(function) ? CONTINUOUS_QUANTILE : DISCRETE_QUANTILE;
            case "quantile_disc", "reservoir_quantile" -> DISCRETE_QUANTILE;
            case "mad" -> MEDIAN_DEVIATION;
            case "mode" -> MODE;
            case "approx_top_k" -> MOST_FREQUENT;
            case "entropy" -> ENTROPY;
            case "histogram" -> arguments == 1 ? HISTOGRAM : MERGED;
            case "approx_count_distinct" -> NUMBER_OF_VALUES;
            case "string_agg", "list" -> COLLECTED;
            case "approx_quantile", "lttb" -> FRAME_BY_FRAME;
            case "min", "max" -> arguments == 2 ? SEVERAL_EXTREMES : MERGED;
            case "arg_min", "arg_max", "arg_min_null", "arg_max_null", "arg_min_nulls_last", "arg_max_nulls_last" ->
                arguments == 3 ? SEVERAL_EXTREMES : ARGUMENT_OF_EXTREME;
            default -> MERGED;
        };
    }

    private static boolean hasMiddle(AggregateOverload function) {
        var type = function.parameters().getFirst();
        return type.isNumeric()
                || type == ScalarType.DATE
                || type == ScalarType.TIME
                || type == ScalarType.INTERVAL
                || type.isTimestamp()
                || type == ScalarType.TIMESTAMPTZ;
    }
}
