package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;

/** The arguments of a kernel for one batch: a segment each, constants read at row 0 always. Bound anew per batch. */
public final class Arguments {
    private final MemorySegment[] values;
    private final int[] masks;
    private final Lane[] lanes;
    private @Nullable MemorySegment validity;
    private boolean allConstant;
    private boolean anyNullConstant;

    Arguments(int count) {
        values = new MemorySegment[count];
        masks = new int[count];
        lanes = new Lane[count];
    }

    /** Flattens what is neither flat nor constant, and joins the NULLs of all. */
    void bind(List<Vector> arguments, int rows, Region batch) {
        validity = null;
        allConstant = true;
        anyNullConstant = false;
        for (int i = 0; i < values.length; i++) {
            var argument = arguments.get(i);
            lanes[i] = argument.type().lane();
            if (argument instanceof ConstantVector constant) {
                values[i] = constant.value();
                masks[i] = 0;
                anyNullConstant |= constant.isNull();
            } else {
                FlatVector flat = Flatten.flatten(argument, rows, batch);
                values[i] = flat.values();
                masks[i] = -1;
                allConstant = false;
                validity = Bitmaps.and(validity, flat.validity(), rows, batch);
            }
        }
    }

    boolean allConstant() {
        return allConstant;
    }

    boolean anyNullConstant() {
        return anyNullConstant;
    }

    @Nullable
    MemorySegment validity() {
        return validity;
    }

    boolean isConstant(int argument) {
        return masks[argument] == 0;
    }

    public Lane lane(int argument) {
        return lanes[argument];
    }

    /** The segment to read row {@link #row} of. */
    public MemorySegment values(int argument) {
        return values[argument];
    }

    /** Where a row's value is in {@link #values}. */
    public int row(int argument, int row) {
        return row & masks[argument];
    }

    /** A value of any integer lane of up to 64 bits, or a boolean as 0 or 1. */
    public long longAt(int argument, int row) {
        return LaneAccess.readLong(lanes[argument], values[argument], row & masks[argument]);
    }

    public long int64(int argument, int row) {
        return Memory.getLong(values[argument], row & masks[argument]);
    }

    public int int32(int argument, int row) {
        return Memory.getInt(values[argument], row & masks[argument]);
    }

    public boolean bit(int argument, int row) {
        int at = row & masks[argument];
        return (Memory.getLong(values[argument], at >>> 6) >>> at & 1) != 0;
    }

    public double float64(int argument, int row) {
        return Memory.getDouble(values[argument], row & masks[argument]);
    }

    /** A value of either floating lane. */
    public double doubleAt(int argument, int row) {
        return LaneAccess.readDouble(lanes[argument], values[argument], row & masks[argument]);
    }

    /** Where a string's bytes start. */
    public long address(int argument, int row) {
        return Strings.address(values[argument], row & masks[argument]);
    }

    /** A string's length in bytes. */
    public int length(int argument, int row) {
        return Strings.length(values[argument], row & masks[argument]);
    }

    /** A string as a Java object: for functions that cost more than that anyway. */
    public String string(int argument, int row) {
        return Strings.toString(values[argument], row & masks[argument]);
    }

    /** The low and the high word of a 128-bit integer. */
    public long low(int argument, int row) {
        return Memory.getLong(values[argument], 2L * (row & masks[argument]));
    }

    public long high(int argument, int row) {
        return Memory.getLong(values[argument], 2L * (row & masks[argument]) + 1);
    }

    /** A 128-bit integer as an object: slow. */
    public BigInteger wide(int argument, int row) {
        return Values.wide(low(argument, row), high(argument, row));
    }

    /** Months, days and microseconds of an interval. */
    public int months(int argument, int row) {
        return Memory.getInt(values[argument], 4L * (row & masks[argument]));
    }

    public int days(int argument, int row) {
        return Memory.getInt(values[argument], 4L * (row & masks[argument]) + 1);
    }

    public long micros(int argument, int row) {
        return Memory.getLong(values[argument], 2L * (row & masks[argument]) + 1);
    }
}
