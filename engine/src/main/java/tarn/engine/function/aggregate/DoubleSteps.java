package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** Runs a {@link DoubleStep} over one or two columns; rows with a NULL do not count. */
final class DoubleSteps implements Aggregate {
    private final Input x = new Input();
    private final Input y = new Input();
    private final DoubleStep step;

    DoubleSteps(DoubleStep step) {
        this.step = step;
    }

    @Override
    public int stateBytes() {
        return step.stateBytes();
    }

    private boolean read(List<Vector> arguments, int rows) {
        x.readDoubles(arguments.get(0), rows);
        if (arguments.size() == 1) {
            return false;
        }
        y.readDoubles(arguments.get(1), rows);
        return true;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        boolean two = read(arguments, rows);
        for (int i = 0; i < rows; i++) {
            if (!x.isNull(i) && !(two && y.isNull(i))) {
                add(states.memory(), states.at(Memory.getInt(groups, i)), i, two);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        boolean two = read(arguments, rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            if (!x.isNull(i) && !(two && y.isNull(i))) {
                add(states.memory(), at, i, two);
            }
        }
    }

    private void add(MemorySegment memory, long at, int row, boolean two) {
        double other = two ? Memory.getDouble(y.values(), row) : Double.NaN;
        step.add(memory, at, Memory.getDouble(x.values(), row), other);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            step.merge(into.memory(), into.at(Memory.getInt(groups, i)), from.memory(), from.at(i));
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (step.isNull(states.memory(), at)) {
                Results.setNull(out, i);
            } else if (out.type().lane() == Lane.I64) {
                Memory.setLong(out.values(), i, (long) step.result(states.memory(), at));
            } else {
                Memory.setDouble(out.values(), i, step.result(states.memory(), at));
            }
        }
    }
}
