package tarn.engine.query.run.window;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tarn.engine.expr.Column;
import tarn.engine.expr.WindowCall;
import tarn.engine.query.run.sort.SortSpec;

/**
 * Window functions that share one order of the rows. Whatever they need of a row is a column of the layout, computed before.
 *
 * @param layout columns of the input batches
 * @param passed how many of them, from the first, are handed on; the functions' results follow
 * @param keys what rows are sorted by; each function takes the first of them for its partitions and order
 */
public record WindowSpec(List<Column> layout, int passed, List<SortSpec.Key> keys, List<Task> tasks) {

    /**
     * One function. Numbers are positions in the layout, -1 where there is no such column.
     *
     * @param filter the BOOLEAN of FILTER
     * @param argumentOrder ORDER BY among the arguments
     * @param start what bounds the frame's start, if that has an offset
     * @param end what bounds the frame's end, if that has an offset
     * @param partitionKeys how many of the keys, from the first, are those of its partitions
     * @param orderKeys how many of those that follow are its order
     */
    public record Task(
            WindowCall call,
            List<Integer> arguments,
            int filter,
            List<ArgumentKey> argumentOrder,
            Offset start,
            Offset end,
            int partitionKeys,
            int orderKeys) {

        List<Integer> columns() {
            var columns = new TreeSet<>(arguments);
            columns.add(filter);
            argumentOrder.forEach(key -> columns.add(key.column()));
            for (var offset : List.of(start, end)) {
                columns.addAll(List.of(offset.value(), offset.bound(), offset.key()));
            }
            columns.remove(-1);
            return new ArrayList<>(columns);
        }
    }

    public record ArgumentKey(int column, boolean descending, boolean nullsFirst) {}

    /**
     * @param value for ROWS and GROUPS the number of rows or groups, BIGINT; for RANGE the offset itself, to check its sign
     * @param bound for RANGE the order key with the offset taken off or added
     * @param key for RANGE the order key, of the type of {@code bound}
     */
    public record Offset(int value, int bound, int key) {
        public static final Offset NONE = new Offset(-1, -1, -1);
    }

    /** The keys by which all functions' partitions differ: where rows differ in them, chunks may be cut. */
    int commonPartitionKeys() {
        return tasks.stream().mapToInt(Task::partitionKeys).min().orElse(0);
    }

    /** The input columns passed on, then the results. */
    public List<Column> output() {
        var output = new ArrayList<>(layout.subList(0, passed));
        tasks.forEach(task -> output.add(task.call().output()));
        return output;
    }
}
