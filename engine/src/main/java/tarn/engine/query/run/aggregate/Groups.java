package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;

/**
 * Groups of a table that belong to the result.
 *
 * @param numbers their int numbers; null for all of the table
 */
record Groups(GroupTable table, @Nullable MemorySegment numbers, int count) {

    static Groups all(GroupTable table) {
        return new Groups(table, null, table.size());
    }

    List<Vector> keys(int first, int rows, Region out) {
        return table.resultKeys(
                numbers == null ? RowNumbers.range(first, rows, out) : slice(numbers, first, rows), rows, out);
    }

    List<Vector> results(int first, int rows, Region out) {
        return numbers == null
                ? table.results(first, rows, out)
                : table.results(slice(numbers, first, rows), rows, out);
    }

    static MemorySegment slice(MemorySegment numbers, int first, int rows) {
        return numbers.asSlice(4L * first, 4L * rows);
    }
}
