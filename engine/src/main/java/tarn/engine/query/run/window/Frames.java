package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import tarn.engine.data.type.Interval;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.expr.WindowCall;
import tarn.engine.kernel.Compare;
import tarn.engine.kernel.Flatten;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * The frames of all rows of a chunk: row {@code i} sees rows {@code start(i)} to {@code end(i) - 1}, less what EXCLUDE
 * takes out. An empty frame has start = end.
 */
final class Frames {
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final boolean ordered;
    private final boolean descending;
    private final boolean nullsFirst;
    private final MemorySegment starts;
    private final MemorySegment ends;

    Frames(Chunk chunk, WindowSpec.Task task, WindowSpec spec) {
        this.chunk = chunk;
        this.task = task;
        this.ordered = spec.keys().size() > spec.partitionKeys();
        this.descending = ordered && spec.keys().get(spec.partitionKeys()).descending();
        this.nullsFirst = ordered && spec.keys().get(spec.partitionKeys()).nullsFirst();
        this.ends = bounds(task.call().frame().end(), task.end(), false);
        this.starts = withoutNegative(bounds(task.call().frame().start(), task.start(), true));
    }

    int start(int row) {
        return get(starts, row);
    }

    int end(int row) {
        return get(ends, row);
    }

    WindowCall.Exclude exclude() {
        return task.call().frame().exclude();
    }

    /** Whether every frame is the row's whole partition. */
    boolean wholePartitions() {
        var frame = task.call().frame();
        return frame.exclude() == WindowCall.Exclude.NOTHING && startsWithPartition() && endsWithPartition();
    }

    private boolean startsWithPartition() {
        return switch (task.call().frame().start().kind()) {
            case UNBOUNDED_PRECEDING -> true;
            case CURRENT_ROW -> peersArePartitions();
            case PRECEDING, FOLLOWING, UNBOUNDED_FOLLOWING -> false;
        };
    }

    private boolean endsWithPartition() {
        return switch (task.call().frame().end().kind()) {
            case UNBOUNDED_FOLLOWING -> true;
            case CURRENT_ROW -> peersArePartitions();
            case PRECEDING, FOLLOWING, UNBOUNDED_PRECEDING -> false;
        };
    }

    /** Without an order, all rows of a partition are peers. */
    private boolean peersArePartitions() {
        return !ordered && task.call().frame().unit() != WindowCall.Unit.ROWS;
    }

