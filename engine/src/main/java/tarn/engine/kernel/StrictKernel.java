package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.sql.error.SqlException;

/** Does shapes and NULLs around a {@link Loop}, which is chosen when the lanes of the arguments are known. */
final class StrictKernel implements Kernel {
    private final DataType result;
    private final Arguments in;
    private final Function<Arguments, Loop> choose;
    private final @Nullable Kernel isNull;
    private @Nullable Loop loop;

    StrictKernel(int arguments, DataType result, Function<Arguments, Loop> choose) {
        this(arguments, result, choose, null);
    }

    /**
     * @param isNull a test of the arguments that tells which further rows are NULL
     */
    StrictKernel(int arguments, DataType result, Function<Arguments, Loop> choose, @Nullable Kernel isNull) {
        this.result = result;
        this.in = new Arguments(arguments);
        this.choose = choose;
        this.isNull = isNull;
    }

    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        in.bind(arguments, rows, batch);
        if (in.anyNullConstant()) {
            return Constants.nullOf(result);
        }
        if (loop == null) {
            loop = choose.apply(in);
        }
        int count = in.allConstant() ? 1 : rows;
        var validity = in.validity();
        if (isNull != null) {
            validity = validOnes(isNull.evaluate(arguments, rows, batch), validity, rows, batch);
        }
        if (in.allConstant() && validity != null && !Bits.get(validity, 0)) {
            return Constants.nullOf(result);
        }
        var out = batch.allocate(Math.max(16, result.lane().bytesFor(count)));
        run(loop, out, count, validity);
        return in.allConstant() ? new ConstantVector(result, out, false) : new FlatVector(result, out, validity);
    }

    private static @Nullable MemorySegment validOnes(
            Vector nulls, @Nullable MemorySegment validity, int rows, Region batch) {
        var bits = nulls instanceof ConstantVector constant
                ? constant.value()
                : Flatten.flatten(nulls, rows, batch).values();
        int count = nulls instanceof ConstantVector ? 1 : rows;
        if (Bitmaps.count(bits, count) == 0) {
            return validity;
        }
        var valid = batch.allocate(Bits.bytes(rows));
        Bitmaps.not(bits, count, valid);
        if (validity != null) {
            Bitmaps.and(valid, validity, rows, valid);
        }
        return valid;
    }

    /** All rows first, as that is faster; an error may come from a NULL row, so then once more without them. */
    private void run(Loop chosen, MemorySegment out, int rows, @Nullable MemorySegment validity) {
        if (validity == null) {
            chosen.run(in, out, rows);
            return;
        }
        try {
            chosen.run(in, out, rows);
        } catch (ArithmeticException | SqlException _) {
            chosen.run(in, out, rows, validity);
        }
    }
}
