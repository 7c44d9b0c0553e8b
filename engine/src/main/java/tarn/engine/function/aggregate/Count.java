package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
                long at = base + groups.getAtIndex(JAVA_INT, i) * stride;
                long valid = validity.getAtIndex(JAVA_LONG, i >>> 6) >>> i & 1;
                memory.set(JAVA_LONG, at, memory.get(JAVA_LONG, at) + valid);
            }
        } else if (arguments.isEmpty() || !isAllNull(arguments.getFirst())) {
            for (int i = 0; i < rows; i++) {
                long at = base + groups.getAtIndex(JAVA_INT, i) * stride;
                memory.set(JAVA_LONG, at, memory.get(JAVA_LONG, at) + 1);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        var memory = states.memory();
        long at = states.at(group);
        memory.set(JAVA_LONG, at, memory.get(JAVA_LONG, at) + count(arguments, rows));
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
            long at = into.at(groups.getAtIndex(JAVA_INT, i));
            into.memory()
                    .set(
                            JAVA_LONG,
                            at,
                            into.memory().get(JAVA_LONG, at) + from.memory().get(JAVA_LONG, from.at(i)));
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            out.values().setAtIndex(JAVA_LONG, i, states.memory().get(JAVA_LONG, states.at(first + i)));
        }
    }
}
