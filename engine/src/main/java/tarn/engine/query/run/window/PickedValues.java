package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;

/** Functions that take the value of another row: lag, lead, first_value, last_value, nth_value. */
final class PickedValues {
    private static final int CHECK = (1 << 12) - 1;

    /** Of a row whose offset is NULL, so that the result is, whatever the default. */
    private static final int NULL = -2;

    private final TaskRows rows;
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final Vector values;

    /** The rows that can be picked: with IGNORE NULLS those that have a value, with FILTER those it lets through. */
    private final KeptRows kept;

    /** The order of the rows in frames where ORDER BY stands among the arguments. */
    private final @Nullable FrameOrder order;

    PickedValues(TaskRows rows, @Nullable MemorySegment included, boolean ignoreNulls) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.task = rows.task();
        this.values = chunk.column(task.arguments().getFirst());
        this.kept = new KeptRows(chunk, included, ignoreNulls ? List.of(values) : List.of());
        this.order = task.argumentOrder().isEmpty()
                ? null
                : new FrameOrder(chunk, kept, new RowOrder(chunk, task.argumentOrder()), false);
    }

    /** lag ({@code direction} -1) or lead (1). */
    Vector shifted(int direction) {
        var offsets = Flatten.flatten(chunk.column(task.arguments().get(1)), rows.count(), chunk.region());
        var defaults = chunk.column(task.arguments().get(2));
        var frames = order == null ? null : new Frames(rows);
        var picks = chunk.ints();
        chunk.slices((from, to, _) -> {
            var ranges = new int[6];
            for (int row = from; row < to; row++) {
                int pick = NULL;
                if (!offsets.isNull(row)) {
                    long offset = Memory.getLong(offsets.values(), row);
                    offset = Math.clamp(offset, -(1L << 40), 1L << 40) * direction;
                    pick = frames != null
                            ? orderedNeighbour(frames, row, offset, ranges)
                            : kept.all() ? neighbour(row, offset) : keptNeighbour(row, offset);
                }
                put(picks, row, pick);
                check(row);
            }
        });
        return misses(picks) && !allNull(defaults) ? withDefaults(picks, defaults) : gather(picks);
    }

    private void check(int row) {
        if ((row & CHECK) == 0) {
            chunk.query().checkCancelled();
        }
    }

    private boolean misses(MemorySegment picks) {
        for (int row = 0; row < rows.count(); row++) {
            if (get(picks, row) == -1) {
                return true;
            }
        }
        return false;
    }

    private Vector gather(MemorySegment picks) {
        return Gather.gatherOrNull(values, picks, rows.count(), chunk.results());
    }

    private boolean allNull(Vector vector) {
        if (!vector.mayHaveNulls()) {
            return false;
        }
        for (int row = 0; row < rows.count(); row++) {
            if (!vector.isNull(row)) {
                return false;
            }
        }
        return true;
    }

    private Vector withDefaults(MemorySegment picks, Vector defaults) {
        int count = rows.count();
        // Strings of the result stay where this copies them.
        var both = new ColumnBuffer(values.type(), chunk.results());
        both.append(values, count);
        both.append(defaults, count);
        for (int row = 0; row < count; row++) {
            int pick = get(picks, row);
            if (pick < 0) {
                put(picks, row, pick == NULL ? -1 : count + row);
            }
        }
        return Gather.gatherOrNull(both.vector(), picks, count, chunk.results());
    }

    private int neighbour(int row, long offset) {
        long at = row + offset;
        return at >= rows.partitionStart(row) && at < rows.partitionEnd(row) ? (int) at : -1;
    }

    private int keptNeighbour(int row, long offset) {
        if (offset == 0) {
            return row;
        }
        int before = kept.before(row);
        // Looking forward, the row itself does not count, if it is kept.
        long index = offset < 0 ? before + offset : before + offset - 1 + (kept.has(row) ? 1 : 0);
        boolean inPartition =
                index >= kept.before(rows.partitionStart(row)) && index < kept.before(rows.partitionEnd(row));
        return inPartition ? kept.row((int) index) : -1;
    }

    /** The row so many places from the row's own among those of its frame. */
    private int orderedNeighbour(Frames frames, int row, long offset, int[] ranges) {
        var places = java.util.Objects.requireNonNull(order);
        int bounds = frames.ranges(row, ranges);
        int count = kept.narrow(ranges, bounds);
        if (!kept.has(row)) {
            return -1;
        }
        long at = places.before(ranges, bounds, places.place(row)) + offset;
        return at >= 0 && at < count ? places.select(ranges, bounds, (int) at) : -1;
    }

    Vector firstValue() {
        return pick(_ -> 1);
    }

    Vector lastValue() {
        return pick(_ -> -1);
    }

    Vector nthValue() {
        var numbers = Flatten.flatten(chunk.column(task.arguments().get(1)), rows.count(), chunk.region());
        return pick(row -> nth(numbers, row));
    }

    private static long nth(FlatVector numbers, int row) {
        return numbers.isNull(row) ? 0 : Math.max(0, Memory.getLong(numbers.values(), row));
    }

    /** Which row of its frame a row takes: 1 the first, -1 the last, 0 none. */
    @FunctionalInterface
    private interface Which {
        long of(int row);
    }

    private Vector pick(Which which) {
        var frames = new Frames(rows);
        var picks = chunk.ints();
        chunk.slices((from, to, _) -> {
            var ranges = new int[6];
            for (int row = from; row < to; row++) {
                put(picks, row, pickIn(frames, row, which.of(row), ranges));
                check(row);
            }
        });
        return gather(picks);
    }

    private int pickIn(Frames frames, int row, long number, int[] ranges) {
        int bounds = frames.ranges(row, ranges);
        int count = kept.narrow(ranges, bounds);
        if (number == 0 || number > count || count == 0) {
            return -1;
        }
        int index = (int) (number > 0 ? number - 1 : count + number);
        if (order != null) {
            return order.select(ranges, bounds, index);
        }
        for (int i = 0; i < bounds; i += 2) {
            int size = ranges[i + 1] - ranges[i];
            if (index < size) {
                return kept.row(ranges[i] + index);
            }
            index -= size;
        }
        return -1;
    }
}