    private MemorySegment bounds(WindowCall.Bound bound, WindowSpec.Offset offset, boolean isStart) {
        var unit = task.call().frame().unit();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> chunk.partitionStart();
            case UNBOUNDED_FOLLOWING -> chunk.partitionEnd();
            case CURRENT_ROW ->
                unit == WindowCall.Unit.ROWS ? currentRows(isStart) : isStart ? chunk.peerStart() : chunk.peerEnd();
            case PRECEDING -> offset(unit, offset, isStart, true);
            case FOLLOWING -> offset(unit, offset, isStart, false);
        };
    }

    private MemorySegment currentRows(boolean isStart) {
        var out = chunk.ints();
        for (int row = 0; row < chunk.rows(); row++) {
            put(out, row, isStart ? row : row + 1);
        }
        return out;
    }

    private MemorySegment offset(WindowCall.Unit unit, WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        return switch (unit) {
            case ROWS -> rowOffsets(offset, isStart, preceding);
            case GROUPS -> groupOffsets(offset, isStart, preceding);
            case RANGE -> rangeOffsets(offset, isStart, preceding);
        };
    }

    private MemorySegment rowOffsets(WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        var out = chunk.ints();
        var distances = flat(offset.value());
        for (int row = 0; row < chunk.rows(); row++) {
            long distance = distance(distances, row);
            long bound = preceding ? row - distance : row + distance;
            long clamped = Math.clamp(
                    isStart ? bound : bound + 1, get(chunk.partitionStart(), row), get(chunk.partitionEnd(), row));
            put(out, row, (int) clamped);
        }
        return out;
    }

    private FlatVector flat(int column) {
        return Flatten.flatten(chunk.column(column), chunk.rows(), chunk.region());
    }

    /** A frame's offset in rows or groups, kept small enough for sums to stay exact. */
    private static long distance(FlatVector distances, int row) {
        if (distances.isNull(row)) {
            throw SqlException.of(ErrorCode.WINDOWING, "a frame offset must not be NULL");
        }
        long distance = distances.values().getAtIndex(ValueLayout.JAVA_LONG, row);
        if (distance < 0) {
            throw SqlException.of(ErrorCode.WINDOWING, "a frame offset must not be negative: " + distance);
        }
        return Math.min(distance, Integer.MAX_VALUE);
    }

    private MemorySegment groupOffsets(WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        int rows = chunk.rows();
        var group = chunk.ints();
        var groupStart = chunk.region().allocate((rows + 1) * 4L + 8);
        int groups = 0;
        for (int row = 0; row < rows; row++) {
            if (get(chunk.peerStart(), row) == row) {
                put(groupStart, groups++, row);
            }
            put(group, row, groups - 1);
        }
        put(groupStart, groups, rows);
        var out = chunk.ints();
        var distances = flat(offset.value());
        for (int row = 0; row < rows; row++) {
            long distance = distance(distances, row);
            int firstGroup = get(group, get(chunk.partitionStart(), row));
            int endGroup = get(group, get(chunk.partitionEnd(), row) - 1) + 1;
            long bound = get(group, row) + (preceding ? -distance : distance);
            long clamped = Math.clamp(isStart ? bound : bound + 1, firstGroup, endGroup);
            put(out, row, get(groupStart, (int) clamped));
        }
        return out;
    }

    /** Looks for the first row whose key is not before (start), or is behind (end), the row's key moved by the offset. */
    private MemorySegment rangeOffsets(WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        checkRangeOffsets(offset);
        var out = chunk.ints();
        var keys = flat(offset.key());
        var bounds = flat(offset.bound());
        for (int row = 0; row < chunk.rows(); row++) {
            int from = get(chunk.partitionStart(), row);
            int to = get(chunk.partitionEnd(), row);
            if (keys.isNull(row)) {
                // A NULL key is at no distance from any value: its frame are its peers.
                put(out, row, isStart ? get(chunk.peerStart(), row) : get(chunk.peerEnd(), row));
                continue;
            }
            // NULL keys stand together at one end of the partition and are in no frame of a value.
            if (nullsFirst) {
                from = firstWithout(keys, from, to, true);
            } else {
                to = firstWithout(keys, from, to, false);
            }
            put(out, row, search(keys, bounds, row, from, to, isStart));
        }
        return out;
    }

    private void checkRangeOffsets(WindowSpec.Offset offset) {
        var vector = chunk.column(offset.value());
        Object before = null;
        for (int row = 0; row < chunk.rows(); row++) {
            var value = Values.get(vector, row);
            if (value == null) {
                throw SqlException.of(ErrorCode.WINDOWING, "a frame offset must not be NULL");
            }
            if (value.equals(before)) {
                continue;
            }
            boolean negative = switch (value) {
                case Long number -> number < 0;
                case Double number -> number < 0 || number.isNaN();
                case Float number -> number < 0 || number.isNaN();
                case java.math.BigInteger number -> number.signum() < 0;
                case Interval interval -> interval.months() < 0 || interval.days() < 0 || interval.micros() < 0;
                default -> false;
            };
            if (negative) {
                throw SqlException.of(ErrorCode.WINDOWING, "a frame offset must not be negative");
            }
            before = value;
        }
    }

    /** The first row whose key is (not) NULL, where NULLs stand in front (behind). */
    private static int firstWithout(FlatVector keys, int from, int to, boolean nullsInFront) {
        if (!keys.mayHaveNulls()) {
            return nullsInFront ? from : to;
        }
        int low = from;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            if (keys.isNull(middle) == nullsInFront) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int search(FlatVector keys, FlatVector bounds, int row, int from, int to, boolean isStart) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = low + high >>> 1;
            int order = Compare.compare(keys.type(), keys.values(), middle, bounds.values(), row);
            int directed = descending ? -order : order;
            if (directed < 0 || !isStart && directed == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Where the start is behind the end, the frame is empty: it is moved to the end of the frame, in a segment of its own. */
    private MemorySegment withoutNegative(MemorySegment bounds) {
        if (startsWithPartition() || endsWithPartition()) {
            return bounds;
        }
        var settled = chunk.ints();
        for (int row = 0; row < chunk.rows(); row++) {
            put(settled, row, Math.min(get(bounds, row), get(ends, row)));
        }
        return settled;
    }
}
