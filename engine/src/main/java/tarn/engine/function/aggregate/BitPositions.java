package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateFunction.Resolved;
import tarn.engine.function.Argument;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** bitstring_agg: the values of a range that occur. State: the address of the bits, a byte each; 0 before the first value. */
final class BitPositions implements Aggregate {
    private static final int MOST_BITS = 1_000_000_000;

    private final Input input = new Input();
    private final DataType type;
    private final BigInteger least;
    private final int bits;

    private BitPositions(DataType type, BigInteger least, int bits) {
        this.type = type;
        this.least = least;
        this.bits = bits;
    }

    static Resolved resolve(List<Argument> arguments) {
        var type = wholeNumber(arguments.getFirst());
        var least = bound(arguments.get(1));
        var greatest = bound(arguments.get(2));
        if (least.compareTo(greatest) > 0) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "the least value, " + least + ", is above the greatest, " + greatest);
        }
        var bits = greatest.subtract(least).add(BigInteger.ONE);
        if (bits.compareTo(BigInteger.valueOf(MOST_BITS)) > 0) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "from " + least + " to " + greatest + " is too much for a bit string");
        }
        int count = bits.intValueExact();
        return new Resolved(
                List.of(type, arguments.get(1).type(), arguments.get(2).type()),
                ScalarType.BIT,
                () -> new BitPositions(type, least, count));
    }

    /** What stands until the bounds are known. */
    static Resolved withoutBounds(Argument argument) {
        var type = wholeNumber(argument);
        return new Resolved(List.of(type), ScalarType.BIT, () -> {
            throw SqlException.of(ErrorCode.NOT_SUPPORTED, "not supported: bitstring_agg without bounds here")
                    .hint("write bitstring_agg(x, least, greatest)");
        });
    }

    private static DataType wholeNumber(Argument argument) {
        if (argument.type().isInteger()) {
            return argument.type();
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS,
                "bitstring_agg takes whole numbers, not " + argument.type().sql());
    }

    private static BigInteger bound(Argument argument) {
        if (argument.type().isInteger()) {
            if (argument.constant() instanceof Long value) {
                return BigInteger.valueOf(value);
            }
            if (argument.constant() instanceof BigInteger value) {
                return argument.type() == ScalarType.UHUGEINT ? Uhugeint.value(value) : value;
            }
        }
        throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the bounds of bitstring_agg are constant whole numbers");
    }

    @Override
    public int stateBytes() {
        return 8;
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
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, i, region);
            }
        }
    }

    private void read(List<Vector> arguments, int rows) {
        if (type.lane() == Lane.I128) {
            input.read(arguments.getFirst(), rows);
        } else {
            input.readLongs(arguments.getFirst(), rows);
        }
    }

    private void add(MemorySegment memory, long at, int row, Region region) {
        Memory.setByte(bits(memory, at, region) + place(row), (byte) '1');
    }

    /** Where the bits of a group begin, which are made if there are none. */
    private long bits(MemorySegment memory, long at, Region region) {
        long address = Memory.getLongAt(memory, at);
        if (address == 0) {
            address = region.allocate(bits).fill((byte) '0').address();
            Memory.setLongAt(memory, at, address);
        }
        return address;
    }

    private long place(int row) {
        if (type.lane() != Lane.I128 && least.bitLength() < Long.SIZE) {
            long value = Memory.getLong(input.values(), row);
            long place = value - least.longValue();
            if (value >= least.longValue() && place >= 0 && place < bits) {
                return place;
            }
        }
        var place = value(row).subtract(least);
        if (place.signum() < 0 || place.compareTo(BigInteger.valueOf(bits)) >= 0) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "the value " + value(row) + " is not between the bounds " + least + " and "
                            + least.add(BigInteger.valueOf(bits - 1L)));
        }
        return place.longValue();
    }

    private BigInteger value(int row) {
        if (type.lane() != Lane.I128) {
            return BigInteger.valueOf(Memory.getLong(input.values(), row));
        }
        var physical = (BigInteger) Values.get(type, input.values(), row);
        return type == ScalarType.UHUGEINT ? Uhugeint.value(physical) : physical;
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = Memory.getLongAt(from.memory(), from.at(i));
            if (that != 0) {
                long bits = bits(into.memory(), into.at(Memory.getInt(groups, i)), region);
                for (int bit = 0; bit < this.bits; bit++) {
                    int both = Memory.getByte(bits + bit) | Memory.getByte(that + bit);
                    Memory.setByte(bits + bit, (byte) both);
                }
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long address = Memory.getLongAt(states.memory(), states.at(first + i));
            if (address == 0) {
                Results.setNull(out, i);
            } else {
                Strings.put(out.values(), i, region.copyString(address, bits), bits);
            }
        }
    }
}
