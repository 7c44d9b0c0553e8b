package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** bit_and, bit_or and bit_xor of integers. State: low word, high word, flag. */
final class BitFold implements Aggregate {
    private static final long FLAG = 16;
    private static final long HIGH = 8;

    /** Which one. */
    enum Kind {
        AND,
        OR,
        XOR
    }

    private final Input input = new Input();
    private final Lane lane;
    private final Kind kind;

    /** What turns the high words of the type into bits, and back. */
    private final long sign;

    BitFold(DataType type, Kind kind) {
        this.lane = type.lane();
        this.kind = kind;
        this.sign = type == ScalarType.UHUGEINT ? Long.MIN_VALUE : 0;
    }

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        read(arguments, rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(Memory.getInt(groups, i)), i);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        read(arguments, rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, i);
            }
        }
    }

    private void read(List<Vector> arguments, int rows) {
        if (lane == Lane.I128) {
            input.read(arguments.getFirst(), rows);
        } else {
            input.readLongs(arguments.getFirst(), rows);
        }
    }

    private void add(MemorySegment memory, long at, int row) {
        boolean wide = lane == Lane.I128;
        long low = Memory.getLong(input.values(), wide ? 2L * row : row);
        add(memory, at, low, wide ? Memory.getLong(input.values(), 2L * row + 1) ^ sign : 0);
    }

    private void add(MemorySegment memory, long at, long low, long high) {
        boolean first = Memory.getLongAt(memory, at + FLAG) == 0;
        Memory.setLongAt(memory, at + FLAG, 1);
        Memory.setLongAt(memory, at, combined(first, Memory.getLongAt(memory, at), low));
        Memory.setLongAt(memory, at + HIGH, combined(first, Memory.getLongAt(memory, at + HIGH), high));
    }

    private long combined(boolean first, long now, long bits) {
        return switch (kind) {
            case AND -> first ? bits : now & bits;
            case OR -> now | bits;
            case XOR -> now ^ bits;
        };
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (Memory.getLongAt(from.memory(), that + FLAG) != 0) {
                add(
                        into.memory(),
                        into.at(Memory.getInt(groups, i)),
                        Memory.getLongAt(from.memory(), that),
                        Memory.getLongAt(from.memory(), that + HIGH));
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (Memory.getLongAt(states.memory(), at + FLAG) == 0) {
                Results.setNull(out, i);
                continue;
            }
            long bits = Memory.getLongAt(states.memory(), at);
            switch (lane) {
                case I8 -> Memory.setByte(out.values(), i, (byte) bits);
                case I16 -> Memory.setShort(out.values(), i, (short) bits);
                case I32 -> Memory.setInt(out.values(), i, (int) bits);
                case I128 -> {
                    Memory.setLong(out.values(), 2L * i, bits);
                    Memory.setLong(out.values(), 2L * i + 1, Memory.getLongAt(states.memory(), at + HIGH) ^ sign);
                }
                default -> Memory.setLong(out.values(), i, bits);
            }
        }
    }
}
