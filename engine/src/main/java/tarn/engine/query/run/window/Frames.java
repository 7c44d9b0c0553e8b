package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.expr.Expr;
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
    private static final int CHECK = (1 << 16) - 1;

    private final TaskRows rows;
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final boolean descending;
    private final boolean nullsFirst;
    private final Chunk.@Nullable Runs peers;
    private final MemorySegment starts;
    private final MemorySegment ends;

    Frames(TaskRows rows) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.task = rows.task();
        var keys = chunk.spec().keys();
        this.descending = rows.isOrdered() && keys.get(task.partitionKeys()).descending();
        this.nullsFirst = rows.isOrdered() && keys.get(task.partitionKeys()).nullsFirst();
        this.peers = exclude() == WindowCall.Exclude.NOTHING ? null : rows.peers();
        this.ends = bounds(task.call().frame().end(), task.end(), false);
        this.starts = withoutNegative(bounds(task.call().frame().start(), task.start(), true));
    }

    int start(int row) {
        return get(starts, row);
    }

    int end(int row) {
        return get(ends, row);
    }

    boolean excludesNothing() {
        return peers == null;
    }

    private WindowCall.Exclude exclude() {
        return task.call().frame().exclude();
    }

    /** The rows of a frame as ranges, at most three: starts and ends in turn, written to {@code out}; how many numbers. */
    int ranges(int row, int[] out) {
        if (peers != null) {
            return Excluding.ranges(peers, exclude(), row, start(row), end(row), out);
        }
        out[0] = start(row);
        out[1] = end(row);
        return out[0] < out[1] ? 2 : 0;
    }

    /** Whether every frame is the row's whole partition. */
    boolean wholePartitions() {
        return exclude() == WindowCall.Exclude.NOTHING && startsWithPartition() && endsWithPartition();
    }

    boolean startsWithPartition() {
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
        return !rows.isOrdered() && task.call().frame().unit() != WindowCall.Unit.ROWS;
    }

    /** Writes the bound of a row. */
    @FunctionalInterface
    private interface Bound {
        int of(int row);
    }

    private MemorySegment each(Bound bound) {
        var out = chunk.ints();
        chunk.slices((from, to, _) -> {
            for (int row = from; row < to; row++) {
                put(out, row, bound.of(row));
                if ((row & CHECK) == 0) {
                    chunk.query().checkCancelled();
                }
            }
        });
        return out;
    }

    private MemorySegment bounds(WindowCall.Bound bound, WindowSpec.Offset offset, boolean isStart) {
        var unit = task.call().frame().unit();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> rows.partitionStarts();
            case UNBOUNDED_FOLLOWING -> rows.partitionEnds();
            case CURRENT_ROW ->
                unit == WindowCall.Unit.ROWS
                        ? each(isStart ? row -> row : row -> row + 1)
                        : isStart ? rows.peers().start() : rows.peers().end();
            case PRECEDING -> offset(unit, offset, isStart, true);
            case FOLLOWING -> offset(unit, offset, isStart, false);
        };
    }

    private MemorySegment offset(WindowCall.Unit unit, WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        return switch (unit) {
            case ROWS -> rowOffsets(offset, isStart, preceding);
            case GROUPS -> groupOffsets(offset, isStart, preceding);
            case RANGE -> rangeOffsets(offset, isStart);
        };
    }

    private MemorySegment rowOffsets(WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        var distances = flat(offset.value());
        return each(row -> {
            long distance = distance(distances, row);
            long bound = preceding ? row - distance : row + distance;
            return (int) Math.clamp(isStart ? bound : bound + 1, rows.partitionStart(row), rows.partitionEnd(row));
        });
    }

    private FlatVector flat(int column) {
        return Flatten.flatten(chunk.column(column), chunk.rows(), chunk.region());
    }

    /** A frame's offset in rows or groups, kept small enough for sums to stay exact. */
    private static long distance(FlatVector distances, int row) {
        if (distances.isNull(row)) {
            throw SqlException.of(ErrorCode.WINDOWING, "a frame offset must not be NULL");
        }
        long distance = Memory.getLong(distances.values(), row);
        if (distance < 0) {
            throw SqlException.of(ErrorCode.WINDOWING, "a frame offset must not be negative: " + distance);
        }
        return Math.min(distance, Integer.MAX_VALUE);
    }

    private MemorySegment groupOffsets(WindowSpec.Offset offset, boolean isStart, boolean preceding) {
        int count = rows.count();
        var group = chunk.ints();
        var groupStart = chunk.region().allocate((count + 1) * 4L + 8);
        var peerStart = rows.peers().start();
        int groups = 0;
        for (int row = 0; row < count; row++) {
            if (get(peerStart, row) == row) {
                put(groupStart, groups++, row);
            }
            put(group, row, groups - 1);
        }
        put(groupStart, groups, count);
        var distances = flat(offset.value());
        return each(row -> {
            long distance = distance(distances, row);
            int firstGroup = get(group, rows.partitionStart(row));
            int endGroup = get(group, rows.partitionEnd(row) - 1) + 1;
            long bound = get(group, row) + (preceding ? -distance : distance);
            return get(groupStart, (int) Math.clamp(isStart ? bound : bound + 1, firstGroup, endGroup));
        });
    }

    /** Looks for the first row whose key is not before (start), or is behind (end), the row's key moved by the offset. */
    private MemorySegment rangeOffsets(WindowSpec.Offset offset, boolean isStart) {
        var frame = task.call().frame();
        checkRangeOffsets(offset, (isStart ? frame.start() : frame.end()).offset() instanceof Expr.Literal);
        var keys = flat(offset.key());
        var bounds = flat(offset.bound());
        var ownPeers = isStart ? rows.peers().start() : rows.peers().end();
        return each(row -> {
            if (keys.isNull(row)) {
                // A NULL key is at no distance from any value: its frame are its peers.
                return get(ownPeers, row);
            }
            int from = rows.partitionStart(row);
            int to = rows.partitionEnd(row);
            // NULL keys stand together at one end of the partition and are in no frame of a value.
            if (nullsFirst) {
                from = firstWithout(keys, from, to, true);
            } else {
                to = firstWithout(keys, from, to, false);
            }
            return search(keys, bounds, row, from, to, isStart);
        });
    }

    private void checkRangeOffsets(WindowSpec.Offset offset, boolean constant) {
        var vector = chunk.column(offset.value());
        Object before = null;
        for (int row = 0; row < (constant ? Math.min(1, chunk.rows()) : chunk.rows()); row++) {
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
                // the values of UHUGEINT are shifted to fill their lane, and none is negative
                case java.math.BigInteger number -> vector.type() != ScalarType.UHUGEINT && number.signum() < 0;
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
        return each(row -> Math.min(get(bounds, row), get(ends, row)));
    }
}
