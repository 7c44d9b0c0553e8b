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
            case "string_agg", "list", "histogram" -> COLLECTED;
            default -> MERGED;
        };
    }

    /** Whether one quantile is asked for, and not a list of them. */
    private static boolean isOne(AggregateOverload function) {
        return function.parameters().size() == 2 && function.parameters().get(1) == ScalarType.DOUBLE;
    }

    private static boolean hasMiddle(AggregateOverload function) {
        var type = function.parameters().getFirst();
        return type.isNumeric()
                || type == ScalarType.DATE
                || type == ScalarType.TIMESTAMP
                || type == ScalarType.TIMESTAMPTZ;
    }
}
