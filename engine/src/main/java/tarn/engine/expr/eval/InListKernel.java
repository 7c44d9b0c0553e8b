package tarn.engine.expr.eval;

import java.util.List;
import java.util.Objects;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Expr;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Membership;

/** IN with constants: TRUE if found, NULL if not found but an option is NULL. */
final class InListKernel implements Kernel {
    private final Membership options;
    private final boolean hasNull;

    InListKernel(DataType type, List<Expr.Literal> options, Region scratch) {
        var values = options.stream()
                .map(Expr.Literal::value)
                .filter(Objects::nonNull)
                .toList();
        var memory = scratch.allocateZeroed(Math.max(16, type.lane().bytesFor(values.size())));
        for (int i = 0; i < values.size(); i++) {
            Constants.put(values.get(i), type, memory, i, scratch);
        }
        this.options = new Membership(type, memory, values.size());
        this.hasNull = values.size() < options.size();
    }

    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        var in = Flatten.flatten(arguments.getFirst(), rows, batch);
        var found = batch.allocate(Bits.bytes(rows));
        options.test(in, rows, found);
        return new FlatVector(
                ScalarType.BOOLEAN, found, hasNull ? Bitmaps.and(in.validity(), found, rows, batch) : in.validity());
    }
}
