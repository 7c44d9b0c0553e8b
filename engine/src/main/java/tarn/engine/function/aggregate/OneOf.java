package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** first, last and any_value. State: cell, flag. */
final class OneOf implements Aggregate {
    private static final long FLAG = Cells.BYTES;
    private static final long EMPTY = 0;
    private static final long VALUE = 1;
    private static final long NULL = 2;

    /** Which row is kept. */
    enum Which {
        FIRST,
        LAST,
        FIRST_NOT_NULL
    }

    private final Input input = new Input();
    private final DataType type;
    private final Which which;

    OneOf(DataType type, Which which) {
        this.type = type;
        this.which = which;
    }

    @Override
    public int stateBytes() {
        return Cells.BYTES + 8;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            add(states.memory(), states.at(Memory.getInt(groups, i)), i, region);
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        long at = states.at(group);
        if (which == Which.LAST) {
            add(states.memory(), at, rows - 1, region);
            return;
        }
        for (int i = 0; i < rows && Memory.getLongAt(states.memory(), at + FLAG) == EMPTY; i++) {
            add(states.memory(), at, i, region);
        }
    }

    private void add(MemorySegment memory, long at, int row, Region region) {
        if (which != Which.LAST && Memory.getLongAt(memory, at + FLAG) != EMPTY) {
            return;
        }
        if (!input.isNull(row)) {
            Cells.store(type.lane(), input.values(), row, memory, at, region);
            Memory.setLongAt(memory, at + FLAG, VALUE);
        } else if (which != Which.FIRST_NOT_NULL) {
            Memory.setLongAt(memory, at + FLAG, NULL);
        }
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        var memory = into.memory();
        for (int i = 0; i < count; i++) {
            long at = into.at(Memory.getInt(groups, i));
            long that = from.at(i);
            long flag = Memory.getLongAt(from.memory(), that + FLAG);
            if (flag != EMPTY && (which == Which.LAST || Memory.getLongAt(memory, at + FLAG) == EMPTY)) {
                Memory.setLongAt(memory, at + FLAG, flag);
                if (flag == VALUE) {
                    Cells.copy(type.lane(), from.memory(), that, memory, at, region);
                }
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (Memory.getLongAt(states.memory(), at + FLAG) == VALUE) {
                Cells.load(type.lane(), states.memory(), at, out.values(), i, region);
            } else {
                Results.setNull(out, i);
            }
        }
    }
}
