package tarn.engine.function;

import java.util.List;
import java.util.function.LongSupplier;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;

/** Functions whose values come from outside the query, such as those of a sequence. */
public final class Supplied {
    private Supplied() {}

    /** A function of one VARCHAR that asks for a number for each row; the argument only tells one call from another. */
    public static ScalarOverload numbers(String name, LongSupplier number) {
        return new ScalarOverload(
                name,
                List.of(ScalarType.VARCHAR),
                ScalarType.BIGINT,
                ScalarOverload.Properties.VOLATILE,
                _ -> (_, rows, batch) -> {
                    var values = batch.allocate(rows * 8L);
                    for (int i = 0; i < rows; i++) {
                        Memory.setLong(values, i, number.getAsLong());
                    }
                    return new FlatVector(ScalarType.BIGINT, values, null);
                });
    }
}
