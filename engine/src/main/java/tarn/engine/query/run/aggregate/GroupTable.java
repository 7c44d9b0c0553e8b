package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.query.run.key.KeyTable;

/** Groups and the states of their aggregates, one group's states side by side. One thread changes it. */
final class GroupTable {
    private static final int FIRST_CAPACITY = 64;
    /** Below it room grows faster: copying costs more than the memory. */
    private static final int SMALL_CAPACITY = 1 << 12;

    private final List<DataType> keyTypes;
    private final CallPlan plan;
    private final Aggregate[] functions;
    private final long[] offsets;
    private final long stride;
    private final Region region;
    private final Region texts;
    private final KeyTable keys;
    private MemorySegment states = MemorySegment.NULL;
    private int capacity;

    /**
     * @param region holds keys and states
     * @param texts holds what strings keys and states point to
     * @param batch for buffers of one call
     */
    GroupTable(List<DataType> keyTypes, CallPlan plan, Region region, Region texts, Region batch) {
        this.keyTypes = keyTypes;
        this.plan = plan;
        this.region = region;
        this.texts = texts;
        this.keys = new KeyTable(keyTypes, region, texts, batch);
        keys.useCodes();
        this.functions = new Aggregate[plan.calls().size()];
        this.offsets = new long[functions.length];
        long bytes = 0;
        for (int i = 0; i < functions.length; i++) {
            functions[i] = plan.calls().get(i).function().aggregate().get();
            if (plan.hasStates(i)) {
                offsets[i] = bytes;
                bytes += functions[i].stateBytes();
            } else {
                offsets[i] = offsets[plan.stateOf().get(i)];
            }
        }
        this.stride = bytes;
        if (keyTypes.isEmpty()) {
            findOrAdd(List.of(), 1, region.allocate(4));
        }
    }

    KeyTable keys() {
        return keys;
    }

    int size() {
        return keys.size();
    }

    long bytes() {
        return keys.bytes() + states.byteSize();
    }

    /** Writes the int number of each row's group. */
    void findOrAdd(List<Vector> keyVectors, int rows, MemorySegment groups) {
        keys.findOrAdd(keyVectors, rows, groups);
        reserve(keys.size());
    }

    /** Writes the int number that groups of another table have here, new or old. */
    void findOrAdd(GroupTable from, MemorySegment numbers, int rows, MemorySegment groups, Region scratch) {
        keys.findOrAdd(from.keys, numbers, rows, groups, scratch);
        reserve(keys.size());
    }

    private void reserve(int size) {
        if (size <= capacity || stride == 0) {
            return;
        }
        long factor = capacity < SMALL_CAPACITY ? 4 : 2;
        int grown = Math.max(size, Math.max(FIRST_CAPACITY, (int) Math.min(Integer.MAX_VALUE - 8L, factor * capacity)));
        var larger = region.allocate(grown * stride);
        long used = capacity * stride;
        if (used > 0) {
            MemorySegment.copy(states, 0, larger, 0, used);
            region.free(states);
        }
        larger.asSlice(used).fill((byte) 0);
        states = larger;
        capacity = grown;
    }

    void update(int call, MemorySegment groups, List<Vector> arguments, int rows) {
        if (rows == 0) {
            return;
        }
        if (keyTypes.isEmpty()) {
            functions[call].updateOne(statesOf(call), 0, arguments, rows, texts);
        } else {
            functions[call].update(statesOf(call), groups, arguments, rows, texts);
        }
    }

    /** Adds rows that are sorted by group. */
    void update(int call, GroupRuns runs, List<Vector> arguments) {
        var sorted = runs.sorted(arguments);
        for (int group = 0; group < runs.groups(); group++) {
            int rows = runs.rows(group);
            if (rows > 0) {
                functions[call].updateOne(statesOf(call), group, runs.of(group, sorted), rows, texts);
            }
        }
    }

