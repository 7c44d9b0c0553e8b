package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** bit_and, bit_or and bit_xor of integers. State: bits, flag. */
final class BitFold implements Aggregate {
    private static final long FLAG = 8;

    /** Which one. */
    enum Kind {
        AND,
        OR,
        XOR
    }

    private final Input input = new Input();
    private final Lane lane;
    private final Kind kind;

    BitFold(Lane lane, Kind kind) {
        this.lane = lane;
        this.kind = kind;
    }

    @Override
    public int stateBytes() {
        return 16;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.readLongs(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(
                        states.memory(),
                        states.at(groups.getAtIndex(JAVA_INT, i)),
                        input.values().getAtIndex(JAVA_LONG, i));
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.readLongs(arguments.getFirst(), rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, input.values().getAtIndex(JAVA_LONG, i));
            }
        }
    }

    private void add(MemorySegment memory, long at, long bits) {
        long now = memory.get(JAVA_LONG, at);
        boolean first = memory.get(JAVA_LONG, at + FLAG) == 0;
        memory.set(JAVA_LONG, at + FLAG, 1);
        memory.set(
                JAVA_LONG,
                at,
                switch (kind) {
                    case AND -> first ? bits : now & bits;
                    case OR -> now | bits;
                    case XOR -> now ^ bits;
                });
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (from.memory().get(JAVA_LONG, that + FLAG) != 0) {
                add(
                        into.memory(),
                        into.at(groups.getAtIndex(JAVA_INT, i)),
                        from.memory().get(JAVA_LONG, that));
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (states.memory().get(JAVA_LONG, at + FLAG) == 0) {
                Results.setNull(out, i);
                continue;
            }
            long bits = states.memory().get(JAVA_LONG, at);
            switch (lane) {
                case I8 -> out.values().set(JAVA_BYTE, i, (byte) bits);
                case I16 -> out.values().setAtIndex(JAVA_SHORT, i, (short) bits);
                case I32 -> out.values().setAtIndex(JAVA_INT, i, (int) bits);
                default -> out.values().setAtIndex(JAVA_LONG, i, bits);
            }
        }
    }
}
