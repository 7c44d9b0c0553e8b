package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.pipeline.QueryContext;

/** Brings the groups of all threads together: small tables one after the other, large ones by partitions in parallel. */
final class GroupMerge {
    private static final int SERIAL_GROUPS = 1 << 15;
    private static final int CHUNK = 2048;

    /** Threads up to which each looks its groups up in the tables of the others. */
    static final int FEW_THREADS = 4;

    private final QueryContext query;
    private final CallPlan plan;
    private final String owner;

    /** @param owner the operator whose memory this uses */
    GroupMerge(QueryContext query, CallPlan plan, String owner) {
        this.query = query;
        this.owner = owner;
        this.plan = plan;
    }

    /**
     * Takes the states of all threads, at least one, and gives disjoint groups; the states are used up.
     *
     * @param shared where states have handed groups over already, or may do so; null if they must not
     */
    List<Groups> merge(List<GroupingState> states, @Nullable SharedGroups shared) {
        long total = states.stream().mapToLong(state -> state.table().size()).sum();
        if (shared != null && (shared.isUsed() || states.size() > 1 && total > SERIAL_GROUPS)) {
            return !shared.isUsed() && states.size() <= FEW_THREADS && allDirect(states)
                    ? lookedUp(states)
                    : partitioned(states, shared);
        }
        return List.of(Groups.all(serial(states)));
    }

    private static boolean allDirect(List<GroupingState> states) {
        return states.stream().allMatch(state -> state.table().keys().isDirect());
    }

    /**
     * Leaves groups where they are: those that a table before has too are merged into it, the others stay. For tables that
     * are arrays, where finding a group costs next to nothing, and keys that few threads have in common, as in sorted input.
     */
    private List<Groups> lookedUp(List<GroupingState> states) {
        var result = new ArrayList<Groups>();
        for (var state : states) {
            var from = state.table();
            var own = RowNumbers.range(0, from.size(), state.rowsRegion());
            int count = from.size();
            for (var groups : result) {
                count = mergeKnown(from, own, count, groups.table(), state.scratch());
            }
            result.add(count == from.size() ? Groups.all(from) : new Groups(from, own, count));
        }
        return result;
    }

    /** Merges the groups with the given numbers that another table has into it, and closes up the numbers of the others. */
    private int mergeKnown(GroupTable from, MemorySegment numbers, int count, GroupTable into, Region scratch) {
        int left = 0;
        for (int start = 0; start < count; start += CHUNK) {
            query.checkCancelled();
            int rows = Math.min(CHUNK, count - start);
            var part = Groups.slice(numbers, start, rows);
            var found = scratch.allocate(4L * rows);
            into.keys().find(from.keys(), part, rows, found, scratch);
            var known = scratch.allocate(4L * rows);
            int merged = 0;
            for (int i = 0; i < rows; i++) {
                int there = Memory.getInt(found, i);
                int here = Memory.getInt(part, i);
                if (there >= 0) {
                    Memory.setInt(found, merged, there);
                    Memory.setInt(known, merged++, here);
                } else {
                    Memory.setInt(numbers, left++, here);
                }
            }
            if (merged > 0) {
                into.merge(found, from, known, merged, scratch.allocate(Math.max(16, into.stride() * merged)));
            }
            scratch.reset();
        }
        return left;
    }

    private GroupTable serial(List<GroupingState> all) {
        var states = new ArrayList<>(all);
        states.sort(
                Comparator.comparingInt((GroupingState state) -> state.table().size())
                        .reversed());
        var into = states.getFirst();
        var groupHere = new ArrayList<@Nullable MemorySegment>();
        groupHere.add(null);
        for (var state : states.subList(1, states.size())) {
            var map = state.rowsRegion().allocate(4L * state.table().size());
            into.addGroups(state.table(), map, CHUNK, query::checkCancelled);
            groupHere.add(map);
        }
        boolean parallel = DistinctMerge.pays(plan, states);
        if (parallel) {
            var merge = new DistinctMerge(query, owner, states, groupHere);
            for (int call = 0; call < plan.calls().size(); call++) {
                if (plan.way(call) == CallPlan.Way.DISTINCT && plan.hasStates(call)) {
                    merge.feed(call);
                }
            }
        }
        for (int i = 1; i < states.size(); i++) {
            var map = groupHere.get(i);
            if (map != null) {
                into.mergeGroups(states.get(i).table(), map, CHUNK, query::checkCancelled);
            }
        }
        for (int call = 0; !parallel && call < plan.calls().size(); call++) {
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
                        into.table(),
                        call,
                        order,
                        distinct,
                        CHUNK,
                        into.rowsRegion(),
                        into.scratch(),
                        query::checkCancelled);
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
        var rows = new OrderedRows(
                plan.argumentTypes(call), plan.orderTypes(call), plan.represented(call), into.rowsRegion());
        rows.addAll(parts, groupHere, CHUNK, into.scratch());
        return rows;
    }

    private List<Groups> partitioned(List<GroupingState> states, SharedGroups shared) {
        var tasks = new ArrayList<Runnable>();
        states.forEach(state -> tasks.add(() -> {
            state.handOver(shared);
            state.close();
        }));
        query.parallel(tasks);
        return shared.tables().stream().map(Groups::all).toList();
    }
}
