package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;

/** Finds the first row of each value within partitions. */
final class DistinctRows {
    private DistinctRows() {}

    /** A bit per row: set for included rows whose values no included row of the partition before has. */
    static MemorySegment firsts(Chunk chunk, List<Vector> columns, @Nullable MemorySegment included) {
        var firsts = chunk.region().allocateZeroed(Bits.bytes(chunk.rows()));
        var seen = new HashSet<List<@Nullable Object>>();
        for (int row = 0; row < chunk.rows(); row++) {
            if (get(chunk.partitionStart(), row) == row) {
                seen.clear();
            }
            if (included == null || Bits.get(included, row)) {
                var values = new ArrayList<@Nullable Object>(columns.size());
                for (var column : columns) {
                    values.add(Values.get(column, row));
                }
                if (seen.add(values)) {
                    Bits.set(firsts, row);
                }
            }
        }
        return firsts;
    }
}
