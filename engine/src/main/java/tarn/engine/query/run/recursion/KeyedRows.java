package tarn.engine.query.run.recursion;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.key.KeyTable;
import tarn.engine.query.run.shared.RowStore;

/**
 * One row for each key: the last one, or what aggregates make of all of them. All distinct rows that ever were those of a
 * key are numbered, and so are the keys; kept for each key is the number of its row.
 */
public final class KeyedRows {
    private static final int CHUNK = 2048;

    private final List<DataType> types;
    private final List<DataType> made;
    private final List<Integer> keyColumns;
    private final @Nullable KeyedStates states;
    private @Nullable KeyTable keys;
    private @Nullable KeyTable rows;
    private @Nullable Region region;
    /** By key number, the row's number, and the one that it had before the turn; -1 for none. */
    private MemorySegment latest = MemorySegment.NULL;

    private MemorySegment before = MemorySegment.NULL;
    private int known;

    /** @param made the types of the rows that a turn makes: without calls those of the result, else arguments follow */
    public KeyedRows(List<DataType> types, List<DataType> made, List<Integer> keyColumns, List<KeyedCall> calls) {
        this.types = types;
        this.made = made;
        this.keyColumns = keyColumns;
        this.states = calls.isEmpty() ? null : new KeyedStates(types, calls);
    }

    List<DataType> made() {
        return made;
    }

    void open(QueryContext query) {
        region = newRegion(query);
        keys = new KeyTable(keyColumns.stream().map(types::get).toList(), region, newRegion(query), newRegion(query));
        rows = new KeyTable(types, newRegion(query), newRegion(query), newRegion(query));
        if (states != null) {
            states.open(() -> newRegion(query));
        }
    }

    private static Region newRegion(QueryContext query) {
        return query.memory().newRegion("Recursion");
    }

    /** Takes the rows of a turn, in their order. Answers those that the next turn reads. */
    RowStore update(RowStore turn, boolean all, QueryContext query) {
        MemorySegment.copy(latest, 0, before, 0, 4L * known);
        int knownBefore = known;
        try (var scratch = newRegion(query)) {
            for (var segment : turn.segments()) {
                for (int from = 0; from < segment.rows(); from += CHUNK) {
                    query.checkCancelled();
                    int count = Math.min(CHUNK, segment.rows() - from);
                    add(RowStore.slice(segment, from, count, scratch), scratch);
                    scratch.reset();
                }
            }
            if (states != null) {
                takeResults(states, query, scratch);
            }
        }
        return all ? turn : changed(knownBefore, query);
    }

    private void add(Batch batch, Region scratch) {
        var columns = columns(batch);
        var keyNumbers = scratch.allocate(4L * batch.rows());
        var keyTable = Objects.requireNonNull(keys);
        keyTable.findOrAdd(keyColumns.stream().map(columns::get).toList(), batch.rows(), keyNumbers);
        makeRoom(keyTable.size());
        if (states != null) {
            states.add(columns, keyNumbers, batch.rows(), keyTable.size(), scratch);
        } else {
            take(columns, keyNumbers, batch.rows(), scratch);
        }
    }

    private List<Vector> columns(Batch batch) {
        var columns = new ArrayList<Vector>();
        for (int i = 0; i < made.size(); i++) {
            columns.add(batch.column(i));
        }
        return columns;
    }

    /** The rows of the keys from now on. */
    private void take(List<Vector> columns, MemorySegment keyNumbers, int count, Region scratch) {
        var rowNumbers = scratch.allocate(4L * count);
        Objects.requireNonNull(rows).findOrAdd(columns, count, rowNumbers);
        for (int i = 0; i < count; i++) {
            Memory.setInt(latest, Memory.getInt(keyNumbers, i), Memory.getInt(rowNumbers, i));
        }
    }

    private void takeResults(KeyedStates made, QueryContext query, Region scratch) {
        for (int from = 0; from < made.touched(); from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, made.touched() - from);
            var keyNumbers = made.touchedKeys(from, count);
            take(made.results(keyNumbers, count, scratch), keyNumbers, count, scratch);
            scratch.reset();
        }
        made.forgetTouched();
    }

    private void makeRoom(int size) {
        if (4L * size > latest.byteSize()) {
            latest = larger(latest, size);
            before = larger(before, size);
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
            int row = Memory.getInt(latest, key);
            if (key >= knownBefore || row != Memory.getInt(before, key)) {
                Memory.setInt(changed, count++, row);
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
