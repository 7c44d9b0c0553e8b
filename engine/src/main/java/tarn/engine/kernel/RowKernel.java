package tarn.engine.kernel;

import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;

/** Does shapes and NULLs around a {@link RowLoop}. */
final class RowKernel implements Kernel {
    private final DataType result;
    private final Arguments in;
    private final Output out;
    private final RowLoop loop;

    RowKernel(DataType result, int arguments, RowLoop loop) {
        this.result = result;
        this.in = new Arguments(arguments);
        this.out = new Output(result);
        this.loop = loop;
    }

    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        in.bind(arguments, rows, batch);
        if (in.anyNullConstant()) {
            return Constants.nullOf(result);
        }
        int count = in.allConstant() ? 1 : rows;
        var lane = result.lane();
        long bytes = Math.max(16, lane.bytesFor(count));
        // rows that the loop skips must hold safe values: empty views
        var values = lane == Lane.BYTES || lane == Lane.BIT ? batch.allocateZeroed(bytes) : batch.allocate(bytes);
        var bits = batch.allocate(Bits.bytes(count));
        var validity = in.validity();
        if (validity == null) {
            bits.fill((byte) -1);
        } else {
            bits.copyFrom(validity.asSlice(0, bits.byteSize()));
        }
        out.bind(values, batch);
        int nulls = loop.run(in, out, count, bits);
        if (in.allConstant()) {
            return nulls > 0 ? Constants.nullOf(result) : new ConstantVector(result, values, false);
        }
        return new FlatVector(result, values, validity == null && nulls == 0 ? null : bits);
    }
}
