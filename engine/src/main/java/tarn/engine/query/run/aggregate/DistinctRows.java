package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.query.run.key.KeyTable;

/** The distinct arguments of a DISTINCT aggregate in each group: as bits while that pays, else as rows of a hash table. */
final class DistinctRows {
    private static final int CHUNK = 2048;

    private final int arguments;
    private final Region region;
    private final KeyTable rows;
    private @Nullable DistinctBits bits;

    /** @param range of the argument, if it is one and its values need no numbers */
    DistinctRows(List<DataType> argumentTypes, AggregateSpec.@Nullable Range range, Region region, Region batch) {
        var types = new ArrayList<DataType>();
        types.add(ScalarType.INTEGER);
        types.addAll(argumentTypes);
        this.arguments = argumentTypes.size();
        this.region = region;
        this.rows = new KeyTable(types, region, region, batch);
        this.bits = arguments == 1 ? DistinctBits.of(argumentTypes.getFirst(), range, region) : null;
    }

    int size() {
        return rows.size();
    }

    long bytes() {
        return rows.bytes() + (bits == null ? 0 : bits.bytes());
    }

    /** Takes in rows that need no numbers. */
    void see(MemorySegment groups, List<Vector> values, int count, Region scratch) {
        var set = bits;
        if (set != null) {
            if (set.add(groups, Flatten.flatten(values.getFirst(), count, scratch), count)) {
                return;
            }
            bitsToRows();
        }
        add(groups, values, count, scratch.allocate(4L * count));
    }

    private void bitsToRows() {
        var set = bits;
        bits = null;
        if (set != null) {
            var numbers = region.allocate(4L * CHUNK);
            set.forEach(CHUNK, region, (groups, values, count) -> add(groups, List.of(values), count, numbers));
        }
    }

    /** Writes the number that each row has among the distinct ones. */
    void add(MemorySegment groups, List<Vector> values, int count, MemorySegment numbers) {
        rows.findOrAdd(keys(groups, values), count, numbers);
    }

    private static List<Vector> keys(MemorySegment groups, List<Vector> values) {
        var keys = new ArrayList<Vector>(1 + values.size());
        keys.add(new FlatVector(ScalarType.INTEGER, groups, null));
        keys.addAll(values);
        return keys;
    }

    boolean hasBits() {
        return bits != null;
    }

    /** Looks rows up for one of several threads. */
    interface Finder {
        /** Writes numbers of the rows, -1 for those that are not there. */
        void find(MemorySegment groups, List<Vector> values, int count, MemorySegment numbers);
    }

    /** For sets without bits, see {@link KeyTable#finder}. */
    Finder finder(Region buffers, Region batch) {
        var finder = rows.finder(buffers, batch);
        return (groups, values, count, numbers) -> finder.find(keys(groups, values), count, numbers);
    }

    /** Feeds the distinct rows with the given numbers to a call. */
    void feed(GroupTable into, int call, MemorySegment numbers, int count, Region scratch) {
        into.update(call, groups(numbers, count, scratch), values(numbers, count, scratch), count);
        scratch.reset();
    }

    /** The groups of distinct rows, as ints. */
    MemorySegment groups(MemorySegment numbers, int count, Region out) {
        return Flatten.flatten(rows.key(0, numbers, count, out), count, out).values();
    }

    List<Vector> values(MemorySegment numbers, int count, Region out) {
        var values = new ArrayList<Vector>(arguments);
        for (int i = 1; i <= arguments; i++) {
            values.add(rows.key(i, numbers, count, out));
        }
        return values;
    }

    /** Adds all rows of another set, whose groups have other numbers here. */
    void addAll(DistinctRows other, MemorySegment groupHere, int chunk, Region scratch) {
        if (bits != null && other.bits != null && bits.addAll(other.bits, groupHere)) {
            return;
        }
        bitsToRows();
        other.bitsToRows();
        for (int from = 0; from < other.size(); from += chunk) {
            int count = Math.min(chunk, other.size() - from);
            var numbers = RowNumbers.range(from, count, scratch);
            var groups = other.groups(numbers, count, scratch);
            RowNumbers.translate(groups, count, groupHere);
            add(groups, other.values(numbers, count, scratch), count, scratch.allocate(4L * count));
            scratch.reset();
        }
    }

    /** Feeds every distinct row to a call. */
    void replay(GroupTable into, int call, int chunk, Region scratch, Runnable checkCancelled) {
        if (bits != null) {
            bits.forEach(chunk, scratch, (groups, values, count) -> {
                checkCancelled.run();
                into.update(call, groups, List.of(values), count);
            });
            scratch.reset();
        }
        for (int from = 0; from < size(); from += chunk) {
            checkCancelled.run();
            int count = Math.min(chunk, size() - from);
            feed(into, call, RowNumbers.range(from, count, scratch), count, scratch);
        }
    }
}
