package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/**
 * Sum and average of REAL and DOUBLE. The digits that additions lose are summed apart, so that the result is that of exact
 * addition, in whatever order the rows come. State: sum, lost digits, count.
 */
final class SumDouble implements Aggregate {
    private static final long LOST = 8;
    private static final long COUNT = 16;

    private final Input input = new Input();
    private final Result result;

    enum Result {
        SUM,
        AVERAGE,
        /** What the sum, rounded to a DOUBLE, leaves out. */
        LOW_DIGITS
    }

    SumDouble(Result result) {
        this.result = result;
    }

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public boolean sharesStatesOf(Aggregate that) {
        return that instanceof SumDouble;
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
                add(memory, base + Memory.getInt(groups, i) * stride, Memory.getDouble(values, i), 1);
            }
        } else {
            for (int i = 0; i < rows; i++) {
                if (Bits.get(validity, i)) {
                    add(memory, base + Memory.getInt(groups, i) * stride, Memory.getDouble(values, i), 1);
                }
            }
        }
    }

    /** Adds a value with the low digits that are lost, by Knuth's exact sum of two. */
    private static void add(MemorySegment memory, long at, double value, long count) {
        double old = Memory.getDoubleAt(memory, at);
        double sum = old + value;
        double part = sum - old;
        double lost = old - (sum - part) + (value - part);
        Memory.setDoubleAt(memory, at, sum);
        Memory.setDoubleAt(memory, at + LOST, Memory.getDoubleAt(memory, at + LOST) + lost);
        Memory.setLongAt(memory, at + COUNT, Memory.getLongAt(memory, at + COUNT) + count);
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.readDoubles(arguments.getFirst(), rows);
        var validity = input.validity();
        var memory = states.memory();
        long at = states.at(group);
        if (validity == null) {
            addAll(memory, at, input.values(), rows);
        } else {
            for (int i = 0; i < rows; i++) {
                if (Bits.get(validity, i)) {
                    add(memory, at, Memory.getDouble(input.values(), i), 1);
                }
            }
        }
    }

    /** Two sums side by side, since one addition has to wait for the one before. */
    private static void addAll(MemorySegment memory, long at, MemorySegment values, int rows) {
        double a = 0;
        double b = 0;
        double lostA = 0;
        double lostB = 0;
        int i = 0;
        for (; i + 2 <= rows; i += 2) {
            double x = Memory.getDouble(values, i);
            double y = Memory.getDouble(values, i + 1);
            double sumA = a + x;
            double partA = sumA - a;
            lostA += a - (sumA - partA) + (x - partA);
            a = sumA;
            double sumB = b + y;
            double partB = sumB - b;
            lostB += b - (sumB - partB) + (y - partB);
            b = sumB;
        }
        if (i < rows) {
            add(memory, at, Memory.getDouble(values, i), 0);
        }
        add(memory, at, a, 0);
        add(memory, at, b, rows);
        Memory.setDoubleAt(memory, at + LOST, Memory.getDoubleAt(memory, at + LOST) + lostA + lostB);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            long at = into.at(Memory.getInt(groups, i));
            add(
                    into.memory(),
                    at,
                    Memory.getDoubleAt(from.memory(), that),
                    Memory.getLongAt(from.memory(), that + COUNT));
            double lost = Memory.getDoubleAt(from.memory(), that + LOST);
            Memory.setDoubleAt(into.memory(), at + LOST, Memory.getDoubleAt(into.memory(), at + LOST) + lost);
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            double rough = Memory.getDoubleAt(states.memory(), at);
            double lost = Double.isFinite(rough) ? Memory.getDoubleAt(states.memory(), at + LOST) : 0;
            long counted = Memory.getLongAt(states.memory(), at + COUNT);
            if (counted == 0) {
                Results.setNull(out, i);
            } else {
                double value = switch (result) {
                    case SUM -> rough + lost;
                    case AVERAGE -> (rough + lost) / counted;
                    case LOW_DIGITS -> Double.isFinite(rough) ? lost - (rough + lost - rough) : 0;
                };
                Memory.setDouble(out.values(), i, value);
            }
        }
    }

    /** Adds the sum and the lost digits of one state to the lost digits of another. */
    static void addDigits(MemorySegment memory, long at, long from) {
        double lost = Memory.getDoubleAt(memory, at + LOST) + Memory.getDoubleAt(memory, from);
        Memory.setDoubleAt(memory, at + LOST, lost + Memory.getDoubleAt(memory, from + LOST));
        Memory.setDoubleAt(memory, from, 0);
        Memory.setDoubleAt(memory, from + LOST, 0);
    }
}
