package tarn.engine.format.csv;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.eval.Casts;
import tarn.engine.kernel.Kernel;

/**
 * Reads fields as another type, whose values are cast as SQL casts them, instants without an offset in UTC.
 *
 * @param source of the values to cast; null for the texts themselves
 */
record FieldCast(@Nullable FieldParser source, DataType type) implements FieldReader {

    DataType sourceType() {
        return source == null ? ScalarType.VARCHAR : source.type();
    }

    /** NULL where a value does not convert. For one thread. */
    Kernel kernel() {
        return Casts.kernel(sourceType(), type, true, ZoneOffset.UTC);
    }
}
