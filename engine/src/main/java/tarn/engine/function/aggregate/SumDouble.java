package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.kernel.Bitmaps;

/** Sum and average of REAL and DOUBLE. State: sum, count. */
final class SumDouble implements Aggregate {
    private static final long COUNT = 8;

    private final Input input = new Input();
    private final boolean average;

    SumDouble(boolean average) {
        this.average = average;
    }

    @Override
    public int stateBytes() {
        return 16;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.readDoubles(arguments.getFirst(), rows);
        var validity = input.validity();
        var values = input.values();
        var memory = states.memory();
        long base = states.offset();
        long stride = states.stride();
        if (validity == null) {
            for (int i = 0; i < rows; i++) {
                add(memory, base + groups.getAtIndex(JAVA_INT, i) * stride, values.getAtIndex(JAVA_DOUBLE, i), 1);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                if (Bits.get(validity, i)) {
                    add(memory, base + groups.getAtIndex(JAVA_INT, i) * stride, values.getAtIndex(JAVA_DOUBLE, i), 1);
                }
            }
        }
    }

    private static void add(MemorySegment memory, long at, double value, long count) {
        memory.set(JAVA_DOUBLE, at, memory.get(JAVA_DOUBLE, at) + value);
        memory.set(JAVA_LONG, at + COUNT, memory.get(JAVA_LONG, at + COUNT) + count);
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.readDoubles(arguments.getFirst(), rows);
        var validity = input.validity();
        if (validity == null) {
            add(states.memory(), states.at(group), total(input.values(), rows), rows);
        } else {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                if (Bits.get(validity, i)) {
                    sum += input.values().getAtIndex(JAVA_DOUBLE, i);
                }
            }
            add(states.memory(), states.at(group), sum, Bitmaps.count(validity, rows));
        }
    }

    /** Four sums side by side, since one addition has to wait for the one before. */
    private static double total(MemorySegment values, int rows) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            a += values.getAtIndex(JAVA_DOUBLE, i);
            b += values.getAtIndex(JAVA_DOUBLE, i + 1);
            c += values.getAtIndex(JAVA_DOUBLE, i + 2);
            d += values.getAtIndex(JAVA_DOUBLE, i + 3);
        }
        for (; i < rows; i++) {
            a += values.getAtIndex(JAVA_DOUBLE, i);
        }
        return a + b + (c + d);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            add(
                    into.memory(),
                    into.at(groups.getAtIndex(JAVA_INT, i)),
                    from.memory().get(JAVA_DOUBLE, that),
                    from.memory().get(JAVA_LONG, that + COUNT));
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            double sum = states.memory().get(JAVA_DOUBLE, at);
            long counted = states.memory().get(JAVA_LONG, at + COUNT);
            if (counted == 0) {
                Results.setNull(out, i);
            } else {
                out.values().setAtIndex(JAVA_DOUBLE, i, average ? sum / counted : sum);
            }
        }
    }
}
