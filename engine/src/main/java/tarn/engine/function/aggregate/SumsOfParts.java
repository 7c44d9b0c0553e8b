package tarn.engine.function.aggregate;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.AggregateOverload;

/**
 * Sums of floating-point numbers in two stages without a loss: of each part {@code sum} and the digits that this leaves out,
 * then the sum of both. Plans alone use these functions; SQL has no names for them.
 */
public final class SumsOfParts {
    /** The name of {@link #total}. */
    public static final String TOTAL = "sum_of_parts";

    private SumsOfParts() {}

    /** What has to be added to a sum of such numbers to make it exact; DOUBLE. */
    public static AggregateOverload lowDigits(DataType type) {
        return new AggregateOverload(
                "sum_low_digits",
                List.of(type),
                ScalarType.DOUBLE,
                false,
                () -> new SumDouble(SumDouble.Result.LOW_DIGITS));
    }

    /** The sum of sums and their low digits. */
    public static AggregateOverload total() {
        return new AggregateOverload(
                TOTAL, List.of(ScalarType.DOUBLE, ScalarType.DOUBLE), ScalarType.DOUBLE, false, SumOfParts::new);
    }
}
