package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
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
        var pending = new Parts(rows, chunk.region());
        for (int row = 0; row < rows; row++) {
            pending.add(row, row / FANOUT);
        }
        levels.add(states(aggregate, blocks, chunk.region()));
        pending.addRows(aggregate, levels.getFirst());
        while (blocks > FANOUT) {
            for (int i = 0; i < blocks; i++) {
                put(parents, i, i / FANOUT);
            }
            int above = (blocks + FANOUT - 1) / FANOUT;
            var level = states(aggregate, above, chunk.region());
            aggregate.merge(level, parents, aggregate, levels.getLast(), blocks, chunk.region());
            levels.add(level);
            blocks = above;
            chunk.query().checkCancelled();
        }
    }

    private static Aggregate.States states(Aggregate aggregate, int count, Region region) {
        int stride = aggregate.stateBytes();
        return new Aggregate.States(region.allocateZeroed(Math.max(8, (long) count * stride)), 0, stride);
    }

    /** The results of all rows. */
    FlatVector aggregates(Frames frames) {
        var out = chunk.result(function.result());
        chunk.slices((from, to, region) -> new Query(frames, region).aggregate(from, to, out));
        return out;
    }

    /** Evaluates rows, on one thread. */
    private final class Query {
        private final Frames frames;
        private final Region region;
        private final Aggregate own = function.aggregate().get();

        Query(Frames frames, Region region) {
            this.frames = frames;
            this.region = region;
        }

        void aggregate(int from, int to, FlatVector out) {
            var texts = function.result().lane() == Lane.BYTES ? chunk.newResultRegion() : region;
            var states = states(own, BATCH, region);
            for (int at = from; at < to; at += BATCH) {
                chunk.query().checkCancelled();
                int count = Math.min(BATCH, to - at);
                states.memory().fill((byte) 0);
                evaluate(states, at, at + count);
                own.finish(states, 0, count, Chunk.part(out, at, count), texts);
            }
        }

        private void evaluate(Aggregate.States states, int from, int to) {
            var ranges = new int[6];
            var starts = new int[BATCH];
            var ends = new int[BATCH];
            int most = frames.excludesNothing() ? 1 : 3;
            for (int part = 0; part < most; part++) {
                boolean any = false;
                for (int row = from; row < to; row++) {
                    int bounds = frames.ranges(row, ranges);
                    boolean present = 2 * part < bounds && ranges[2 * part] < ranges[2 * part + 1];
                    starts[row - from] = present ? ranges[2 * part] : 0;
                    ends[row - from] = present ? ranges[2 * part + 1] : 0;
                    any |= present;
                }
                if (any) {
                    addRanges(states, to - from, starts, ends);
                }
            }
        }

        /** Adds to state {@code i} the rows from {@code starts[i]} to {@code ends[i] - 1}, in order. */
        private void addRanges(Aggregate.States states, int count, int[] starts, int[] ends) {
            var rights = new ArrayList<Parts>();
            var lefts = new ArrayList<Parts>();
            int[] low = starts.clone();
            int[] high = ends.clone();
            for (int level = -1; level < levels.size(); level++) {
                var left = new Parts(count * FANOUT, region);
                var right = new Parts(count * FANOUT, region);
                boolean top = level + 1 == levels.size();
                boolean more = false;
                for (int i = 0; i < count; i++) {
                    if (low[i] >= high[i]) {
                        continue;
                    }
                    if (top || high[i] / FANOUT <= (low[i] + FANOUT - 1) / FANOUT) {
                        for (int at = low[i]; at < high[i]; at++) {
                            left.add(at, i);
                        }
                        high[i] = low[i];
                        continue;
                    }
                    for (; low[i] % FANOUT != 0; low[i]++) {
                        left.add(low[i], i);
                    }
                    int aligned = high[i] / FANOUT * FANOUT;
                    for (int at = aligned; at < high[i]; at++) {
                        right.add(at, i);
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
                lefts.get(i).addTo(own, states, i);
            }
            for (int i = rights.size() - 1; i >= 0; i--) {
                rights.get(i).addTo(own, states, i);
            }
        }
    }

    /** Rows or blocks, each with the state that it is to be added to. */
    private final class Parts {
        private final Region memory;
        private int[] parts;
        private int[] states;
        private int count;

        Parts(int capacity, Region memory) {
            this.memory = memory;
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
        void addTo(Aggregate own, Aggregate.States to, int level) {
            if (level == 0) {
                addRows(own, to);
            } else if (count > 0) {
                addBlocks(own, to, levels.get(level - 1));
            }
        }

        void addRows(Aggregate own, Aggregate.States to) {
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
                    own.update(to, groups, values, kept, memory);
                }
            }
        }

        private void addBlocks(Aggregate own, Aggregate.States to, Aggregate.States level) {
            try (var scratch = chunk.query().memory().newRegion("Window")) {
                long stride = level.stride();
                var copies = scratch.allocate(Math.max(8, count * stride));
                var groups = scratch.allocate(count * 4L);
                for (int i = 0; i < count; i++) {
                    MemorySegment.copy(level.memory(), level.at(parts[i]), copies, i * stride, stride);
                    put(groups, i, states[i]);
                }
                var from = new Aggregate.States(copies, 0, stride);
                own.merge(to, groups, aggregate, from, count, memory);
            }
        }
    }
}
