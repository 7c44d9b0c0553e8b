package tarn.engine.query.run.window;

import tarn.engine.data.type.ScalarType;
import tarn.engine.function.AggregateOverload;

/** How the result of an aggregate is found for many frames that overlap. */
enum FrameWay {
    /** States are merged, each of bounded size. */
    MERGED,
    /** Two values by their places among all. */
    CONTINUOUS_QUANTILE,
    /** One value by its place. */
    DISCRETE_QUANTILE,
    MEDIAN_DEVIATION,
    MODE,
    ENTROPY,
    /** How many different values there are; exact, where elsewhere it is estimated. */
    NUMBER_OF_VALUES,
    /** The result is as large as the frame: each is gone through. */
    COLLECTED;

    static FrameWay of(AggregateOverload function) {
        return switch (function.name()) {
            case "median" -> hasMiddle(function) ? CONTINUOUS_QUANTILE : DISCRETE_QUANTILE;
            case "quantile_cont" ->
                !isOne(function) ? COLLECTED : hasMiddle(function) ? CONTINUOUS_QUANTILE : DISCRETE_QUANTILE;
            case "quantile_disc", "approx_quantile" -> isOne(function) ? DISCRETE_QUANTILE : COLLECTED;
            case "mad" -> function.parameters().getFirst() == ScalarType.DOUBLE ? MEDIAN_DEVIATION : COLLECTED;
            case "mode" -> MODE;
            case "entropy" -> ENTROPY;
            case "approx_count_distinct" -> NUMBER_OF_VALUES;
            case "string_agg", "list", "histogram", "approx_top_k" -> COLLECTED;
            case "min", "max", "arg_min", "arg_max" -> givesSeveral(function) ? COLLECTED : MERGED;
            default -> MERGED;
        };
    }

    /** Whether it is min, max, arg_min or arg_max with a number of values to give. */
    static boolean givesSeveral(AggregateOverload function) {
        return switch (function.name()) {
            case "min", "max" -> function.parameters().size() == 2;
            case "arg_min", "arg_max" -> function.parameters().size() == 3;
            default -> false;
        };
    }

    /** Whether one quantile is asked for, and not a list of them. */
    private static boolean isOne(AggregateOverload function) {
        return function.parameters().size() == 2 && function.parameters().get(1) == ScalarType.DOUBLE;
    }

    private static boolean hasMiddle(AggregateOverload function) {
        var type = function.parameters().getFirst();
        return type.isNumeric() || type == ScalarType.DATE || type.isTimestamp() || type == ScalarType.TIMESTAMPTZ;
    }
}
