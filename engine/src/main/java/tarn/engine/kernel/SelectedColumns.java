package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;

/**
 * Columns of some rows of a batch, each gathered when it is first asked for. What is selected again before anyone has asked
 * is gathered once, for the rows that are left in the end; what nobody asks for never is.
 *
 * <p>Lives as long as a batch does: until its producer is asked for the next one. For one thread.
 */
public final class SelectedColumns extends AbstractList<Vector> implements RandomAccess {
    private final List<Vector> source;
    private final int[] positions;
    private final MemorySegment rows;
    private final int count;
    private final Region region;
    private final @Nullable Vector[] gathered;

    private SelectedColumns(List<Vector> source, int[] positions, MemorySegment rows, int count, Region region) {
        this.source = source;
        this.positions = positions;
        this.rows = rows;
        this.count = count;
        this.region = region;
        this.gathered = new Vector[positions.length];
    }

    /**
     * The rows with the given int numbers.
     *
     * @param positions which of the columns, in order
     * @param region for row numbers and values, not reset while the result is used
     */
    public static List<Vector> of(List<Vector> columns, int[] positions, MemorySegment rows, int count, Region region) {
        if (!(columns instanceof SelectedColumns before)) {
            return new SelectedColumns(columns, positions, rows, count, region);
        }
        var composed = region.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            Memory.setInt(composed, i, Memory.getInt(before.rows, Memory.getInt(rows, i)));
        }
        var sources = new int[positions.length];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = before.positions[positions[i]];
        }
        return new SelectedColumns(before.source, sources, composed, count, region);
    }

    @Override
    public Vector get(int index) {
        var vector = gathered[index];
        if (vector == null) {
            vector = Gather.gather(source, positions[index], rows, count, region);
            gathered[index] = vector;
        }
        return vector;
    }

    @Override
    public int size() {
        return positions.length;
    }
}
