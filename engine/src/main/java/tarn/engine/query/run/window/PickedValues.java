package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.WindowCall;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;

/** Functions that take the value of another row: lag, lead, first_value, last_value, nth_value. */
final class PickedValues {
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final Vector values;

    /** With IGNORE NULLS: the rows that have a value; and for each row, how many of them are before it. */
    private final @Nullable MemorySegment valued;

    private final @Nullable MemorySegment valuedBefore;

    PickedValues(Chunk chunk, WindowSpec.Task task) {
        this.chunk = chunk;
        this.task = task;
        this.values = chunk.column(task.arguments().getFirst());
        if (task.call().ignoreNulls()) {
            int rows = chunk.rows();
            valued = chunk.ints();
            valuedBefore = chunk.region().allocate((rows + 1) * 4L + 8);
            int count = 0;
            for (int row = 0; row < rows; row++) {
                put(valuedBefore, row, count);
                if (!values.isNull(row)) {
                    put(valued, count++, row);
                }
            }
            put(valuedBefore, rows, count);
        } else {
            valued = null;
            valuedBefore = null;
        }
    }

    /** lag ({@code direction} -1) or lead (1). */
    Vector shifted(int direction) {
        int rows = chunk.rows();
        var offsets = Flatten.flatten(chunk.column(task.arguments().get(1)), rows, chunk.region());
        var defaults = chunk.column(task.arguments().get(2));
        var picks = chunk.ints();
        boolean missing = false;
        for (int row = 0; row < rows; row++) {
            int pick = -1;
            if (!offsets.isNull(row)) {
                long offset = offsets.values().getAtIndex(ValueLayout.JAVA_LONG, row) * direction;
                pick = valued == null ? neighbour(row, offset) : valuedNeighbour(row, offset);
            }
            missing |= pick < 0;
            put(picks, row, pick);
        }
        return missing && !allNull(defaults) ? withDefaults(picks, defaults) : gather(picks);
    }

    private Vector gather(MemorySegment picks) {
        return Gather.gatherOrNull(values, picks, chunk.rows(), chunk.region());
    }

    private boolean allNull(Vector vector) {
        if (!vector.mayHaveNulls()) {
            return false;
        }
        for (int row = 0; row < chunk.rows(); row++) {
            if (!vector.isNull(row)) {
                return false;
            }
        }
        return true;
    }

    private Vector withDefaults(MemorySegment picks, Vector defaults) {
        int rows = chunk.rows();
        var both = new ColumnBuffer(values.type(), chunk.region());
        both.append(values, rows);
        both.append(defaults, rows);
        for (int row = 0; row < rows; row++) {
            if (get(picks, row) < 0) {
                put(picks, row, rows + row);
            }
        }
        return Gather.gather(both.vector(), picks, rows, chunk.region());
    }

    private int neighbour(int row, long offset) {
        long at = row + Math.clamp(offset, -(1L << 40), 1L << 40);
        return at >= get(chunk.partitionStart(), row) && at < get(chunk.partitionEnd(), row) ? (int) at : -1;
    }

    private int valuedNeighbour(int row, long offset) {
        if (offset == 0) {
            return row;
        }
        int before = before(row);
        // Looking forward, the row itself does not count, if it has a value.
        long index = offset < 0 ? before + offset : before + offset - 1 + (values.isNull(row) ? 0 : 1);
        boolean inPartition =
                index >= before(get(chunk.partitionStart(), row)) && index < before(get(chunk.partitionEnd(), row));
        return inPartition ? valued((int) index) : -1;
    }

    private int before(int row) {
        return get(java.util.Objects.requireNonNull(valuedBefore), row);
    }

    private int valued(int index) {
        return get(java.util.Objects.requireNonNull(valued), index);
    }

    Vector firstValue(Frames frames) {
        return pick(frames, (_, _) -> 1);
    }

    Vector lastValue(Frames frames) {
        return pick(frames, (_, _) -> -1);
    }

    Vector nthValue(Frames frames) {
        var numbers = Flatten.flatten(chunk.column(task.arguments().get(1)), chunk.rows(), chunk.region());
        return pick(frames, (_, row) -> nth(numbers, row));
    }

    private static long nth(FlatVector numbers, int row) {
        return numbers.isNull(row) ? 0 : numbers.values().getAtIndex(ValueLayout.JAVA_LONG, row);
    }

    /** Which row of its frame a row takes: 1 the first, -1 the last, 0 none. */
    @FunctionalInterface
    private interface Which {
        long of(Frames frames, int row);
    }

    private Vector pick(Frames frames, Which which) {
        var picks = chunk.ints();
        for (int row = 0; row < chunk.rows(); row++) {
            put(picks, row, pickIn(frames, row, which.of(frames, row)));
        }
        return gather(picks);
    }

    private int pickIn(Frames frames, int row, long number) {
        if (number == 0) {
            return -1;
        }
        if (frames.exclude() != WindowCall.Exclude.NOTHING) {
            return walk(frames, row, number);
        }
        int from = frames.start(row);
        int to = frames.end(row);
        if (valued == null) {
            long at = number > 0 ? from + number - 1 : to + number;
            return at >= from && at < to ? (int) at : -1;
        }
        int low = before(from);
        int high = before(to);
        long index = number > 0 ? low + number - 1 : high + number;
        return index >= low && index < high ? valued((int) index) : -1;
    }

    /** Counts through a frame that has rows taken out. */
    private int walk(Frames frames, int row, long number) {
        int step = number > 0 ? 1 : -1;
        long left = Math.abs(number);
        int from = frames.start(row);
        int to = frames.end(row);
        for (int at = step > 0 ? from : to - 1; at >= from && at < to; at += step) {
            if (Excluding.excludes(chunk, frames.exclude(), row, at) || valued != null && values.isNull(at)) {
                continue;
            }
            if (--left == 0) {
                return at;
            }
        }
        return -1;
    }
}
