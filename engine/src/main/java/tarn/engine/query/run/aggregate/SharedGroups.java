package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.kernel.Hashing;
import tarn.engine.pipeline.QueryContext;

/**
 * The groups of all threads when they are many: partitions by hash, each with a lock. Threads group rows in small tables of
 * their own and hand these over, a run of groups for each partition at a time.
 */
final class SharedGroups {
    private static final int BITS = 6;
    private static final int COUNT = 1 << BITS;
    private static final int CHUNK = 2048;

    private final QueryContext query;
    private final String owner;
    private final List<DataType> keyTypes;
    private final CallPlan plan;
    private final List<Partition> partitions = new ArrayList<>();
    private final LongAdder size = new LongAdder();
    private volatile boolean used;

    SharedGroups(QueryContext query, String owner, List<DataType> keyTypes, CallPlan plan) {
        this.query = query;
        this.owner = owner;
        this.keyTypes = keyTypes;
        this.plan = plan;
        for (int p = 0; p < COUNT; p++) {
            partitions.add(new Partition());
        }
    }

    private final class Partition {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Region keyScratch;
        private @Nullable GroupTable table;

        private GroupTable table() {
            if (table == null) {
                keyScratch = query.memory().newRegion(owner);
                var region = query.memory().newRegion(owner);
                table = new GroupTable(keyTypes, plan, region, region, keyScratch);
            }
            return table;
        }

        /** Adds groups, gives the lock back and returns how many of the groups are new. */
        int add(GroupTable from, MemorySegment numbers, int count, Region scratch) {
            try {
                var into = table();
                int before = into.size();
                for (int start = 0; start < count; start += CHUNK) {
                    query.checkCancelled();
                    int rows = Math.min(CHUNK, count - start);
                    var part = numbers.asSlice(4L * start, 4L * rows);
                    var groups = scratch.allocate(4L * rows);
                    into.findOrAdd(from, part, rows, groups, scratch);
                    into.merge(groups, from, part, rows, scratch.allocate(into.stride() * rows));
                    scratch.reset();
                }
                return into.size() - before;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether threads keep tables that are arrays to the end. */
    boolean leavesArrays() {
        return query.threads() <= GroupMerge.FEW_THREADS;
    }

    boolean isUsed() {
        return used;
    }

    /** Groups of all partitions, roughly while others add. */
    long size() {
        return size.sum();
    }

    /**
     * Merges all groups of a thread's table and returns how many of them are new.
     *
     * @param first where to begin, so that threads do not wait for each other
     * @param lists for arrays of group numbers; reset
     * @param scratch for a chunk at a time; reset
     */
    int addAll(GroupTable from, int first, Region lists, Region scratch) {
        used = true;
        int size = from.size();
        int[] starts = new int[COUNT + 1];
        var partitionOf = partitions(from, starts, lists, scratch);
        for (int p = 0; p < COUNT; p++) {
            starts[p + 1] += starts[p];
        }
        int[] next = starts.clone();
        var numbers = lists.allocate(4L * size);
        for (int group = 0; group < size; group++) {
            Memory.setInt(numbers, next[Memory.getInt(partitionOf, group)]++, group);
        }
        int added = 0;
        long open = 0;
        for (int p = 0; p < COUNT; p++) {
            open |= (starts[p + 1] > starts[p] ? 1L : 0L) << p;
        }
        while (open != 0) {
            long before = open;
            for (int i = 0; i < COUNT; i++) {
                int p = i + first & COUNT - 1;
                if ((open >>> p & 1) != 0 && partitions.get(p).lock.tryLock()) {
                    added += partitions.get(p).add(from, run(numbers, starts, p), starts[p + 1] - starts[p], scratch);
                    open &= ~(1L << p);
                }
            }
            if (open == before) {
                int p = Long.numberOfTrailingZeros(open);
                partitions.get(p).lock.lock();
                added += partitions.get(p).add(from, run(numbers, starts, p), starts[p + 1] - starts[p], scratch);
                open &= ~(1L << p);
            }
        }
        lists.reset();
        this.size.add(added);
        return added;
    }

    private static MemorySegment run(MemorySegment numbers, int[] starts, int partition) {
        return numbers.asSlice(4L * starts[partition], 4L * (starts[partition + 1] - starts[partition]));
    }

    /** The partition of each group; counts them in the entries after their own. */
    private MemorySegment partitions(GroupTable table, int[] counts, Region lists, Region scratch) {
        int size = table.size();
        var partitionOf = lists.allocate(4L * size);
        var hashes = lists.allocate(8L * CHUNK);
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            var keys = table.keys(RowNumbers.range(from, count, scratch), count, scratch);
            for (int c = 0; c < keys.size(); c++) {
                Hashing.hash(keys.get(c), count, hashes, c > 0);
            }
            for (int i = 0; i < count; i++) {
                int partition = (int) (Memory.getLong(hashes, i) >>> 64 - BITS);
                Memory.setInt(partitionOf, from + i, partition);
                counts[partition + 1]++;
            }
            scratch.reset();
        }
        return partitionOf;
    }

    /** The tables of the partitions that have groups; nothing may be added any more. */
    List<GroupTable> tables() {
        var tables = new ArrayList<GroupTable>();
        for (var partition : partitions) {
            if (partition.table != null) {
                tables.add(partition.table);
            }
            if (partition.keyScratch != null) {
                partition.keyScratch.close();
            }
        }
        return tables;
    }
}