    private Aggregate.States statesOf(int call) {
        return new Aggregate.States(states, offsets[call], stride);
    }

    /** Merges the groups {@code first} to {@code first + count - 1} of another table into the given groups. */
    void merge(MemorySegment groups, GroupTable from, int first, int count) {
        for (int call = 0; call < functions.length; call++) {
            if (!plan.hasStates(call)) {
                continue;
            }
            var source = new Aggregate.States(from.states, offsets[call] + first * stride, stride);
            functions[call].merge(statesOf(call), groups, from.functions[call], source, count, texts);
        }
    }

    /** Merges groups of another table, given by int numbers; {@code copies} has room for their states. */
    void merge(MemorySegment groups, GroupTable from, MemorySegment numbers, int count, MemorySegment copies) {
        if (stride == 0) {
            return;
        }
        copyStates(from.states, numbers, count, stride, copies);
        for (int call = 0; call < functions.length; call++) {
            if (!plan.hasStates(call)) {
                continue;
            }
            var source = new Aggregate.States(copies, offsets[call], stride);
            functions[call].merge(statesOf(call), groups, from.functions[call], source, count, texts);
        }
    }

    private static void copyStates(
            MemorySegment states, MemorySegment numbers, int count, long stride, MemorySegment copies) {
        long to = 0;
        for (int i = 0; i < count; i++) {
            long from = Memory.getInt(numbers, i) * stride;
            for (long end = from + stride; from < end; from += 8) {
                Memory.setLongAt(copies, to, Memory.getLongAt(states, from));
                to += 8;
            }
        }
    }

    /** Forgets all groups; after that the region of texts may be reset. */
    void clear() {
        states.asSlice(0, keys.size() * stride).fill((byte) 0);
        keys.clear();
        for (int i = 0; i < functions.length; i++) {
            functions[i] = plan.calls().get(i).function().aggregate().get();
        }
    }

    long stride() {
        return stride;
    }

    /** The key columns of the groups with the given int numbers. */
    List<Vector> keys(MemorySegment numbers, int count, Region out) {
        var columns = new ArrayList<Vector>(keyTypes.size());
        for (int c = 0; c < keyTypes.size(); c++) {
            columns.add(keys.key(c, numbers, count, out));
        }
        return columns;
    }

    /** As {@link #keys}, for what comes after the aggregate. */
    List<Vector> resultKeys(MemorySegment numbers, int count, Region out) {
        var columns = new ArrayList<Vector>(keyTypes.size());
        for (int c = 0; c < keyTypes.size(); c++) {
            columns.add(keys.result(c, numbers, count, out));
        }
        return columns;
    }

    /** The results of all calls for the groups {@code first} to {@code first + count - 1}. */
    List<Vector> results(int first, int count, Region out) {
        return results(states, first, count, out);
    }

    /** The results of all calls for the groups with the given int numbers. */
    List<Vector> results(MemorySegment numbers, int count, Region out) {
        var copies = out.allocate(Math.max(16, count * stride));
        copyStates(states, numbers, count, stride, copies);
        return results(copies, 0, count, out);
    }

    private List<Vector> results(MemorySegment from, int first, int count, Region out) {
        var results = new ArrayList<Vector>(functions.length);
        for (int call = 0; call < functions.length; call++) {
            results.add(result(call, from, first, count, out));
        }
        return results;
    }

    private Vector result(int call, MemorySegment from, int first, int count, Region out) {
        var type = plan.calls().get(call).function().result();
        long bytes = type.lane().bytesFor(count);
        var values = type.lane() == Lane.BYTES ? out.allocateZeroed(bytes) : out.allocate(bytes);
        var validity = out.allocate(Bits.bytes(count)).fill((byte) -1);
        var vector = new FlatVector(type, values, validity);
        functions[call].finish(new Aggregate.States(from, offsets[call], stride), first, count, vector, out);
        return vector;
    }
}
