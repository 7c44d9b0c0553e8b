package tarn.engine.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tarn.engine.data.memory.MemoryPool;

/** Gives a table more columns: those of another with as many rows are cut anew, into this one's row groups. */
final class ColumnsBeside {
    private final TableVersion added;
    private final MemoryPool pool;
    private final StoredScan scan;
    private final RowGroupSealer sealer;
    private int group;
    private int at;

    ColumnsBeside(TableVersion added, MemoryPool pool) {
        this.added = added;
        this.pool = pool;
        var all = IntStream.range(0, added.columns().size()).boxed().toList();
        this.scan = new StoredScan(added, all, List::of, () -> null);
        this.sealer = new RowGroupSealer(added.columns(), pool, added.name());
    }

    List<RowGroup> beside(List<RowGroup> groups) {
        var result = new ArrayList<RowGroup>(groups.size());
        try (var pending = new PendingRows(added.columns(), pool)) {
            for (var there : groups) {
                pending.clear();
                read(there.rows(), pending);
                var more = sealer.seal(pending, added::textDictionary);
                var chunks = new ArrayList<>(there.columns());
                chunks.addAll(more.columns());
                var memory = new ArrayList<>(there.memory());
                memory.addAll(more.memory());
                result.add(new RowGroup(there.rows(), chunks, memory));
            }
        }
        return result;
    }

    private void read(int rows, PendingRows pending) {
        int left = rows;
        while (left > 0) {
            var from = added.groups().get(group);
            int taken = Math.min(left, from.rows() - at);
            try (var scratch = pool.newTableRegion("columns being added")) {
                pending.append(scan.read(from, at, taken, scratch));
            }
            left -= taken;
            at += taken;
            if (at == from.rows()) {
                group++;
                at = 0;
            }
        }
    }
}
