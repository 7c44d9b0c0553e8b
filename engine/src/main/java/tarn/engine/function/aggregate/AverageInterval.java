package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/**
 * avg of intervals: months, days and microseconds are summed apart; what a division of months leaves goes on as days of a
 * month of 30, what one of days leaves as hours. State: months, days, microseconds, count.
 */
final class AverageInterval implements Aggregate {
    private static final long DAYS = 8;
    private static final long MICROS = 16;
    private static final long COUNT = 24;
    private static final long DAY = 86_400_000_000L;

    private final Input input = new Input();

    @Override
    public int stateBytes() {
        return 32;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(groups.getAtIndex(JAVA_INT, i)), i);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(group), i);
            }
        }
    }

    private void add(MemorySegment memory, long at, int row) {
        var values = input.values();
        plus(memory, at, values.get(JAVA_INT, 16L * row));
        plus(memory, at + DAYS, values.get(JAVA_INT, 16L * row + 4));
        plus(memory, at + MICROS, values.get(JAVA_LONG, 16L * row + 8));
        plus(memory, at + COUNT, 1);
    }

    private static void plus(MemorySegment memory, long at, long more) {
        memory.set(JAVA_LONG, at, Math.addExact(memory.get(JAVA_LONG, at), more));
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long at = into.at(groups.getAtIndex(JAVA_INT, i));
            for (long word = 0; word <= COUNT; word += 8) {
                plus(into.memory(), at + word, from.memory().get(JAVA_LONG, from.at(i) + word));
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        var memory = states.memory();
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            long counted = memory.get(JAVA_LONG, at + COUNT);
            if (counted == 0) {
                Results.setNull(out, i);
                continue;
            }
            long months = memory.get(JAVA_LONG, at);
            long days = memory.get(JAVA_LONG, at + DAYS) + months % counted * 30;
            double micros = memory.get(JAVA_LONG, at + MICROS) + (double) (days % counted) * DAY;
            out.values().set(JAVA_INT, 16L * i, (int) (months / counted));
            out.values().set(JAVA_INT, 16L * i + 4, (int) (days / counted));
            out.values().set(JAVA_LONG, 16L * i + 8, Math.round(micros / counted));
        }
    }
}
