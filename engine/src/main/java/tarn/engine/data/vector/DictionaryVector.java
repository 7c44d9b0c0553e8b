package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;

/**
 * Rows that point into a dictionary: int codes into {@code entries}. The same {@code entries} object means the same
 * dictionary, so work done once per entry can be kept. Codes of NULL rows are those of some entry.
 */
public record DictionaryVector(
        Dictionary dictionary,
        MemorySegment codes,
        @Nullable MemorySegment validity) implements Vector {

    @Override
    public DataType type() {
        return dictionary.entries().type();
    }

    public int code(int row) {
        return Memory.getInt(codes, row);
    }

    @Override
    public boolean isNull(int row) {
        return validity != null && !Bits.get(validity, row);
    }

    @Override
    public boolean mayHaveNulls() {
        return validity != null;
    }
}
