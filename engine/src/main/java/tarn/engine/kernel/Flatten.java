package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Vector;

/** Gives a vector of any shape one value a row. */
public final class Flatten {
    private static final MemorySegment NO_STRING =
            Constants.nullOf(ScalarType.VARCHAR).value();

    private Flatten() {}

    public static FlatVector flatten(Vector in, int rows, Region batch) {
        return switch (in) {
            case FlatVector flat -> flat;
            case ConstantVector constant -> {
                var lane = constant.type().lane();
                var values = batch.allocate(lane.bytesFor(rows));
                LaneCopy.fill(lane, constant.value(), values, 0, rows);
                yield new FlatVector(
                        constant.type(), values, constant.isNull() ? batch.allocateZeroed(Bits.bytes(rows)) : null);
            }
            case DictionaryVector d -> {
                var lane = d.type().lane();
                var values = d.dictionary().size() == 0
                        ? batch.allocateZeroed(lane.bytesFor(rows))
                        : entries(d, lane, rows, batch);
                yield new FlatVector(d.type(), values, d.validity());
            }
        };
    }

    private static MemorySegment entries(DictionaryVector d, Lane lane, int rows, Region batch) {
        var values = batch.allocate(lane.bytesFor(rows));
        LaneCopy.gather(lane, d.dictionary().entries().values(), d.codes(), rows, values, 0);
        if (lane == Lane.BYTES && d.validity() != null) {
            for (int i = 0; i < rows; i++) {
                if (!Bits.get(d.validity(), i)) {
                    LaneCopy.fill(lane, NO_STRING, values, i, 1);
                }
            }
        }
        return values;
    }
}
