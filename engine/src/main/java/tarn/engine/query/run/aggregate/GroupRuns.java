package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;

/**
 * The rows of a batch sorted by group, for few groups: then every aggregate sums a run of rows in registers, where adding row
 * by row waits for the sum that the row before has just written to memory.
 */
final class GroupRuns implements AutoCloseable {
    private static final int ROWS_PER_GROUP = 256;

    private final Region region;
    private int[] starts = new int[ROWS_PER_GROUP];
    private int[] ends = new int[ROWS_PER_GROUP];
    private MemorySegment groupOfRow = MemorySegment.NULL;
    private MemorySegment order = MemorySegment.NULL;
    private int groups;
    private int rows;
    private boolean sorted;

    GroupRuns(Region region) {
        this.region = region;
    }

    /** A new batch, whose rows have the given int groups, all below {@code groups}. */
    void begin(MemorySegment groupOfNextRow, int groupCount, int rowCount) {
        groupOfRow = groupOfNextRow;
        groups = groupCount;
        rows = rowCount;
        sorted = false;
    }

    /** Whether runs are long enough to pay. */
    boolean pay() {
        return groups > 0 && (long) groups * ROWS_PER_GROUP <= rows;
    }

    int groups() {
        return groups;
    }

    int rows(int group) {
        return ends[group] - starts[group];
    }

    /** Columns in the order of the groups; constants stay what they are. */
    List<Vector> sorted(List<Vector> columns) {
        if (!sorted) {
            sort();
        }
        var result = new ArrayList<Vector>(columns.size());
        for (var column : columns) {
            if (column instanceof ConstantVector) {
                result.add(column);
            } else {
                int count = ends[groups - 1];
                result.add(Flatten.flatten(Gather.gather(column, order, count, region), count, region));
            }
        }
        return result;
    }

    /** The rows of one group in columns that are sorted. */
    List<Vector> of(int group, List<Vector> columns) {
        int from = starts[group];
        var result = new ArrayList<Vector>(columns.size());
        for (var column : columns) {
            result.add(
                    column instanceof FlatVector flat
                            ? new FlatVector(
                                    flat.type(),
                                    flat.values().asSlice(offset(flat.type().lane(), from)),
                                    flat.validity() == null
                                            ? null
                                            : flat.validity().asSlice(from >> 3))
                            : column);
        }
        return result;
    }

    private static long offset(Lane lane, int row) {
        return lane == Lane.BIT ? row >> 3 : (long) row * lane.bytes();
    }

    /** Counts, then places. Each run begins at a word of a bitmap; the rows between runs are row 0 and belong to none. */
    private void sort() {
        region.reset();
        if (starts.length < groups) {
            starts = new int[2 * groups];
            ends = new int[2 * groups];
        }
        Arrays.fill(ends, 0, groups, 0);
        for (int row = 0; row < rows; row++) {
            ends[Memory.getInt(groupOfRow, row)]++;
        }
        int next = 0;
        for (int group = 0; group < groups; group++) {
            starts[group] = next;
            next += ends[group] + 63 & -64;
            ends[group] = starts[group];
        }
        order = region.allocateZeroed(4L * Math.max(64, next));
        for (int row = 0; row < rows; row++) {
            Memory.setInt(order, ends[Memory.getInt(groupOfRow, row)]++, row);
        }
        sorted = true;
    }

    @Override
    public void close() {
        region.close();
    }
}
