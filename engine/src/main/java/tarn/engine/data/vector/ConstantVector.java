package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.type.DataType;

/** The same value in every row: row 0 of {@code value}, a native segment of at least 16 bytes. */
public record ConstantVector(DataType type, MemorySegment value, boolean isNull) implements Vector {

    @Override
    public boolean isNull(int row) {
        return isNull;
    }

    @Override
    public boolean mayHaveNulls() {
        return isNull;
    }
}
