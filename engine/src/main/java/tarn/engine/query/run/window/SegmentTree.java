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
 * Any aggregate over any frames in logarithmic time a row: states of single rows, of aligned blocks of {@link #FANOUT} of
 * them, and so on, are made once; a frame is put together of the largest blocks that fit it (Leis, Kundhikanjana, Kemper,
 * Neumann: Efficient processing of window functions in analytical SQL queries, VLDB 2015), or of the frame before, where
 * that only grew. The parts of a frame are added in their order, so that aggregates that look at the order are right too.
 */
final class SegmentTree {
    private static final int FANOUT = 8;

    /** Rows whose results are made together. Frames are put together anew at its multiples, whoever evaluates them. */
    private static final int BATCH = Chunk.SLICE_ROWS;

    /** States made of rows at a time. */
    private static final int GATHERED = 1 << 16;

    private final Chunk chunk;
    private final AggregateOverload function;
    private final List<Vector> arguments;
    private final @Nullable MemorySegment included;
    private final Aggregate aggregate;
    private final List<Aggregate.States> levels = new ArrayList<>();
    private final MemorySegment zeros;

    SegmentTree(Chunk chunk, AggregateOverload function, List<Vector> arguments, @Nullable MemorySegment included) {
        this.chunk = chunk;
        this.function = function;
        this.arguments = arguments;
        this.included = included;
        this.aggregate = function.aggregate().get();
        this.zeros = chunk.region().allocateZeroed(FANOUT * 4L);
        build();
    }

    private void build() {
        int size = chunk.rows();
        var leaves = FrameAggregates.states(aggregate, size, chunk.region());
        if (included == null) {
            var all = chunk.ints();
            for (int row = 0; row < size; row++) {
                put(all, row, row);
            }
            aggregate.update(leaves, all, arguments, size, chunk.region());
            chunk.region().free(all);
        } else {
            updateIncluded(leaves, included);
        }
        levels.add(leaves);
        var parents = chunk.ints();
        while (size > FANOUT) {
            chunk.query().checkCancelled();
            for (int i = 0; i < size; i++) {
                put(parents, i, i / FANOUT);
            }
            int above = (size + FANOUT - 1) / FANOUT;
            var level = FrameAggregates.states(aggregate, above, chunk.region());
            aggregate.merge(level, parents, aggregate, levels.getLast(), size, chunk.region());
            levels.add(level);
            size = above;
        }
        chunk.region().free(parents);
    }

    private void updateIncluded(Aggregate.States leaves, MemorySegment bits) {
        try (var scratch = chunk.query().memory().newRegion("Window")) {
            for (int from = 0; from < chunk.rows(); from += GATHERED) {
                var rows = scratch.allocate(GATHERED * 4L);
                int count = 0;
                for (int row = from; row < Math.min(chunk.rows(), from + GATHERED); row++) {
                    if (Bits.get(bits, row)) {
                        put(rows, count++, row);
                    }
                }
                if (count > 0) {
                    int picked = count;
                    var values = arguments.stream()
                            .map(vector -> Gather.gather(vector, rows, picked, scratch))
                            .toList();
                    aggregate.update(leaves, rows, values, count, chunk.region());
                }
                scratch.reset();
            }
        }
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
        private final Aggregate.States states;
        private final int[] ranges = new int[6];

        /** The frame that {@code row - 1} has, where it is one range. */
        private int start = -1;

        private int end = -1;

        Query(Frames frames, Region region) {
            this.frames = frames;
            this.region = region;
            this.states = FrameAggregates.states(own, BATCH, region);
        }

        void aggregate(int from, int to, FlatVector out) {
            var texts = function.result().lane() == Lane.BYTES ? chunk.newResultRegion() : region;
            for (int at = from; at < to; at += BATCH) {
                chunk.query().checkCancelled();
                int count = Math.min(BATCH, to - at);
                states.memory().fill((byte) 0);
                start = -1;
                for (int i = 0; i < count; i++) {
                    evaluate(at + i, i);
                    if ((i & 0xff) == 0) {
                        chunk.query().checkCancelled();
                    }
                }
                own.finish(states, 0, count, Chunk.part(out, at, count), texts);
            }
        }

        private void evaluate(int row, int place) {
            int bounds = frames.ranges(row, ranges);
            if (bounds != 2) {
                start = -1;
                for (int i = 0; i < bounds; i += 2) {
                    add(place, 0, ranges[i], ranges[i + 1]);
                }
                return;
            }
            int from = ranges[0];
            int to = ranges[1];
            if (from == start && to >= end) {
                continueFrom(place - 1, place);
                add(place, 0, end, to);
            } else {
                add(place, 0, from, to);
            }
            start = from;
            end = to;
        }

        /** States may own memory that they point to: they are merged, not copied. */
        private void continueFrom(int before, int place) {
            own.merge(state(place), zeros, own, state(before), 1, region);
        }

        private Aggregate.States state(int place) {
            return new Aggregate.States(states.memory(), states.at(place), states.stride());
        }

        /** Adds nodes {@code low} to {@code high - 1} of a level, in order, by what stands above them where that is whole. */
        private void add(int place, int level, int low, int high) {
            int left = Math.min(high, (low + FANOUT - 1) / FANOUT * FANOUT);
            int right = high / FANOUT * FANOUT;
            if (level + 1 == levels.size() || left >= right) {
                merge(place, level, low, high);
                return;
            }
            merge(place, level, low, left);
            add(place, level + 1, left / FANOUT, right / FANOUT);
            merge(place, level, right, high);
        }

        private void merge(int place, int level, int low, int high) {
            var from = levels.get(level);
            for (int at = low; at < high; at += FANOUT) {
                own.merge(
                        state(place),
                        zeros,
                        aggregate,
                        new Aggregate.States(from.memory(), from.at(at), from.stride()),
                        Math.min(FANOUT, high - at),
                        region);
            }
        }
    }
}
