package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.kernel.Bitmaps;

/**
 * Exact sum and average of integers and decimals of up to 64 bits. State: signed low word, high word, count; the sum is
 * low + high * 2^64, so adding touches the high word only when the low one overflows.
 */
final class SumLong implements Aggregate {
    private static final long HIGH = 8;
    private static final long COUNT = 16;

    private final Input input = new Input();
    private final Result result;
    private final double divisor;

    /** What the sum is made into. */
    private enum Result {
        SUM,
        AVERAGE,
        AVERAGE_TIME
    }

    private SumLong(Result result, double divisor) {
        this.result = result;
        this.divisor = divisor;
    }

    /** Sum into a 128-bit lane. */
    static SumLong sum() {
        return new SumLong(Result.SUM, 1);
    }

    /** Average as DOUBLE of values that are scaled by 10^-scale. */
    static SumLong average(int scale) {
        return new SumLong(Result.AVERAGE, Math.pow(10, scale));
    }

    /** Average of timestamps, rounded to a microsecond. */
    static SumLong averageTime() {
        return new SumLong(Result.AVERAGE_TIME, 1);
    }

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public boolean sharesStatesOf(Aggregate that) {
        return that instanceof SumLong;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.readLongs(arguments.getFirst(), rows);
        var validity = input.validity();
        if (validity == null) {
            all(states.memory(), states.offset(), states.stride(), groups, input.values(), rows);
        } else {
            valid(states.memory(), states.offset(), states.stride(), groups, input.values(), validity, rows);
        }
    }

    private static void all(
            MemorySegment memory, long base, long stride, MemorySegment groups, MemorySegment values, int rows) {
        for (int i = 0; i < rows; i++) {
            long at = base + Memory.getInt(groups, i) * stride;
            add(memory, at, Memory.getLong(values, i));
            Memory.setLongAt(memory, at + COUNT, Memory.getLongAt(memory, at + COUNT) + 1);
        }
    }

    private static void valid(
            MemorySegment memory,
            long base,
            long stride,
            MemorySegment groups,
            MemorySegment values,
            MemorySegment validity,
            int rows) {
        for (int i = 0; i < rows; i++) {
            long at = base + Memory.getInt(groups, i) * stride;
            long bit = Memory.getLong(validity, i >>> 6) >>> i & 1;
            add(memory, at, Memory.getLong(values, i) & -bit);
            Memory.setLongAt(memory, at + COUNT, Memory.getLongAt(memory, at + COUNT) + bit);
        }
    }

    private static void add(MemorySegment memory, long at, long value) {
        long old = Memory.getLongAt(memory, at);
        long sum = old + value;
        Memory.setLongAt(memory, at, sum);
        if (((old ^ sum) & (value ^ sum)) < 0) {
            Memory.setLongAt(memory, at + HIGH, Memory.getLongAt(memory, at + HIGH) + (value < 0 ? -1 : 1));
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.readLongs(arguments.getFirst(), rows);
        long at = states.at(group);
        var memory = states.memory();
        var validity = input.validity();
        addTotal(memory, at, input.values(), validity, rows);
        long counted = validity == null ? rows : Bitmaps.count(validity, rows);
        Memory.setLongAt(memory, at + COUNT, Memory.getLongAt(memory, at + COUNT) + counted);
    }

    /** Sums low and high halves of the values apart: neither can overflow within a batch, and the loop vectorises. */
    private static void addTotal(
            MemorySegment memory, long at, MemorySegment values, @Nullable MemorySegment validity, int rows) {
        long low = 0;
        long high = 0;
        if (validity == null) {
            for (int i = 0; i < rows; i++) {
                long value = Memory.getLong(values, i);
                low += value & 0xffff_ffffL;
                high += value >> 32;
            }
        } else {
            for (int i = 0; i < rows; i++) {
                long value = Memory.getLong(values, i) & -(Memory.getLong(validity, i >>> 6) >>> i & 1);
                low += value & 0xffff_ffffL;
                high += value >> 32;
            }
        }
        long carried = high + (low >>> 32);
        add(memory, at, low & 0xffff_ffffL | carried << 32);
        long top = carried >> 32;
        long word = carried << 32 | low & 0xffff_ffffL;
        Memory.setLongAt(memory, at + HIGH, Memory.getLongAt(memory, at + HIGH) + top - (word >> 63));
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        var memory = into.memory();
        for (int i = 0; i < count; i++) {
            long at = into.at(Memory.getInt(groups, i));
            long that = from.at(i);
            add(memory, at, Memory.getLongAt(from.memory(), that));
            for (long word = HIGH; word <= COUNT; word += 8) {
                Memory.setLongAt(
                        memory,
                        at + word,
                        Memory.getLongAt(memory, at + word) + Memory.getLongAt(from.memory(), that + word));
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            long low = Memory.getLongAt(states.memory(), at);
            long high = Memory.getLongAt(states.memory(), at + HIGH) + (low >> 63);
            long counted = Memory.getLongAt(states.memory(), at + COUNT);
            if (counted == 0) {
                Results.setNull(out, i);
                continue;
            }
            switch (result) {
                case SUM -> {
                    Memory.setLong(out.values(), 2L * i, low);
                    Memory.setLong(out.values(), 2L * i + 1, high);
                }
                case AVERAGE -> Memory.setDouble(out.values(), i, Wide.divide(low, high, counted * divisor));
                case AVERAGE_TIME -> Memory.setLong(out.values(), i, Wide.roundDivide(low, high, counted));
            }
        }
    }
}
