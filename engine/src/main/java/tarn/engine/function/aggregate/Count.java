package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.kernel.Bitmaps;

/** count(*) and count(x). State: the count. */
final class Count implements Aggregate {

    @Override
    public int stateBytes() {
        return 8;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        var memory = states.memory();
        long stride = states.stride();
        long base = states.offset();
        var validity = arguments.isEmpty() ? null : validity(arguments.getFirst());
        if (validity != null) {
            for (int i = 0; i < rows; i++) {
                long at = base + Memory.getInt(groups, i) * stride;
                long valid = Memory.getLong(validity, i >>> 6) >>> i & 1;
                Memory.setLongAt(memory, at, Memory.getLongAt(memory, at) + valid);
            }
        } else if (arguments.isEmpty() || !isAllNull(arguments.getFirst())) {
            for (int i = 0; i < rows; i++) {
                long at = base + Memory.getInt(groups, i) * stride;
                Memory.setLongAt(memory, at, Memory.getLongAt(memory, at) + 1);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        var memory = states.memory();
        long at = states.at(group);
        Memory.setLongAt(memory, at, Memory.getLongAt(memory, at) + count(arguments, rows));
    }

    private static long count(List<Vector> arguments, int rows) {
        if (arguments.isEmpty()) {
            return rows;
        }
        var validity = validity(arguments.getFirst());
        if (validity != null) {
            return Bitmaps.count(validity, rows);
        }
        return isAllNull(arguments.getFirst()) ? 0 : rows;
    }

    private static @Nullable MemorySegment validity(Vector vector) {
        return switch (vector) {
            case FlatVector flat -> flat.validity();
            case DictionaryVector dictionary -> dictionary.validity();
            case ConstantVector _ -> null;
        };
    }

    private static boolean isAllNull(Vector vector) {
        return vector instanceof ConstantVector constant && constant.isNull();
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long at = into.at(Memory.getInt(groups, i));
            Memory.setLongAt(
                    into.memory(),
                    at,
                    Memory.getLongAt(into.memory(), at) + Memory.getLongAt(from.memory(), from.at(i)));
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            Memory.setLong(out.values(), i, Memory.getLongAt(states.memory(), states.at(first + i)));
        }
    }
}
