package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** What a {@link CellStep} makes of the values of a group. State: cell, flag. */
final class CellFold implements Aggregate {
    private static final long FLAG = Cells.BYTES;

    private final Input input = new Input();
    private final Lane lane;
    private final CellStep step;

    CellFold(Lane lane, CellStep step) {
        this.lane = lane;
        this.step = step;
    }

    @Override
    public int stateBytes() {
        return Cells.BYTES + 8;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(Memory.getInt(groups, i)), input.values(), i, region);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, input.values(), i, region);
            }
        }
    }

    private void add(MemorySegment memory, long at, MemorySegment values, long row, Region region) {
        if (Memory.getLongAt(memory, at + FLAG) == 0) {
            Memory.setLongAt(memory, at + FLAG, 1);
            Cells.store(lane, values, row, memory, at, region);
        } else {
            step.add(memory, at, values, row, region);
        }
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (Memory.getLongAt(from.memory(), that + FLAG) != 0) {
                long at = into.at(Memory.getInt(groups, i));
                add(into.memory(), at, Cells.slot(from.memory(), that), 0, region);
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (Memory.getLongAt(states.memory(), at + FLAG) == 0) {
                Results.setNull(out, i);
            } else {
                Cells.load(lane, states.memory(), at, out.values(), i, region);
            }
        }
    }
}
