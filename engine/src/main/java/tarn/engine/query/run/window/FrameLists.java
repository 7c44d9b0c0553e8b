package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Gather;

/**
 * Aggregates whose result is as large as the frame, as list: every frame's rows are gone through, in an order of their own.
 * With DISTINCT only the first row with each value is, found by where its value was seen last.
 */
final class FrameLists {
    /** Results made together, a multiple of 64. */
    private static final int BATCH = 256;

    private static final int PENDING = 1 << 16;

    private final TaskRows rows;
    private final Chunk chunk;
    private final AggregateOverload function;
    private final Frames frames;
    private final KeptRows kept;
    private final List<Vector> arguments;

    /** The place of each row in the order of the arguments' ORDER BY. */
    private final @Nullable MemorySegment places;

    private final @Nullable RowOrder order;

    /** With DISTINCT the number of each row's value. */
    private final @Nullable MemorySegment codes;

    /** With DISTINCT, by the kept rows' numbers: one more than the number of the kept row before with the same value, or 0. */
    private final @Nullable Minima before;

    FrameLists(
            TaskRows rows,
            AggregateOverload function,
            Frames frames,
            @Nullable MemorySegment included,
            boolean distinct) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.function = function;
        this.frames = frames;
        this.kept = new KeptRows(chunk, included, List.of());
        var task = rows.task();
        this.arguments = task.arguments().stream().map(chunk::column).toList();
        var byValue = distinct ? new RowOrder(chunk, DistinctValues.keys(task)) : null;
        this.codes = byValue == null ? null : byValue.codes();
        this.before = byValue == null ? null : new Minima(byValue.numbersBefore(kept), kept.count(), chunk.region());
        if (task.argumentOrder().isEmpty()) {
            this.order = null;
            this.places = null;
        } else {
            var byKeys = new RowOrder(chunk, task.argumentOrder());
            var byRow = chunk.ints();
            for (int i = 0; i < rows.count(); i++) {
                put(byRow, byKeys.row(i), i);
            }
            this.order = byKeys;
            this.places = byRow;
        }
    }

    FlatVector aggregates() {
        var out = chunk.result(function.result());
        chunk.slices((from, to, region) -> {
            var texts = chunk.newResultRegion();
            try (var scratch = chunk.query().memory().newRegion("Window")) {
                var slice = new Slice(scratch, codes == null ? null : new int[rows.count()]);
                for (int at = from; at < to; at += BATCH) {
                    int count = Math.min(BATCH, to - at);
                    slice.batch(at, count, Chunk.part(out, at, count), texts);
                    scratch.reset();
                }
            }
        });
        return out;
    }

    /** Evaluates batches of rows, on one thread. */
    private final class Slice {
        private final Region scratch;

        /** With DISTINCT for each value the row whose frame had it last, plus one. */
        private final int @Nullable [] seen;

        private final int[] picks = new int[PENDING];
        private final int[] groups = new int[PENDING];
        private int pending;
        private int[] members = new int[1024];
        private Aggregate aggregate;
        private Aggregate.States states;

        Slice(Region scratch, int @Nullable [] seen) {
            this.scratch = scratch;
            this.seen = seen;
            this.aggregate = function.aggregate().get();
            this.states = FrameAggregates.states(aggregate, 0, scratch);
        }

        void batch(int first, int count, FlatVector out, Region texts) {
            aggregate = function.aggregate().get();
            states = FrameAggregates.states(aggregate, count, scratch);
            var ranges = new int[6];
            for (int i = 0; i < count; i++) {
                int size = members(first + i, ranges);
                if (order != null) {
                    Arrays.sort(members, 0, size);
                }
                for (int k = 0; k < size; k++) {
                    add(order == null ? members[k] : order.row(members[k]), i);
                }
            }
            flush();
            aggregate.finish(states, 0, count, out, texts);
        }

        /** Writes the rows of a frame, or their places if there is an order. */
        private int members(int row, int[] ranges) {
            int bounds = frames.ranges(row, ranges);
            kept.narrow(ranges, bounds);
            int count = 0;
            for (int i = 0; i < bounds; i += 2) {
                for (int number = next(ranges, i, ranges[i]);
                        number < ranges[i + 1];
                        number = next(ranges, i, number + 1)) {
                    int member = kept.row(number);
                    if (isNew(member, row, bounds)) {
                        if (count == members.length) {
                            members = Arrays.copyOf(members, 2 * count);
                        }
                        members[count++] = places == null ? member : get(places, member);
                    }
                }
            }
            chunk.query().checkCancelled();
            return count;
        }

        /** The next number in a range; with DISTINCT, of a row whose value was last seen before the range. */
        private int next(int[] ranges, int range, int from) {
            return before == null ? from : before.next(from, ranges[range + 1], ranges[range] + 1);
        }

        /** With DISTINCT the first row of several ranges with a value counts. */
        private boolean isNew(int member, int row, int bounds) {
            if (seen == null || codes == null || bounds == 2) {
                return true;
            }
            int code = get(codes, member);
            boolean isNew = seen[code] != row + 1;
            seen[code] = row + 1;
            return isNew;
        }

        private void add(int row, int group) {
            if (pending == PENDING) {
                flush();
                chunk.query().checkCancelled();
            }
            picks[pending] = row;
            groups[pending++] = group;
        }

        private void flush() {
            if (pending == 0) {
                return;
            }
            try (var own = chunk.query().memory().newRegion("Window")) {
                var rowNumbers = own.allocate(pending * 4L);
                var groupNumbers = own.allocate(pending * 4L);
                for (int i = 0; i < pending; i++) {
                    put(rowNumbers, i, picks[i]);
                    put(groupNumbers, i, groups[i]);
                }
                var values = arguments.stream()
                        .map(vector -> Gather.gather(vector, rowNumbers, pending, own))
                        .toList();
                aggregate.update(states, groupNumbers, values, pending, scratch);
            }
            pending = 0;
        }
    }

    /** @param texts memory for strings, alive as long as the results */
    static FlatVector finish(
            Aggregate aggregate, Aggregate.States states, DataType type, int count, Region region, Region texts) {
        var values = region.allocateZeroed(Math.max(16, type.lane().bytesFor(count)));
        var validity = region.allocate(Bits.bytes(count));
        validity.fill((byte) -1);
        var out = new FlatVector(type, values, validity);
        aggregate.finish(states, 0, count, out, texts);
        return out;
    }
}
