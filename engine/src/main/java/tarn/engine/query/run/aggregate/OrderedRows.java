package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;
import tarn.engine.query.run.aggregate.AggregateSpec.Order;

/** The rows of an aggregate whose result depends on their order: group, arguments and ORDER BY keys of each. */
final class OrderedRows {
    private final int arguments;
    private final boolean represented;
    private final List<ColumnBuffer> columns = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();

    /** Rows of one morsel. */
    private record Run(OrderedRows of, long morsel, int from, int count) {}

    /**
     * @param represented whether the last argument stands for the first, see
     *     {@link tarn.engine.function.AggregateOverload#represented}
     */
    OrderedRows(List<DataType> argumentTypes, List<DataType> orderTypes, boolean represented, Region region) {
        this.arguments = argumentTypes.size();
        this.represented = represented;
        columns.add(new ColumnBuffer(ScalarType.INTEGER, region));
        argumentTypes.forEach(type -> columns.add(new ColumnBuffer(type, region)));
        orderTypes.forEach(type -> columns.add(new ColumnBuffer(type, region)));
    }

    int size() {
        return (int) columns.getFirst().rows();
    }

    void add(long morsel, MemorySegment groups, List<Vector> values, List<Vector> orderKeys, int count) {
        int from = size();
        columns.getFirst().append(new FlatVector(ScalarType.INTEGER, groups, null), count);
        for (int i = 0; i < arguments; i++) {
            columns.get(1 + i).append(values.get(i), count);
        }
        for (int i = 0; i < orderKeys.size(); i++) {
            columns.get(1 + arguments + i).append(orderKeys.get(i), count);
        }
        var last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.morsel() == morsel) {
            runs.set(runs.size() - 1, new Run(this, morsel, last.from(), last.count() + count));
        } else {
            runs.add(new Run(this, morsel, from, count));
        }
    }

    /**
     * Appends the rows of several, in the order of their morsels.
     *
     * @param groupHere for each of {@code parts}, the table from its group numbers to this one's; null where they are the same
     */
    void addAll(List<OrderedRows> parts, List<@Nullable MemorySegment> groupHere, int chunk, Region scratch) {
        var all = new ArrayList<Run>();
        parts.forEach(part -> all.addAll(part.runs));
        all.sort(Comparator.comparingLong(Run::morsel));
        for (Run run : all) {
            @Nullable MemorySegment table = groupHere.get(parts.indexOf(run.of()));
            for (int done = 0; done < run.count(); done += chunk) {
                int from = run.from() + done;
                int count = Math.min(chunk, run.count() - done);
                for (int c = 0; c < columns.size(); c++) {
                    var slice = run.of().columns.get(c).slice(from, count, scratch);
                    if (c == 0 && table != null) {
                        var groups = scratch.allocate(4L * count);
                        MemorySegment.copy(((FlatVector) slice).values(), 0, groups, 0, 4L * count);
                        RowNumbers.translate(groups, count, table);
                        slice = new FlatVector(ScalarType.INTEGER, groups, null);
                    }
                    columns.get(c).append(slice, count);
                }
                scratch.reset();
            }
        }
    }

    /** Feeds the rows to a call in their order; {@code distinct}, if given, lets only the first of equal rows of a group by. */
    void replay(
            GroupTable into,
            int call,
            List<Order> order,
            @Nullable DistinctRows distinct,
            int chunk,
            Region sorting,
            Region scratch,
            Runnable checkCancelled) {
        var columnVectors = columns.stream().map(ColumnBuffer::vector).toList();
        var keys = columnVectors.subList(1 + arguments, columns.size());
        var sorted = new RowSort(keys, order, checkCancelled).sort(size(), sorting);
        for (int from = 0; from < size(); from += chunk) {
            checkCancelled.run();
            int count = Math.min(chunk, size() - from);
            var rows = sorted.asSlice(4L * from, 4L * count);
            if (distinct != null) {
                var first = scratch.allocate(4L * count);
                count = firstOfEquals(columnVectors, rows, count, distinct, first, scratch);
                rows = first;
            }
            if (count > 0) {
                var groups = RowNumbers.take(columnVectors.getFirst().values(), rows, count, scratch);
                into.update(call, groups, shown(columnVectors, rows, count, scratch), count);
            }
            scratch.reset();
        }
    }

    private int firstOfEquals(
            List<FlatVector> all, MemorySegment rows, int count, DistinctRows seen, MemorySegment out, Region scratch) {
        int next = seen.size();
        var groups = RowNumbers.take(all.getFirst().values(), rows, count, scratch);
        var numbers = scratch.allocate(4L * count);
        seen.add(groups, gather(all, 1, represented ? arguments : arguments + 1, rows, count, scratch), count, numbers);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (Memory.getInt(numbers, i) == next) {
                Memory.setInt(out, kept++, Memory.getInt(rows, i));
                next++;
            }
        }
        return kept;
    }

    /** What the aggregate gets of the rows. */
    private List<Vector> shown(List<FlatVector> all, MemorySegment rows, int count, Region scratch) {
        if (!represented) {
            return gather(all, 1, arguments + 1, rows, count, scratch);
        }
        var values = gather(all, 2, arguments + 1, rows, count, scratch);
        values.addFirst(values.removeLast());
        return values;
    }

    private static List<Vector> gather(
            List<FlatVector> all, int from, int to, MemorySegment rows, int count, Region scratch) {
        var values = new ArrayList<Vector>(to - from);
        for (int i = from; i < to; i++) {
            values.add(Gather.gather(all.get(i), rows, count, scratch));
        }
        return values;
    }
}
