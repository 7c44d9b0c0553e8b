package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/**
 * min and max of everything that fits a long, also bool_and and bool_or. State: key, flag. Doubles become longs of the
 * same order; for max the bits of keys are flipped, so that there is only a minimum to find.
 */
final class Extreme implements Aggregate {
    private static final long FLAG = 8;

    private final Input input = new Input();
    private final Lane lane;
    private final long flip;

    Extreme(Lane lane, boolean greatest) {
        this.lane = lane;
        this.flip = greatest ? -1 : 0;
    }

    @Override
    public int stateBytes() {
        return 16;
    }

    private void read(Vector vector, int rows) {
        if (lane == Lane.F32 || lane == Lane.F64) {
            input.readOrderedDoubles(vector, rows);
        } else {
            input.readLongs(vector, rows);
        }
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        read(arguments.getFirst(), rows);
        var validity = input.validity();
        var values = input.values();
        var memory = states.memory();
        long base = states.offset();
        long stride = states.stride();
        if (validity == null) {
            for (int i = 0; i < rows; i++) {
                add(memory, base + Memory.getInt(groups, i) * stride, Memory.getLong(values, i) ^ flip);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                if (Bits.get(validity, i)) {
                    add(memory, base + Memory.getInt(groups, i) * stride, Memory.getLong(values, i) ^ flip);
                }
            }
        }
    }

    private static void add(MemorySegment memory, long at, long key) {
        if (Memory.getLongAt(memory, at + FLAG) == 0) {
            Memory.setLongAt(memory, at + FLAG, 1);
            Memory.setLongAt(memory, at, key);
        } else if (key < Memory.getLongAt(memory, at)) {
            Memory.setLongAt(memory, at, key);
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        read(arguments.getFirst(), rows);
        var validity = input.validity();
        long least = Long.MAX_VALUE;
        if (validity == null) {
            least = least(input.values(), rows, flip);
        } else {
            boolean found = false;
            for (int i = 0; i < rows; i++) {
                if (Bits.get(validity, i)) {
                    found = true;
                    least = Math.min(least, Memory.getLong(input.values(), i) ^ flip);
                }
            }
            if (!found) {
                return;
            }
        }
        add(states.memory(), states.at(group), least);
    }

    private static long least(MemorySegment values, int rows, long flip) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < rows; i++) {
            least = Math.min(least, Memory.getLong(values, i) ^ flip);
        }
        return least;
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (Memory.getLongAt(from.memory(), that + FLAG) != 0) {
                add(into.memory(), into.at(Memory.getInt(groups, i)), Memory.getLongAt(from.memory(), that));
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
                Input.putOrdered(lane, out.values(), i, Memory.getLongAt(states.memory(), at) ^ flip);
            }
        }
    }
}
