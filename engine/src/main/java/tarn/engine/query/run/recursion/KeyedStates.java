package tarn.engine.query.run.recursion;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.query.run.key.KeyTable;

/** For each key the states of aggregates over all of its rows; what is no aggregate has the values of its last row. */
final class KeyedStates {
    private static final int FEW = 2048;

    private final List<DataType> types;
    private final List<KeyedCall> calls;
    private final List<Integer> plainColumns = new ArrayList<>();
    private final List<Aggregate> functions = new ArrayList<>();
    private final long[] offsets;
    private final long stride;
    private @Nullable KeyTable plainRows;
    private @Nullable Region region;
    private @Nullable Region texts;
    private MemorySegment states = MemorySegment.NULL;
    /** By key number: the number of its last row of plain columns, and the turn in which it had rows last. */
    private MemorySegment plain = MemorySegment.NULL;

    private MemorySegment turns = MemorySegment.NULL;
    private MemorySegment touchedKeys = MemorySegment.NULL;
    private int touched;
    private int turn = 1;
    private int room;

    KeyedStates(List<DataType> types, List<KeyedCall> calls) {
        this.types = types;
        this.calls = calls;
        this.offsets = new long[calls.size()];
        long bytes = 0;
        for (int i = 0; i < calls.size(); i++) {
            functions.add(calls.get(i).function().aggregate().get());
            offsets[i] = bytes;
            bytes += functions.get(i).stateBytes();
        }
        this.stride = bytes;
        for (int i = 0; i < types.size(); i++) {
            int column = i;
            if (calls.stream().noneMatch(call -> call.output() == column)) {
                plainColumns.add(column);
            }
        }
    }

    void open(Supplier<Region> regions) {
        region = regions.get();
        texts = regions.get();
        plainRows = new KeyTable(
                plainColumns.stream().map(types::get).toList(), regions.get(), regions.get(), regions.get());
    }

    /** @param keys how many there are by now */
    void add(List<Vector> columns, MemorySegment keyNumbers, int rows, int keys, Region scratch) {
        makeRoom(keys);
        var plainNumbers = scratch.allocate(4L * rows);
        Objects.requireNonNull(plainRows)
                .findOrAdd(plainColumns.stream().map(columns::get).toList(), rows, plainNumbers);
        for (int i = 0; i < rows; i++) {
            int key = Memory.getInt(keyNumbers, i);
            Memory.setInt(plain, key, Memory.getInt(plainNumbers, i));
            if (Memory.getInt(turns, key) != turn) {
                Memory.setInt(turns, key, turn);
                Memory.setInt(touchedKeys, touched++, key);
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            var arguments = calls.get(i).arguments().stream().map(columns::get).toList();
            functions
                    .get(i)
                    .update(
                            new Aggregate.States(states, offsets[i], stride),
                            keyNumbers,
                            arguments,
                            rows,
                            Objects.requireNonNull(texts));
        }
    }

    private void makeRoom(int keys) {
        if (keys <= room) {
            return;
        }
        int grown = Math.max(FEW, 2 * keys);
        plain = larger(plain, 4L * grown);
        turns = larger(turns, 4L * grown);
        touchedKeys = larger(touchedKeys, 4L * grown);
        states = larger(states, stride * grown);
        room = grown;
    }

    private MemorySegment larger(MemorySegment old, long bytes) {
        var from = Objects.requireNonNull(region);
        var grown = from.allocateZeroed(bytes);
        MemorySegment.copy(old, 0, grown, 0, old.byteSize());
        from.free(old);
        return grown;
    }

    /** How many keys have had rows since {@link #forgetTouched}. */
    int touched() {
        return touched;
    }

    MemorySegment touchedKeys(int from, int count) {
        return touchedKeys.asSlice(4L * from, 4L * count);
    }

    void forgetTouched() {
        touched = 0;
        turn++;
    }

    /** The rows of some keys as they are now. */
    List<Vector> results(MemorySegment keyNumbers, int count, Region out) {
        var columns = new Vector[types.size()];
        for (int i = 0; i < plainColumns.size(); i++) {
            var numbers = out.allocate(4L * count);
            for (int row = 0; row < count; row++) {
                int key = Memory.getInt(keyNumbers, row);
                Memory.setInt(numbers, row, Memory.getInt(plain, key));
            }
            columns[plainColumns.get(i)] = Objects.requireNonNull(plainRows).key(i, numbers, count, out);
        }
        var copies = out.allocate(Math.max(16, stride * count));
        for (int row = 0; row < count; row++) {
            long from = stride * Memory.getInt(keyNumbers, row);
            MemorySegment.copy(states, from, copies, stride * row, stride);
        }
        for (int i = 0; i < calls.size(); i++) {
            var type = types.get(calls.get(i).output());
            long bytes = type.lane().bytesFor(count);
            var values = type.lane() == Lane.BYTES ? out.allocateZeroed(bytes) : out.allocate(bytes);
            var vector =
                    new FlatVector(type, values, out.allocate(Bits.bytes(count)).fill((byte) -1));
            functions.get(i).finish(new Aggregate.States(copies, offsets[i], stride), 0, count, vector, out);
            columns[calls.get(i).output()] = vector;
        }
        return List.of(columns);
    }
}
