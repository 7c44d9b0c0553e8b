package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/**
 * arg_min and arg_max: the first argument in the row where the second is least or greatest; the earliest of equal rows.
 * State: key cell, value cell, flag: 0 without rows, 1 with a value, 2 if that is NULL; 4 more if the key is.
 */
final class ArgumentOfExtreme implements Aggregate {
    private static final long VALUE = Cells.BYTES;
    private static final long FLAG = 2L * Cells.BYTES;
    private static final long NO_KEY = 4;

    private final Input value = new Input();
    private final Input key = new Input();
    private final DataType valueType;
    private final DataType keyType;
    private final int sign;
    private final Nulls nulls;

    /** Which rows with NULLs count. */
    enum Nulls {
        NONE,
        /** Those where the first argument is NULL. */
        VALUES,
        /** All; those where the second is NULL come after all others. */
        ROWS
    }

    ArgumentOfExtreme(DataType valueType, DataType keyType, boolean greatest, Nulls nulls) {
        this.nulls = nulls;
        this.valueType = valueType;
        this.keyType = keyType;
        this.sign = greatest ? -1 : 1;
    }

    @Override
    public int stateBytes() {
        return 2 * Cells.BYTES + 8;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        read(arguments, rows);
        for (int i = 0; i < rows; i++) {
            add(states.memory(), states.at(Memory.getInt(groups, i)), i, region);
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        read(arguments, rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            add(states.memory(), at, i, region);
        }
    }

    private void read(List<Vector> arguments, int rows) {
        value.read(arguments.get(0), rows);
        key.read(arguments.get(1), rows);
    }

    private void add(MemorySegment memory, long at, int row, Region region) {
        boolean isNull = value.isNull(row);
        boolean noKey = key.isNull(row);
        if (isNull && nulls == Nulls.NONE || noKey && nulls != Nulls.ROWS) {
            return;
        }
        long flag = Memory.getLongAt(memory, at + FLAG);
        boolean better = flag == 0
                || !noKey && (flag >= NO_KEY || Cells.compare(keyType, key.values(), row, memory, at) * sign < 0);
        if (better) {
            Memory.setLongAt(memory, at + FLAG, (isNull ? 2 : 1) + (noKey ? NO_KEY : 0));
            if (!noKey) {
                Cells.store(keyType.lane(), key.values(), row, memory, at, region);
            }
            if (!isNull) {
                Cells.store(valueType.lane(), value.values(), row, memory, at + VALUE, region);
            }
        }
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        var memory = into.memory();
        var other = from.memory();
        for (int i = 0; i < count; i++) {
            long at = into.at(Memory.getInt(groups, i));
            long that = from.at(i);
            long flag = Memory.getLongAt(memory, at + FLAG);
            long theirs = Memory.getLongAt(other, that + FLAG);
            boolean better = flag == 0
                    ? theirs != 0
                    : theirs != 0
                            && theirs < NO_KEY
                            && (flag >= NO_KEY
                                    || Cells.compare(keyType, Cells.slot(other, that), 0, memory, at) * sign < 0);
            if (better) {
                Memory.setLongAt(memory, at + FLAG, theirs);
                if (theirs < NO_KEY) {
                    Cells.copy(keyType.lane(), other, that, memory, at, region);
                }
                if ((theirs & 1) != 0) {
                    Cells.copy(valueType.lane(), other, that + VALUE, memory, at + VALUE, region);
                }
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if ((Memory.getLongAt(states.memory(), at + FLAG) & 1) == 0) {
                Results.setNull(out, i);
            } else {
                Cells.load(valueType.lane(), states.memory(), at + VALUE, out.values(), i, region);
            }
        }
    }
}
