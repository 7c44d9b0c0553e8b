package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.WindowCall;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Gather;

/**
 * Any aggregate over any frames in logarithmic time a row: states of aligned blocks of {@link #FANOUT} rows, of FANOUT such
 * blocks, and so on, are made once; a frame is put together of the largest blocks that fit it and the rows at its ends
 * (Leis, Kundhikanjana, Kemper, Neumann: Efficient processing of window functions in analytical SQL queries, VLDB 2015).
 * Rows are worked on in batches, and the parts of a frame are added in their order, so that aggregates that look at the
 * order are right too.
 */
final class SegmentTree {
    private static final int FANOUT = 16;
    private static final int BATCH = 1024;

    private final Chunk chunk;
    private final AggregateOverload function;
    private final List<Vector> arguments;
    private final @Nullable MemorySegment included;
    private final Aggregate aggregate;
    private final List<Aggregate.States> levels = new ArrayList<>();

    SegmentTree(Chunk chunk, AggregateOverload function, List<Vector> arguments, @Nullable MemorySegment included) {
        this.chunk = chunk;
        this.function = function;
        this.arguments = arguments;
        this.included = included;
        this.aggregate = function.aggregate().get();
        build();
    }

    private void build() {
        int rows = chunk.rows();
        int blocks = (rows + FANOUT - 1) / FANOUT;
        var parents = chunk.ints();
        var pending = new Parts(rows);
        for (int row = 0; row < rows; row++) {
            pending.add(row, row / FANOUT);
        }
        levels.add(states(blocks));
        pending.addRows(levels.getFirst());
        while (blocks > FANOUT) {
            for (int i = 0; i < blocks; i++) {
                put(parents, i, i / FANOUT);
            }
            int above = (blocks + FANOUT - 1) / FANOUT;
            var level = states(above);
            aggregate.merge(level, parents, aggregate, levels.getLast(), blocks, chunk.region());
            levels.add(level);
            blocks = above;
            chunk.query().checkCancelled();
        }
    }

    private Aggregate.States states(int count) {
        int stride = aggregate.stateBytes();
        return new Aggregate.States(chunk.region().allocateZeroed(Math.max(8, (long) count * stride)), 0, stride);
    }

    /** The results of all rows. */
    FlatVector aggregates(Frames frames) {
        int rows = chunk.rows();
        var region = chunk.region();
        var states = states(rows);
        for (int from = 0; from < rows; from += BATCH) {
            chunk.query().checkCancelled();
            evaluate(frames, states, from, Math.min(rows, from + BATCH));
        }
        var values = region.allocateZeroed(Math.max(16, function.result().lane().bytesFor(rows)));
        var validity = region.allocate(Bits.bytes(rows));
        validity.fill((byte) -1);
        var out = new FlatVector(function.result(), values, validity);
        aggregate.finish(states, 0, rows, out, region);
        return out;
    }

    private void evaluate(Frames frames, Aggregate.States states, int from, int to) {
        var ranges = new int[6];
        var starts = new int[BATCH];
        var ends = new int[BATCH];
        int most = frames.exclude() == WindowCall.Exclude.NOTHING ? 1 : 3;
        for (int part = 0; part < most; part++) {
            boolean any = false;
            for (int row = from; row < to; row++) {
                int bounds;
                if (most == 1) {
                    ranges[0] = frames.start(row);
                    ranges[1] = frames.end(row);
                    bounds = 2;
                } else {
                    bounds = Excluding.ranges(chunk, frames, row, ranges);
                }
                boolean present = 2 * part < bounds && ranges[2 * part] < ranges[2 * part + 1];
                starts[row - from] = present ? ranges[2 * part] : 0;
                ends[row - from] = present ? ranges[2 * part + 1] : 0;
                any |= present;
            }
            if (any) {
                addRanges(states, from, to - from, starts, ends);
            }
        }
    }

    /** Adds to state {@code first + i} the rows from {@code starts[i]} to {@code ends[i] - 1}, in order. */
    private void addRanges(Aggregate.States states, int first, int count, int[] starts, int[] ends) {
        var rights = new ArrayList<Parts>();
        var lefts = new ArrayList<Parts>();
        int[] low = starts.clone();
        int[] high = ends.clone();
        for (int level = -1; level < levels.size(); level++) {
            var left = new Parts(count * FANOUT);
            var right = new Parts(count * FANOUT);
            boolean top = level + 1 == levels.size();
            boolean more = false;
            for (int i = 0; i < count; i++) {
                if (low[i] >= high[i]) {
                    continue;
                }
                if (top || high[i] / FANOUT <= (low[i] + FANOUT - 1) / FANOUT) {
                    for (int at = low[i]; at < high[i]; at++) {
                        left.add(at, first + i);
                    }
                    high[i] = low[i];
                    continue;
                }
                for (; low[i] % FANOUT != 0; low[i]++) {
                    left.add(low[i], first + i);
                }
                int aligned = high[i] / FANOUT * FANOUT;
                for (int at = aligned; at < high[i]; at++) {
                    right.add(at, first + i);
                }
                low[i] /= FANOUT;
                high[i] = aligned / FANOUT;
                more = true;
            }
            lefts.add(left);
            rights.add(right);
            if (!more) {
                break;
            }
        }
        for (int i = 0; i < lefts.size(); i++) {
            lefts.get(i).addTo(states, i);
        }
        for (int i = rights.size() - 1; i >= 0; i--) {
            rights.get(i).addTo(states, i);
        }
    }

    /** Rows or blocks, each with the state that it is to be added to. */
    private final class Parts {
        private int[] parts;
        private int[] states;
        private int count;

        Parts(int capacity) {
            parts = new int[Math.max(16, capacity)];
            states = new int[parts.length];
        }

        void add(int part, int state) {
            if (count == parts.length) {
                parts = java.util.Arrays.copyOf(parts, 2 * count);
                states = java.util.Arrays.copyOf(states, 2 * count);
            }
            parts[count] = part;
            states[count++] = state;
        }

        /** Adds rows (level 0) or blocks of a level of the tree. */
        void addTo(Aggregate.States to, int level) {
            if (level == 0) {
                addRows(to);
            } else if (count > 0) {
                addBlocks(to, levels.get(level - 1));
            }
        }

        void addRows(Aggregate.States to) {
            try (var scratch = chunk.query().memory().newRegion("Window")) {
                var rows = scratch.allocate(Math.max(8, count * 4L));
                var groups = scratch.allocate(Math.max(8, count * 4L));
                int kept = 0;
                for (int i = 0; i < count; i++) {
                    if (included == null || Bits.get(included, parts[i])) {
                        put(rows, kept, parts[i]);
                        put(groups, kept++, states[i]);
                    }
                }
                if (kept > 0) {
                    int picked = kept;
                    var values = arguments.stream()
                            .map(vector -> Gather.gather(vector, rows, picked, scratch))
                            .toList();
                    aggregate.update(to, groups, values, kept, chunk.region());
                }
            }
        }

        private void addBlocks(Aggregate.States to, Aggregate.States level) {
            try (var scratch = chunk.query().memory().newRegion("Window")) {
                long stride = level.stride();
                var copies = scratch.allocate(Math.max(8, count * stride));
                var groups = scratch.allocate(count * 4L);
                for (int i = 0; i < count; i++) {
                    MemorySegment.copy(level.memory(), level.at(parts[i]), copies, i * stride, stride);
                    put(groups, i, states[i]);
                }
                var from = new Aggregate.States(copies, 0, stride);
                aggregate.merge(to, groups, aggregate, from, count, chunk.region());
            }
        }
    }
}
