package tarn.engine.query.run.recursion;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.key.KeyTable;
import tarn.engine.query.run.shared.RowStore;

/**
 * The last row of each key, of which some columns may be aggregates of all rows with the key. All distinct rows that ever came
 * or were made are numbered, and so are the keys; kept for each key is the number of its row.
 */
final class KeyedRows {
    private static final int CHUNK = 2048;

    private final List<DataType> types;
    private final List<Integer> keyColumns;
    private @Nullable KeyTable keys;
    private @Nullable KeyTable rows;
    private @Nullable Region region;
    /** By key number, the row's number, and the one that it had before the turn; -1 for none. */
    private MemorySegment latest = MemorySegment.NULL;

    private MemorySegment before = MemorySegment.NULL;
    /** With aggregates, by key number the number of the last row as it came. */
    private MemorySegment came = MemorySegment.NULL;

    private final List<KeyedAggregate> aggregates;
    private int known;

    KeyedRows(List<DataType> types, List<Integer> keyColumns, List<Recursion.Aggregated> aggregates) {
        this.types = types;
        this.keyColumns = keyColumns;
        this.aggregates = aggregates.stream().map(KeyedAggregate::new).toList();
    }

    void open(QueryContext query) {
        region = newRegion(query);
        keys = new KeyTable(keyColumns.stream().map(types::get).toList(), region, newRegion(query), newRegion(query));
        rows = new KeyTable(types, newRegion(query), newRegion(query), newRegion(query));
        aggregates.forEach(aggregate -> aggregate.open(newRegion(query)));
    }

    private static Region newRegion(QueryContext query) {
        return query.memory().newRegion("Recursion");
    }

    /** Takes the rows of a turn, in their order. Answers those that the next turn reads. */
    RowStore update(RowStore made, boolean all, QueryContext query) {
        MemorySegment.copy(latest, 0, before, 0, 4L * known);
        int knownBefore = known;
        try (var scratch = newRegion(query)) {
            for (var segment : made.segments()) {
                for (int from = 0; from < segment.rows(); from += CHUNK) {
                    query.checkCancelled();
                    int count = Math.min(CHUNK, segment.rows() - from);
                    add(RowStore.slice(segment, from, count, scratch), scratch);
                    scratch.reset();
                }
            }
            if (!aggregates.isEmpty()) {
                aggregate(query, scratch);
            }
        }
        return all ? made : changed(knownBefore, query);
    }

    private void add(Batch batch, Region scratch) {
        var columns = new ArrayList<Vector>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(batch.column(i));
        }
        var rowNumbers = scratch.allocate(4L * batch.rows());
        var keyNumbers = scratch.allocate(4L * batch.rows());
        Objects.requireNonNull(rows).findOrAdd(columns, batch.rows(), rowNumbers);
        var keyTable = Objects.requireNonNull(keys);
        keyTable.findOrAdd(keyColumns.stream().map(columns::get).toList(), batch.rows(), keyNumbers);
        makeRoom(keyTable.size());
        var last = aggregates.isEmpty() ? latest : came;
        for (int i = 0; i < batch.rows(); i++) {
            last.setAtIndex(JAVA_INT, keyNumbers.getAtIndex(JAVA_INT, i), rowNumbers.getAtIndex(JAVA_INT, i));
        }
        aggregates.forEach(aggregate -> aggregate.add(keyNumbers, columns, batch.rows(), known));
    }

    /** Makes the rows of all keys of the last ones that came and the aggregates. */
    private void aggregate(QueryContext query, Region scratch) {
        var table = Objects.requireNonNull(rows);
        for (int from = 0; from < known; from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, known - from);
            var columns = new ArrayList<Vector>();
            for (int i = 0; i < types.size(); i++) {
                // The table takes the numbers for its own purposes.
                var wanted = scratch.allocate(4L * count).copyFrom(came.asSlice(4L * from, 4L * count));
                columns.add(table.key(i, wanted, count, scratch));
            }
            for (var aggregate : aggregates) {
                columns.set(aggregate.column(), aggregate.results(from, count, scratch));
            }
            var numbers = scratch.allocate(4L * count);
            table.findOrAdd(columns, count, numbers);
            MemorySegment.copy(numbers, 0, latest, 4L * from, 4L * count);
            scratch.reset();
        }
    }

    private void makeRoom(int size) {
        if (4L * size > latest.byteSize()) {
            latest = larger(latest, size);
            before = larger(before, size);
            came = aggregates.isEmpty() ? came : larger(came, size);
        }
        known = size;
    }

    private MemorySegment larger(MemorySegment old, int size) {
        var from = Objects.requireNonNull(region);
        var grown = from.allocate(Math.max(4L * CHUNK, 8L * size));
        MemorySegment.copy(old, 0, grown, 0, old.byteSize());
        from.free(old);
        return grown;
    }

    private RowStore changed(int knownBefore, QueryContext query) {
        var numbers = newRegion(query);
        var changed = numbers.allocate(4L * known);
        int count = 0;
        for (int key = 0; key < known; key++) {
            int row = latest.getAtIndex(JAVA_INT, key);
            if (key >= knownBefore || row != before.getAtIndex(JAVA_INT, key)) {
                changed.setAtIndex(JAVA_INT, count++, row);
            }
        }
        var store = store(changed, count, query);
        numbers.close();
        return store;
    }

    /** The rows of all keys, in the order in which the keys came up. */
    RowStore all(QueryContext query) {
        return store(latest, known, query);
    }

    private RowStore store(MemorySegment numbers, int count, QueryContext query) {
        var store = new RowStore(types);
        var writer = store.newWriter(newRegion(query));
        var table = Objects.requireNonNull(rows);
        try (var scratch = newRegion(query)) {
            for (int from = 0; from < count; from += CHUNK) {
                query.checkCancelled();
                int chunk = Math.min(CHUNK, count - from);
                var columns = new ArrayList<Vector>();
                for (int i = 0; i < types.size(); i++) {
                    // The table takes the numbers for its own purposes.
                    var wanted = scratch.allocate(4L * chunk).copyFrom(numbers.asSlice(4L * from, 4L * chunk));
                    columns.add(table.key(i, wanted, chunk, scratch));
                }
                writer.append(new Batch(chunk, columns), chunk, 0);
                scratch.reset();
            }
        }
        store.seal();
        return store;
    }
}
