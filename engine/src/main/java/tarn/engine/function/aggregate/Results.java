package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;

/** Result vectors of aggregates. */
final class Results {
    private Results() {}

    static void setNull(FlatVector out, int row) {
        Bits.clear(validity(out), row);
        if (out.type().lane() == Lane.BYTES) {
            Strings.put(out.values(), row, 0, 0);
        }
    }

    static MemorySegment validity(FlatVector out) {
        var validity = out.validity();
        if (validity == null) {
            throw new IllegalArgumentException("results need a validity bitmap");
        }
        return validity;
    }
}
