package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;

/** The rows of a chunk that count (those with a value, those that FILTER lets through), numbered from 0. */
final class KeptRows {
    private final @Nullable MemorySegment kept;
    private final @Nullable MemorySegment before;
    private final int count;

    /**
     * @param included bits of the rows that count, null for all
     * @param values rows in which one of them is NULL do not count
     */
    KeptRows(Chunk chunk, @Nullable MemorySegment included, List<Vector> values) {
        int rows = chunk.rows();
        var nullable = values.stream().filter(Vector::mayHaveNulls).toList();
        if (included == null && nullable.isEmpty()) {
            this.kept = null;
            this.before = null;
            this.count = rows;
            return;
        }
        var kept = chunk.ints();
        var before = chunk.region().allocate((rows + 1) * 4L);
        int count = 0;
        for (int row = 0; row < rows; row++) {
            put(before, row, count);
            if ((included == null || Bits.get(included, row)) && !hasNull(nullable, row)) {
                put(kept, count++, row);
            }
        }
        put(before, rows, count);
        this.kept = kept;
        this.before = before;
        this.count = count;
    }

    private static boolean hasNull(List<Vector> vectors, int row) {
        for (var vector : vectors) {
            if (vector.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    boolean all() {
        return kept == null;
    }

    int count() {
        return count;
    }

    /** The row of a number. */
    int row(int number) {
        return kept == null ? number : get(kept, number);
    }

    /** How many rows before a row count: the number of the first one from there on. */
    int before(int row) {
        return before == null ? row : get(before, row);
    }

    boolean has(int row) {
        return before == null || get(before, row) < get(before, row + 1);
    }

    /** Turns ranges of rows, starts and ends in turn, into ranges of numbers; returns how many numbers these hold. */
    int narrow(int[] ranges, int bounds) {
        int total = 0;
        for (int i = 0; i < bounds; i += 2) {
            ranges[i] = before(ranges[i]);
            ranges[i + 1] = before(ranges[i + 1]);
            total += ranges[i + 1] - ranges[i];
        }
        return total;
    }
}
