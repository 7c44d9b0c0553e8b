package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Exact sum and average of 128-bit integers and decimals. State: low word, high word, count. */
final class SumWide implements Aggregate {
    private static final long COUNT = 16;
    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

    private final Input input = new Input();
    private final double divisor;
    private final boolean decimal;

    private SumWide(double divisor, boolean decimal) {
        this.divisor = divisor;
        this.decimal = decimal;
    }

    static SumWide sum() {
        return new SumWide(0, false);
    }

    /** A sum that must have 38 digits at most. */
    static SumWide sumOfDecimals() {
        return new SumWide(0, true);
    }

    /** Average as DOUBLE of values that are scaled by 10^-scale. */
    static SumWide average(int scale) {
        return new SumWide(Math.pow(10, scale), false);
    }

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(Memory.getInt(groups, i)), input.values(), 16L * i, 1);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, input.values(), 16L * i, 1);
            }
        }
    }

    private static void add(MemorySegment memory, long at, MemorySegment from, long that, long count) {
        long low = Memory.getLongAt(memory, at);
        long high = Memory.getLongAt(memory, at + 8);
        long moreHigh = Memory.getLongAt(from, that + 8);
        long sumLow = low + Memory.getLongAt(from, that);
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = high + moreHigh + carry;
        if (((high ^ sumHigh) & (moreHigh ^ sumHigh)) < 0) {
            throw SqlException.of(ErrorCode.OVERFLOW, "overflow in sum of 128-bit values");
        }
        Memory.setLongAt(memory, at, sumLow);
        Memory.setLongAt(memory, at + 8, sumHigh);
        Memory.setLongAt(memory, at + COUNT, Memory.getLongAt(memory, at + COUNT) + count);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            long at = into.at(Memory.getInt(groups, i));
            add(into.memory(), at, from.memory(), that, Memory.getLongAt(from.memory(), that + COUNT));
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            long low = Memory.getLongAt(states.memory(), at);
            long high = Memory.getLongAt(states.memory(), at + 8);
            long counted = Memory.getLongAt(states.memory(), at + COUNT);
            if (counted == 0) {
                Results.setNull(out, i);
            } else if (divisor == 0) {
                if (decimal && Values.wide(low, high).abs().compareTo(LIMIT) >= 0) {
                    throw SqlException.of(ErrorCode.OVERFLOW, "the sum has more than 38 digits");
                }
                Memory.setLong(out.values(), 2L * i, low);
                Memory.setLong(out.values(), 2L * i + 1, high);
            } else {
                Memory.setDouble(out.values(), i, Wide.divide(low, high, counted * divisor));
            }
        }
    }
}
