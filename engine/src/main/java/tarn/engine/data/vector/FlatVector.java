package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;

/**
 * One value a row, in Arrow's fixed-width layout (strings: views, see {@link Strings}). Native segments only. Values of
 * NULL rows are unspecified, but safe to read (a string view of a NULL row must have length 0).
 *
 * @param validity a bit a row in 64-bit words, 1 is valid; null when no row is NULL. Bits past the last row are
 *     unspecified.
 */
public record FlatVector(
        DataType type, MemorySegment values, @Nullable MemorySegment validity) implements Vector {

    @Override
    public boolean isNull(int row) {
        return validity != null && !Bits.get(validity, row);
    }

    @Override
    public boolean mayHaveNulls() {
        return validity != null;
    }
}
