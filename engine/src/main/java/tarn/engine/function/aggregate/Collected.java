package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/**
 * Aggregates that need all values at once: quantiles, mode, entropy. Values of up to 64 bits are kept as longs of the same
 * order, others as they are. A second argument is the fraction of a quantile.
 */
final class Collected implements Aggregate {

    /** Makes the result of all values of a group. */
    interface Finish {
        /**
         * @param values as longs of the type's order, or 16 bytes each
         * @param count at least 1
         */
        void write(
                DataType type,
                MemorySegment values,
                int count,
                double fraction,
                FlatVector out,
                int row,
                Region region);
    }

    private final Input input = new Input();
    private final DataType type;
    private final Finish finish;
    private final int width;
    private final boolean zeroWhenEmpty;
    private final double initial;

    /** The second argument; NaN as long as no row was seen. */
    private double fraction = Double.NaN;

    Collected(DataType type, double fraction, Finish finish) {
        this(type, fraction, finish, false);
    }

    /**
     * @param zeroWhenEmpty whether the result, a DOUBLE, is 0 without values, and not NULL
     */
    Collected(DataType type, double fraction, Finish finish, boolean zeroWhenEmpty) {
        this.zeroWhenEmpty = zeroWhenEmpty;
        this.type = type;
        this.initial = fraction;
        this.finish = finish;
        this.width = type.lane().bytes() > 8 ? 16 : 8;
    }

    @Override
    public int stateBytes() {
        return ValueList.BYTES;
    }

    private void read(List<Vector> arguments, int rows) {
        var values = arguments.getFirst();
        if (width == 16) {
            input.read(values, rows);
        } else if (type.isFloating()) {
            input.readOrderedDoubles(values, rows);
        } else {
            input.readLongs(values, rows);
        }
        if (arguments.size() > 1 && rows > 0) {
            var second = new Input();
            second.readDoubles(arguments.get(1), Math.min(rows, 1));
            if (!(arguments.get(1) instanceof ConstantVector) && rows > 1) {
                second.readDoubles(arguments.get(1), rows);
            }
            fraction = Fractions.check(second.isNull(0) ? Double.NaN : Memory.getDouble(second.values(), 0));
        }
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        read(arguments, rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(Memory.getInt(groups, i)), i, region);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        read(arguments, rows);
        long at = states.at(group);
        if (width == 8 && input.validity() == null) {
            long to = ValueList.append(states.memory(), at, rows, width, region);
            MemorySegment.copy(input.values(), 0, Strings.MEMORY, to, 8L * rows);
            return;
        }
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, i, region);
            }
        }
    }

    private void add(MemorySegment memory, long at, int row, Region region) {
        long to = ValueList.append(memory, at, 1, width, region);
        if (width == 8) {
            Memory.setLong(to, Memory.getLong(input.values(), row));
        } else {
            copy(input.values(), row, to, region);
        }
    }

    /** Copies a value of 16 bytes, a string with its bytes. */
    private void copy(MemorySegment values, long row, long to, Region region) {
        if (type.lane() == Lane.BYTES) {
            int length = Strings.length(values, row);
            long address = length == 0 ? 0 : region.copyString(Strings.address(values, row), length);
            Strings.put(Strings.MEMORY.asSlice(to, 16), 0, address, length);
        } else {
            MemorySegment.copy(values, row * 16, Strings.MEMORY, to, 16);
        }
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        if (source instanceof Collected other && !Double.isNaN(other.fraction)) {
            fraction = other.fraction;
        }
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            int more = ValueList.count(from.memory(), that);
            if (more > 0) {
                var values = ValueList.values(from.memory(), that, width);
                long to = ValueList.append(into.memory(), into.at(Memory.getInt(groups, i)), more, width, region);
                if (type.lane() == Lane.BYTES) {
                    for (int k = 0; k < more; k++) {
                        copy(values, k, to + 16L * k, region);
                    }
                } else {
                    MemorySegment.copy(values, 0, Strings.MEMORY, to, values.byteSize());
                }
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        double used = Double.isNaN(fraction) ? initial : fraction;
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            int values = ValueList.count(states.memory(), at);
            if (values == 0 && zeroWhenEmpty) {
                Memory.setDouble(out.values(), i, 0);
            } else if (values == 0) {
                Results.setNull(out, i);
            } else {
                finish.write(type, ValueList.values(states.memory(), at, width), values, used, out, i, region);
            }
        }
    }
}
