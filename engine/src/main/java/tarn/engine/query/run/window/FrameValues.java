package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;
import tarn.engine.data.memory.Region;

/**
 * The rows of every frame in the order of keys. All of them by their places in a {@link FrameOrder}; with DISTINCT one for
 * each value, by following the frames with a {@link RankedSet} of the values that are there.
 */
final class FrameValues {
    private static final int CHECK = (1 << 12) - 1;

    private final TaskRows rows;
    private final Chunk chunk;
    private final Frames frames;
    private final KeptRows kept;
    private final List<WindowSpec.ArgumentKey> keys;
    private final boolean distinct;

    /** @param distinct whether of rows with equal keys one counts */
    FrameValues(TaskRows rows, Frames frames, KeptRows kept, List<WindowSpec.ArgumentKey> keys, boolean distinct) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.frames = frames;
        this.kept = kept;
        this.keys = keys;
        this.distinct = distinct;
    }

    /** The rows of one frame. */
    interface Members {
        int count();

        /** The row at a place, from 0. */
        int select(int place);
    }

    /** What is made of each frame, on one thread. */
    @FunctionalInterface
    interface Visit {
        void frame(int row, Members members);
    }

    /** Visits the frames of all rows. @param visit made for each slice, with memory that lives as long as the chunk */
    void each(Function<Region, Visit> visit) {
        if (distinct) {
            eachDistinct(visit);
            return;
        }
        var order = new FrameOrder(chunk, kept, new RowOrder(chunk, keys), false);
        chunk.slices((from, to, region) -> {
            var visitor = visit.apply(region);
            var members = new All(order);
            for (int row = from; row < to; row++) {
                members.of(row);
                visitor.frame(row, members);
                if ((row & CHECK) == 0) {
                    chunk.query().checkCancelled();
                }
            }
        });
    }

    private final class All implements Members {
        private final FrameOrder order;
        private final int[] ranges = new int[6];
        private final int[] used = new int[6];
        private int bounds;
        private int count;

        All(FrameOrder order) {
            this.order = order;
        }

        void of(int row) {
            bounds = frames.ranges(row, ranges);
            count = kept.narrow(ranges, bounds);
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public int select(int place) {
            System.arraycopy(ranges, 0, used, 0, bounds);
            return order.select(used, bounds, place);
        }
    }

    private void eachDistinct(Function<Region, Visit> visit) {
        var order = new RowOrder(chunk, keys);
        var codes = order.codes();
        var examples = chunk.ints();
        for (int i = rows.count() - 1; i >= 0; i--) {
            put(examples, get(codes, order.row(i)), order.row(i));
        }
        chunk.slices((from, to, region) -> {
            var visitor = visit.apply(region);
            var values = new RankedSet(rows.count(), region);
            var members = new Different(values, examples);
            var counter = new Present(kept, codes, rows.count(), region) {
                @Override
                void comes(int code) {
                    values.add(code);
                }

                @Override
                void leaves(int code) {
                    values.remove(code);
                }

                @Override
                public void result(int row) {
                    visitor.frame(row, members);
                }
            };
            new FrameWalk(chunk, frames, counter).walk(from, to, region);
        });
    }

    private record Different(RankedSet values, MemorySegment examples) implements Members {
        @Override
        public int count() {
            return values.count();
        }

        @Override
        public int select(int place) {
            return get(examples, values.select(place));
        }
    }
}
