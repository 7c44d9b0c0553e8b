package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;

/** What one thread has grouped of one grouping set. */
final class GroupingState {
    private static final int FIRST_LIMIT = 1 << 14;
    private static final int LAST_LIMIT = 1 << 18;
    /** Rows a group from which on it pays to keep groups longer. */
    private static final int GOOD_REDUCTION = 6;

    private final CallPlan plan;
    private final Region tableRegion;
    private final Region textRegion;
    private final Region rowsRegion;
    private final Region keyScratch;
    private final Region scratch;
    private final @Nullable SharedGroups shared;
    private final int number;
    private final GroupTable table;
    private int limit = FIRST_LIMIT;
    private long rowsSinceHandOver;
    private final List<@Nullable DistinctRows> distinct = new ArrayList<>();
    private final List<@Nullable OrderedRows> ordered = new ArrayList<>();
    private final List<@Nullable FirstOfGroups> firstOnly = new ArrayList<>();
    private MemorySegment groups = MemorySegment.NULL;
    private final GroupRuns runs;

    /** The rows that a call gets of a batch: all, or those at the selected int row numbers. */
    record Input(
            List<Vector> arguments,
            List<Vector> order,
            int rows,
            @Nullable MemorySegment selection) {}

    /**
     * @param shared where to hand groups over when they become too many for the cache, or null never to do so
     * @param number of the thread
     */
    GroupingState(
            List<DataType> keyTypes,
            CallPlan plan,
            Supplier<Region> regions,
            @Nullable SharedGroups shared,
            int number) {
        this.plan = plan;
        this.shared = shared;
        this.number = number;
        this.tableRegion = regions.get();
        this.textRegion = regions.get();
        this.rowsRegion = regions.get();
        this.keyScratch = regions.get();
        this.scratch = regions.get();
        this.runs = new GroupRuns(regions.get());
        this.table = new GroupTable(keyTypes, plan, tableRegion, textRegion, keyScratch);
        for (int call = 0; call < plan.calls().size(); call++) {
            var types = plan.argumentTypes(call);
            boolean inOrder = plan.way(call) == CallPlan.Way.IN_ORDER;
            ordered.add(
                    inOrder ? new OrderedRows(types, plan.orderTypes(call), plan.represented(call), rowsRegion) : null);
            firstOnly.add(
                    inOrder && FirstOfGroups.suffices(plan.calls().get(call))
                            ? new FirstOfGroups(plan.calls().get(call), rowsRegion)
                            : null);
            boolean once = plan.way(call) == CallPlan.Way.DISTINCT
                    || inOrder && plan.calls().get(call).distinct();
            var range = inOrder ? null : plan.range(call);
            distinct.add(once ? new DistinctRows(plan.comparedTypes(call), range, rowsRegion, keyScratch) : null);
        }
    }

    GroupTable table() {
        return table;
    }

    @Nullable
    OrderedRows ordered(int call) {
        return ordered.get(call);
    }

    @Nullable
    DistinctRows distinct(int call) {
        return distinct.get(call);
    }

    Region rowsRegion() {
        return rowsRegion;
    }

    Region scratch() {
        return scratch;
    }

    long bytes() {
        return tableRegion.bytes() + textRegion.bytes() + rowsRegion.bytes();
    }

    void consume(List<Vector> keys, int rows, List<Input> inputs, long morsel) {
        if (groups.byteSize() < 4L * rows) {
            groups = tableRegion.allocateZeroed(4L * rows);
        }
        if (!keys.isEmpty()) {
            table.findOrAdd(keys, rows, groups);
        }
        runs.begin(groups, keys.isEmpty() ? 0 : table.size(), rows);
        for (int call = 0; call < inputs.size(); call++) {
            var input = inputs.get(call);
            if (input.rows() > 0 && plan.hasStates(call)) {
                consume(call, input, morsel);
            }
        }
        rowsSinceHandOver += rows;
        if (shared != null && table.size() > limit && !(table.keys().isDirect() && shared.leavesArrays())) {
            makeRoom(shared);
        }
    }

    /** Keeps a table that sums up many rows a group; otherwise hands it over, so that it stays in the cache. */
    private void makeRoom(SharedGroups all) {
        if (rowsSinceHandOver > (long) GOOD_REDUCTION * table.size()) {
            limit = Math.min(2 * limit, LAST_LIMIT);
            if (table.size() <= limit) {
                return;
            }
        }
        int size = table.size();
        int added = handOver(all);
        if (added < size / 2 && 2 * all.size() <= LAST_LIMIT) {
            limit = (int) Math.max(limit, 2 * all.size());
        }
    }

    /** Merges all groups into the shared ones and begins anew; returns how many are new there. */
    int handOver(SharedGroups all) {
        int added = all.addAll(table, number * 13, rowsRegion, scratch);
        table.clear();
        textRegion.reset();
        rowsSinceHandOver = 0;
        return added;
    }

    private void consume(int call, Input input, long morsel) {
        var selection = input.selection();
        var own = selection == null ? groups : RowNumbers.take(groups, selection, input.rows(), scratch);
        switch (plan.way(call)) {
            case AT_ONCE -> {
                if (selection == null && runs.pay()) {
                    table.update(call, runs, input.arguments());
                } else {
                    table.update(call, own, input.arguments(), input.rows());
                }
            }
            case DISTINCT -> {
                var seen = distinct.get(call);
                if (seen != null) {
                    seen.see(own, input.arguments(), input.rows(), scratch);
                }
            }
            case IN_ORDER -> {
                var rows = ordered.get(call);
                if (rows != null) {
                    keep(call, rows, own, input, morsel);
                }
            }
        }
        scratch.reset();
    }

    private void keep(int call, OrderedRows rows, MemorySegment own, Input input, long morsel) {
        var filter = firstOnly.get(call);
        if (filter == null) {
            rows.add(morsel, own, input.arguments(), input.order(), input.rows());
            return;
        }
        var argument = input.arguments().getFirst();
        var selected = scratch.allocate(4L * input.rows());
        int count = filter.select(own, table.size(), argument, input.rows(), selected);
        if (count > 0) {
            var groupsOfFirst = RowNumbers.take(own, selected, count, scratch);
            rows.add(
                    morsel,
                    groupsOfFirst,
                    List.of(Gather.gather(argument, selected, count, scratch)),
                    List.of(),
                    count);
        }
    }

    /** Frees everything but the table. */
    void closeRows() {
        rowsRegion.close();
    }

    void close() {
        tableRegion.close();
        textRegion.close();
        rowsRegion.close();
        keyScratch.close();
        scratch.close();
        runs.close();
    }

    /** Adds another state's groups, without what they have gathered, and writes the number that each has here. */
    void addGroups(GroupTable from, MemorySegment groupHere, int chunk, Runnable checkCancelled) {
        for (int first = 0; first < from.size(); first += chunk) {
            checkCancelled.run();
            int count = Math.min(chunk, from.size() - first);
            var numbers = RowNumbers.range(first, count, scratch);
            var here = groupHere.asSlice(4L * first, 4L * count);
            table.findOrAdd(from, numbers, count, here, scratch);
            scratch.reset();
        }
    }

    /** Adds what another state's groups have gathered, whose numbers here are known. */
    void mergeGroups(GroupTable from, MemorySegment groupHere, int chunk, Runnable checkCancelled) {
        for (int first = 0; first < from.size(); first += chunk) {
            checkCancelled.run();
            int count = Math.min(chunk, from.size() - first);
            table.merge(groupHere.asSlice(4L * first, 4L * count), from, first, count);
        }
    }
}
