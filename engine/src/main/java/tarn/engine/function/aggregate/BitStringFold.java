package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** bit_and, bit_or and bit_xor of BIT, all values of one length. State: cell, flag. */
final class BitStringFold implements Aggregate {
    private static final long FLAG = Cells.BYTES;

    private final Input input = new Input();
    private final BitFold.Kind kind;

    BitStringFold(BitFold.Kind kind) {
        this.kind = kind;
    }

    @Override
    public int stateBytes() {
        return Cells.BYTES + 8;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), states.at(groups.getAtIndex(JAVA_INT, i)), input.values(), i, region);
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        input.read(arguments.getFirst(), rows);
        long at = states.at(group);
        for (int i = 0; i < rows; i++) {
            if (!input.isNull(i)) {
                add(states.memory(), at, input.values(), i, region);
            }
        }
    }

    private void add(MemorySegment memory, long at, MemorySegment values, long row, Region region) {
        if (memory.get(JAVA_LONG, at + FLAG) == 0) {
            memory.set(JAVA_LONG, at + FLAG, 1);
            Cells.store(Lane.BYTES, values, row, memory, at, region);
            return;
        }
        var cell = Cells.slot(memory, at);
        int length = Strings.length(cell, 0);
        if (length != Strings.length(values, row)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "cannot " + kind + " bit strings of different sizes");
        }
        long to = Strings.address(cell, 0);
        long from = Strings.address(values, row);
        for (int i = 0; i < length; i++) {
            int now = Strings.MEMORY.get(JAVA_BYTE, to + i);
            int next = Strings.MEMORY.get(JAVA_BYTE, from + i);
            int combined = switch (kind) {
                case AND -> now & next;
                case OR -> now | next;
                case XOR -> '0' | now ^ next;
            };
            Strings.MEMORY.set(JAVA_BYTE, to + i, (byte) combined);
        }
        Strings.put(cell, 0, to, length);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (from.memory().get(JAVA_LONG, that + FLAG) != 0) {
                long at = into.at(groups.getAtIndex(JAVA_INT, i));
                add(into.memory(), at, Cells.slot(from.memory(), that), 0, region);
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (states.memory().get(JAVA_LONG, at + FLAG) == 0) {
                Results.setNull(out, i);
            } else {
                Cells.load(Lane.BYTES, states.memory(), at, out.values(), i, region);
            }
        }
    }
}
