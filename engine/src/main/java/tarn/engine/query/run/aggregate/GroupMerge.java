package tarn.engine.query.run.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.kernel.Hashing;
import tarn.engine.pipeline.QueryContext;

/** Brings the groups of all threads together: small tables one after the other, large ones by partitions in parallel. */
final class GroupMerge {
    private static final int SERIAL_GROUPS = 1 << 14;
    private static final int GROUPS_PER_PARTITION = 1 << 15;
    private static final int CHUNK = 2048;

    private final QueryContext query;
    private final String owner;
    private final List<DataType> keyTypes;
    private final CallPlan plan;

    GroupMerge(QueryContext query, String owner, List<DataType> keyTypes, CallPlan plan) {
        this.query = query;
        this.owner = owner;
        this.keyTypes = keyTypes;
        this.plan = plan;
    }

    /** Takes the states of all threads, at least one, and gives tables of disjoint groups; the states are used up. */
    List<GroupTable> merge(List<GroupingState> states) {
        long total = states.stream().mapToLong(state -> state.table().size()).sum();
        if (states.size() > 1 && total > SERIAL_GROUPS && plan.allAtOnce()) {
            return partitioned(states, total);
        }
        return List.of(serial(states));
    }

    private GroupTable serial(List<GroupingState> all) {
        var states = new ArrayList<>(all);
        states.sort(Comparator.comparingInt((GroupingState state) -> state.table().size()).reversed());
        var into = states.getFirst();
        var groupHere = new ArrayList<@Nullable MemorySegment>();
        groupHere.add(null);
        for (var state : states.subList(1, states.size())) {
            var map = state.rowsRegion().allocate(4L * state.table().size());
            into.addGroups(state.table(), map, CHUNK, query::checkCancelled);
            groupHere.add(map);
        }
        for (int call = 0; call < plan.calls().size(); call++) {
            replay(call, states, groupHere);
        }
        into.closeRows();
        states.subList(1, states.size()).forEach(GroupingState::close);
        return into.table();
    }

    private void replay(int call, List<GroupingState> states, List<@Nullable MemorySegment> groupHere) {
        var into = states.getFirst();
        var distinct = into.distinct(call);
        switch (plan.way(call)) {
            case AT_ONCE -> {}
            case DISTINCT -> {
                if (distinct != null) {
                    for (int i = 1; i < states.size(); i++) {
                        var other = states.get(i).distinct(call);
                        var map = groupHere.get(i);
                        if (other != null && map != null) {
                            distinct.addAll(other, map, CHUNK, into.scratch());
                        }
                    }
                    distinct.replay(into.table(), call, CHUNK, into.scratch(), query::checkCancelled);
                }
            }
            case IN_ORDER -> {
                var rows = ordered(call, states, groupHere);
                var order = plan.calls().get(call).order();
                rows.replay(
                        into.table(), call, order, distinct, CHUNK, into.rowsRegion(), into.scratch(), query::checkCancelled);
            }
        }
    }

    private OrderedRows ordered(int call, List<GroupingState> states, List<@Nullable MemorySegment> groupHere) {
        var parts = new ArrayList<OrderedRows>();
        for (var state : states) {
            var part = state.ordered(call);
            if (part != null) {
                parts.add(part);
            }
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var into = states.getFirst();
        var rows = new OrderedRows(plan.argumentTypes(call), plan.orderTypes(call), into.rowsRegion());
        rows.addAll(parts, groupHere, CHUNK, into.scratch());
        return rows;
    }

    private List<GroupTable> partitioned(List<GroupingState> states, long total) {
        int bits = 2;
        while (bits < 8 && total >> bits > GROUPS_PER_PARTITION) {
            bits++;
        }
        int partitionBits = bits;
        Partitions[] parts = new Partitions[states.size()];
        var splitting = new ArrayList<Runnable>();
        for (int i = 0; i < parts.length; i++) {
            int at = i;
            splitting.add(() -> parts[at] = split(states.get(at), partitionBits));
        }
        query.parallel(splitting);
        GroupTable[] tables = new GroupTable[1 << bits];
        var merging = new ArrayList<Runnable>();
        for (int p = 0; p < tables.length; p++) {
            int partition = p;
            merging.add(() -> tables[partition] = mergePartition(partition, states, parts));
        }
        query.parallel(merging);
        states.forEach(GroupingState::close);
        return Arrays.asList(tables);
    }

    /**
     * Group numbers by partition.
     *
     * @param starts where each partition begins in {@code numbers}, and the end
     */
    private record Partitions(MemorySegment numbers, int[] starts) {}

    private Partitions split(GroupingState state, int bits) {
        var table = state.table();
        var scratch = state.scratch();
        var region = state.rowsRegion();
        int size = table.size();
        var partitionOf = region.allocate(4L * size);
        int[] starts = new int[(1 << bits) + 1];
        var hashes = region.allocate(8L * CHUNK);
        for (int from = 0; from < size; from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, size - from);
            var keys = table.keys(RowNumbers.range(from, count, scratch), count, scratch);
            for (int c = 0; c < keys.size(); c++) {
                Hashing.hash(keys.get(c), count, hashes, c > 0);
            }
            for (int i = 0; i < count; i++) {
                int partition = (int) (hashes.getAtIndex(JAVA_LONG, i) >>> 64 - bits);
                partitionOf.setAtIndex(JAVA_INT, from + i, partition);
                starts[partition + 1]++;
            }
            scratch.reset();
        }
        for (int p = 1; p < starts.length; p++) {
            starts[p] += starts[p - 1];
        }
        int[] next = starts.clone();
        var numbers = region.allocate(4L * size);
        for (int group = 0; group < size; group++) {
            numbers.setAtIndex(JAVA_INT, next[partitionOf.getAtIndex(JAVA_INT, group)]++, group);
        }
        return new Partitions(numbers, starts);
    }

    private GroupTable mergePartition(int partition, List<GroupingState> states, Partitions[] parts) {
        Region region = query.memory().newRegion(owner);
        try (Region keyScratch = query.memory().newRegion(owner);
                Region scratch = query.memory().newRegion(owner)) {
            var into = new GroupTable(keyTypes, GroupingState.overloads(plan), region, keyScratch);
            for (int s = 0; s < parts.length; s++) {
                var from = states.get(s).table();
                int end = parts[s].starts()[partition + 1];
                for (int start = parts[s].starts()[partition]; start < end; start += CHUNK) {
                    query.checkCancelled();
                    int count = Math.min(CHUNK, end - start);
                    var numbers = parts[s].numbers().asSlice(4L * start, 4L * count);
                    var groups = scratch.allocate(4L * count);
                    into.findOrAdd(from.keys(numbers, count, scratch), count, groups);
                    into.merge(groups, from, numbers, count, scratch.allocate(into.stride() * count));
                    scratch.reset();
                }
            }
            return into;
        }
    }
}
