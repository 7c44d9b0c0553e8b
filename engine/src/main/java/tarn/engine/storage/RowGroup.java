package tarn.engine.storage;

import java.util.List;
import tarn.engine.data.memory.Region;

/**
 * Some consecutive rows of a table. Immutable.
 *
 * @param memory what the chunks lie in; held here so that it lives as long as the group is reachable
 */
record RowGroup(int rows, List<ColumnChunk> columns, List<Region> memory) {
    /** Rows of a full group. */
    static final int MAX_ROWS = 122_880;

    long bytes() {
        return memory.stream().mapToLong(Region::bytes).sum();
    }
}
