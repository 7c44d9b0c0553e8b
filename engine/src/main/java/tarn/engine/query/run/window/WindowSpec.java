package tarn.engine.query.run.window;

import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.expr.WindowCall;
import tarn.engine.query.run.sort.SortSpec;

/**
 * Window functions that share partition and order. Whatever they need of a row is a column of the layout, computed before.
 *
 * @param layout columns of the input batches
 * @param passed how many of them, from the first, are handed on; the functions' results follow
 * @param keys partition keys, then order keys
 * @param partitionKeys how many of the keys are partition keys
 */
public record WindowSpec(
        List<Column> layout, int passed, List<SortSpec.Key> keys, int partitionKeys, List<Task> tasks) {

    /**
     * One function. Numbers are positions in the layout, -1 where there is no such column.
     *
     * @param filter the BOOLEAN of FILTER
     * @param start what bounds the frame's start, if that has an offset
     * @param end what bounds the frame's end, if that has an offset
     */
    public record Task(WindowCall call, List<Integer> arguments, int filter, Offset start, Offset end) {}

    /**
     * @param value for ROWS and GROUPS the number of rows or groups, BIGINT; for RANGE the offset itself, to check its sign
     * @param bound for RANGE the order key with the offset taken off or added
     * @param key for RANGE the order key, of the type of {@code bound}
     */
    public record Offset(int value, int bound, int key) {
        public static final Offset NONE = new Offset(-1, -1, -1);
    }

    /** The input columns passed on, then the results. */
    public List<Column> output() {
        var output = new java.util.ArrayList<>(layout.subList(0, passed));
        tasks.forEach(task -> output.add(task.call().output()));
        return output;
    }
}
