package tarn.engine.expr.eval;

import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.LaneCopy.From;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.Kernel;

/** A kernel of one argument that gives NULL where another one fails. */
record AttemptKernel(Kernel kernel, DataType result) implements Kernel {
    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        try {
            return kernel.evaluate(arguments, rows, batch);
        } catch (ArithmeticException _) {
            return arguments.getFirst() instanceof ConstantVector
                    ? Constants.nullOf(result)
                    : rowByRow(arguments.getFirst(), rows, batch);
        }
    }

    private Vector rowByRow(Vector argument, int rows, Region batch) {
        var merge = new Merge(result, rows, batch);
        var rowNumber = batch.allocate(16);
        for (int row = 0; row < rows; row++) {
            Memory.setIntAt(rowNumber, 0, row);
            merge.put(one(Gather.gather(argument, rowNumber, 1, batch), batch), From.NEXT, rowNumber, 1);
        }
        return merge.result();
    }

    private Vector one(Vector value, Region batch) {
        try {
            return kernel.evaluate(List.of(value), 1, batch);
        } catch (ArithmeticException _) {
            return Constants.nullOf(result);
        }
    }
}
