package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** string_agg: all strings with a separator between them. State: the bytes so far, one more at the start. */
final class Joined implements Aggregate {
    private final Input text = new Input();
    private final Input separator = new Input();
    private final MemorySegment comma = Arena.ofAuto().allocateFrom(",", StandardCharsets.UTF_8);

    /** The separator of the rows read last, for merging. */
    private byte[] lastSeparator = {','};

    @Override
    public int stateBytes() {
        return ValueList.BYTES;
    }

    private boolean read(List<Vector> arguments, int rows) {
        text.read(arguments.getFirst(), rows);
        if (arguments.size() == 1) {
            return false;
        }
        separator.read(arguments.get(1), rows);
        if (!separator.isNull(0)) {
            lastSeparator = Strings.toString(separator.values(), 0).getBytes(StandardCharsets.UTF_8);
        }
        return true;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        boolean separated = read(arguments, rows);
        for (int i = 0; i < rows; i++) {
            add(states.memory(), states.at(Memory.getInt(groups, i)), i, separated, region);
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        boolean separated = read(arguments, rows);
        for (int i = 0; i < rows; i++) {
            add(states.memory(), states.at(group), i, separated, region);
        }
    }

    private void add(MemorySegment memory, long at, int row, boolean separated, Region region) {
        if (text.isNull(row) || separated && separator.isNull(row)) {
            return;
        }
        if (separated) {
            long address = Strings.address(separator.values(), row);
            start(memory, at, address, Strings.length(separator.values(), row), region);
        } else {
            start(memory, at, comma.address(), 1, region);
        }
        append(memory, at, Strings.address(text.values(), row), Strings.length(text.values(), row), region);
    }

    /** Writes a separator, or for the first string the byte that tells an empty string from none. */
    private static void start(MemorySegment memory, long at, long address, int length, Region region) {
        if (ValueList.count(memory, at) == 0) {
            ValueList.append(memory, at, 1, 1, region);
        } else {
            append(memory, at, address, length, region);
        }
    }

    private static void append(MemorySegment memory, long at, long address, int length, Region region) {
        if (length > 0) {
            long to = ValueList.append(memory, at, length, 1, region);
            MemorySegment.copy(Strings.MEMORY, address, Strings.MEMORY, to, length);
        }
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        byte[] between = source instanceof Joined other ? other.lastSeparator : lastSeparator;
        lastSeparator = between;
        var bytes = region.allocate(Math.max(1, between.length));
        MemorySegment.copy(between, 0, bytes, JAVA_BYTE, 0, between.length);
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (ValueList.count(from.memory(), that) > 0) {
                long at = into.at(Memory.getInt(groups, i));
                start(into.memory(), at, bytes.address(), between.length, region);
                var more = ValueList.values(from.memory(), that, 1);
                append(into.memory(), at, more.address() + 1, (int) more.byteSize() - 1, region);
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (ValueList.count(states.memory(), at) == 0) {
                Results.setNull(out, i);
            } else {
                var bytes = ValueList.values(states.memory(), at, 1);
                int length = (int) bytes.byteSize() - 1;
                long copy = length == 0 ? 0 : region.copyString(bytes.address() + 1, length);
                Strings.put(out.values(), i, copy, length);
            }
        }
    }
}
