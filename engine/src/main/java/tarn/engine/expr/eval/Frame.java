package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;

/** The rows that an expression is evaluated for: a batch, or chosen rows of one, whose columns are gathered on demand. */
final class Frame {
    private final int rows;
    private final Region region;
    private final List<Vector> columns;
    private final @Nullable MemorySegment rowNumbers;
    private final @Nullable Vector[] gathered;

    Frame(List<Vector> columns, int rows, Region region) {
        this(columns, rows, region, null);
    }

    private Frame(List<Vector> columns, int rows, Region region, @Nullable MemorySegment rowNumbers) {
        this.columns = columns;
        this.rows = rows;
        this.region = region;
        this.rowNumbers = rowNumbers;
        this.gathered = rowNumbers == null ? new Vector[0] : new Vector[columns.size()];
    }

    int rows() {
        return rows;
    }

    /** Memory that lives as long as the result of the evaluation. */
    Region region() {
        return region;
    }

    Vector column(int index) {
        if (rowNumbers == null) {
            return columns.get(index);
        }
        var column = gathered[index];
        if (column == null) {
            column = Gather.gather(columns, index, rowNumbers, rows, region);
            gathered[index] = column;
        }
        return column;
    }

    /** The frame of some of these rows, by int numbers that count from this frame's first row. */
    Frame select(MemorySegment chosen, int count) {
        if (rowNumbers == null) {
            return new Frame(columns, count, region, chosen);
        }
        var composed = region.allocate(4L * count + 4);
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(chosen, i);
            Memory.setInt(composed, i, Memory.getInt(rowNumbers, row));
        }
        return new Frame(columns, count, region, composed);
    }
}
