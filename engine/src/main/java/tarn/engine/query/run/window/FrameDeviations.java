package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.kernel.Flatten;

/** The median of the distances from the median, of any frames. */
final class FrameDeviations {
    private final Chunk chunk;
    private final FlatVector values;
    private final FrameValues order;

    FrameDeviations(TaskRows rows, Frames frames, @Nullable MemorySegment included, boolean distinct) {
        this.chunk = rows.chunk();
        int column = rows.task().arguments().getFirst();
        this.values = Flatten.flatten(chunk.column(column), rows.count(), chunk.region());
        var kept = new KeptRows(chunk, included, List.of(values));
        var key = new WindowSpec.ArgumentKey(column, false, false);
        this.order = new FrameValues(rows, frames, kept, List.of(key), distinct);
    }

    FlatVector deviations(DataType result) {
        var out = chunk.result(result);
        order.each(_ -> new Search(Distances.of(values), out));
        return out;
    }

    /** Neighbouring frames have neighbouring answers: each is looked for from near the one before. */
    private static final class Search implements FrameValues.Visit {
        private final Distances distances;
        private final FlatVector out;
        private FrameValues.@Nullable Members given;

        /** How many values are below the median. */
        private int below;

        /** How many of the nearest values, without the last, are below the median. */
        private int taken;

        Search(Distances distances, FlatVector out) {
            this.distances = distances;
            this.out = out;
        }

        @Override
        public void frame(int row, FrameValues.Members frame) {
            given = frame;
            int count = frame.count();
            if (count == 0) {
                Bits.clear(Objects.requireNonNull(out.validity()), row);
                return;
            }
            int low = (count - 1) / 2;
            int high = count / 2;
            int lower = frame.select(low);
            distances.between(lower, high == low ? lower : frame.select(high));
            below = first(0, count, below, -1);
            int nearer = nearest(low);
            distances.put(nearer, high == low ? nearer : nearest(high), out, row);
        }

        /**
         * The row of the smallest distance from the median but {@code k}. The distances of the values below the median, from
         * the greatest on, ascend, as do those of the others: looked for is how many of the former are among the smallest.
         */
        private int nearest(int k) {
            taken = first(Math.max(0, k + 1 - (members().count() - below)), Math.min(k + 1, below), taken, k);
            if (taken == 0) {
                return members().select(below + k);
            }
            int fromBelow = members().select(below - taken);
            if (taken == k + 1) {
                return fromBelow;
            }
            int fromAbove = members().select(below + k - taken);
            return distances.isNearer(fromBelow, fromAbove) ? fromAbove : fromBelow;
        }

        /** The first number from {@code low} to {@code high} for which the test fails, looked for from a guess on. */
        private int first(int low, int high, int guess, int k) {
            int from = low;
            int to = high;
            int at = Math.max(low, Math.min(guess, high - 1));
            int step = 1;
            boolean behind = false;
            boolean before = false;
            while (from < to) {
                if (holds(at, k)) {
                    from = at + 1;
                    behind = true;
                } else {
                    to = at;
                    before = true;
                }
                if (behind && before) {
                    at = from + to >>> 1;
                } else {
                    at = behind ? Math.min(to - 1, at + step) : Math.max(from, at - step);
                    step *= 2;
                }
            }
            return from;
        }

        private FrameValues.Members members() {
            return Objects.requireNonNull(given);
        }

        /** Without {@code k}, whether a place is below the median; else whether one more from below is nearer than the last from above. */
        private boolean holds(int at, int k) {
            return k < 0
                    ? distances.isBelow(members().select(at))
                    : distances.isNearer(
                            members().select(below - 1 - at), members().select(below + k - at));
        }
    }
}
