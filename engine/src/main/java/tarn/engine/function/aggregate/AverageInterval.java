package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
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
                add(states.memory(), states.at(Memory.getInt(groups, i)), i);
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
        plus(memory, at, Memory.getIntAt(values, 16L * row));
        plus(memory, at + DAYS, Memory.getIntAt(values, 16L * row + 4));
        plus(memory, at + MICROS, Memory.getLongAt(values, 16L * row + 8));
        plus(memory, at + COUNT, 1);
    }

    private static void plus(MemorySegment memory, long at, long more) {
        Memory.setLongAt(memory, at, Math.addExact(Memory.getLongAt(memory, at), more));
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long at = into.at(Memory.getInt(groups, i));
            for (long word = 0; word <= COUNT; word += 8) {
                plus(into.memory(), at + word, Memory.getLongAt(from.memory(), from.at(i) + word));
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        var memory = states.memory();
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            long counted = Memory.getLongAt(memory, at + COUNT);
            if (counted == 0) {
                Results.setNull(out, i);
                continue;
            }
            long months = Memory.getLongAt(memory, at);
            long days = Memory.getLongAt(memory, at + DAYS) + months % counted * 30;
            double micros = Memory.getLongAt(memory, at + MICROS) + (double) (days % counted) * DAY;
            Memory.setIntAt(out.values(), 16L * i, (int) (months / counted));
            Memory.setIntAt(out.values(), 16L * i + 4, (int) (days / counted));
            Memory.setLongAt(out.values(), 16L * i + 8, Math.round(micros / counted));
        }
    }
}
