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
    /** A value of the type's own by its place among the middles of equal parts, or several. */
    MIDDLE_QUANTILE,
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
            case "approx_quantile" -> isSmall(function) ? MIDDLE_QUANTILE : FRAME_BY_FRAME;
            case "lttb" -> FRAME_BY_FRAME;
            case "min", "max" -> arguments == 2 ? SEVERAL_EXTREMES : MERGED;
            case "arg_min", "arg_max", "arg_min_null", "arg_max_null", "arg_min_nulls_last", "arg_max_nulls_last" ->
                arguments == 3 ? SEVERAL_EXTREMES : ARGUMENT_OF_EXTREME;
            default -> MERGED;
        };
    }

    private static boolean isSmall(AggregateOverload function) {
        return switch (function.parameters().getFirst().lane()) {
            case I8, I16, I32, I64, F32, F64 -> true;
            case BIT, I128, BYTES, INTERVAL -> false;
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
