package tarn.engine.query.run.window;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.aggregate.Interpolation;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Quantiles and the median deviation of any frames: each takes its values by their places in the order of all. */
final class FrameQuantiles {
    private static final int CHECK = (1 << 12) - 1;

    private final TaskRows rows;
    private final Chunk chunk;
    private final AggregateOverload function;
    private final Frames frames;
    private final FlatVector values;
    private final @Nullable FlatVector fractions;
    private final FrameOrder order;

    FrameQuantiles(TaskRows rows, AggregateOverload function, Frames frames, @Nullable MemorySegment included) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.function = function;
        this.frames = frames;
        int column = rows.task().arguments().getFirst();
        this.values = Flatten.flatten(chunk.column(column), rows.count(), chunk.region());
        this.fractions = rows.task().arguments().size() < 2
                ? null
                : Flatten.flatten(chunk.column(rows.task().arguments().get(1)), rows.count(), chunk.region());
        var kept = new KeptRows(chunk, included, values);
        var key = new WindowSpec.ArgumentKey(column, false, false);
        this.order = new FrameOrder(chunk, kept, new RowOrder(chunk, List.of(key)), false);
    }

    Vector quantiles() {
        return switch (FrameWay.of(function)) {
            case DISCRETE_QUANTILE -> discrete();
            case CONTINUOUS_QUANTILE -> each(this::putContinuous);
            case MEDIAN_DEVIATION -> each(this::putDeviation);
            case MERGED, MODE, ENTROPY, NUMBER_OF_VALUES, COLLECTED -> throw new IllegalStateException(function.name());
        };
    }

    /** The rows of one frame in order. */
    private final class Members {
        private final int[] ranges = new int[6];
        private final int[] used = new int[6];
        private int bounds;
        private int count;

        void of(int row) {
            bounds = frames.ranges(row, ranges);
            count = order.kept().narrow(ranges, bounds);
            if ((row & CHECK) == 0) {
                chunk.query().checkCancelled();
            }
        }

        /** A place counted from the greatest value where the fraction has a minus sign, -0.0 too. */
        int from(double fraction, int place) {
            return Math.copySign(1, fraction) < 0 ? count - 1 - place : place;
        }

        int select(int place) {
            System.arraycopy(ranges, 0, used, 0, bounds);
            return order.select(used, bounds, place);
        }

        double real(int place) {
            return values.values().getAtIndex(JAVA_DOUBLE, select(place));
        }
    }

    private double fraction(int row) {
        if (fractions == null) {
            return 0.5;
        }
        double fraction =
                fractions.isNull(row) ? Double.NaN : fractions.values().getAtIndex(JAVA_DOUBLE, row);
        if (!(fraction >= -1 && fraction <= 1)) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "a quantile is between 0 and 1, or -1 and 0 to count from the greatest value: " + fraction);
        }
        return fraction;
    }

    private Vector discrete() {
        var picks = chunk.ints();
        chunk.slices((from, to, _) -> {
            var members = new Members();
            for (int row = from; row < to; row++) {
                members.of(row);
                int pick = -1;
                if (members.count > 0) {
                    double fraction = fraction(row);
                    long place = (long) Math.ceil(members.count * Math.abs(fraction)) - 1;
                    pick = members.select(members.from(fraction, (int) Math.clamp(place, 0, members.count - 1)));
                }
                Chunk.put(picks, row, pick);
            }
        });
        return Gather.gatherOrNull(values, picks, rows.count(), chunk.results());
    }

    @FunctionalInterface
    private interface Put {
        void put(Members members, int row, FlatVector out);
    }

    private Vector each(Put put) {
        var out = chunk.result(function.result());
        chunk.slices((from, to, _) -> {
            var members = new Members();
            for (int row = from; row < to; row++) {
                members.of(row);
                if (members.count == 0) {
                    Bits.clear(Objects.requireNonNull(out.validity()), row);
                } else {
                    put.put(members, row, out);
                }
            }
        });
        return out;
    }

    private void putContinuous(Members members, int row, FlatVector out) {
        double fraction = fraction(row);
        double place = (members.count - 1) * Math.abs(fraction);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        int lower = members.select(members.from(fraction, low));
        int upper = high == low ? lower : members.select(members.from(fraction, high));
        DataType type = values.type();
        Interpolation.put(type, values.values(), lower, upper, place - low, out, row);
    }

    private void putDeviation(Members members, int row, FlatVector out) {
        int count = members.count;
        double median = (members.real((count - 1) / 2) + members.real(count / 2)) / 2;
        double lower = deviation(members, median, (count - 1) / 2);
        double result = count % 2 == 1 ? lower : (lower + deviation(members, median, count / 2)) / 2;
        out.values().setAtIndex(JAVA_DOUBLE, row, result);
    }

    /**
     * The smallest distance from the median but {@code k}. The distances of the values below the median, from the greatest
     * on, ascend, as do those of the others: looked for is how many of the former are among the smallest.
     */
    private double deviation(Members members, double median, int k) {
        int below = below(members, median);
        int low = Math.max(0, k + 1 - (members.count - below));
        int high = Math.min(k + 1, below);
        while (low < high) {
            int middle = low + high >>> 1;
            // One more from below is right if it is nearer than the last one taken from above.
            if (median - members.real(below - 1 - middle) < members.real(below + k - middle) - median) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double fromBelow = low == 0 ? Double.NEGATIVE_INFINITY : median - members.real(below - low);
        double fromAbove = low == k + 1 ? Double.NEGATIVE_INFINITY : members.real(below + k - low) - median;
        return Math.max(fromBelow, fromAbove);
    }

    private static int below(Members members, double median) {
        int low = 0;
        int high = members.count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (members.real(middle) < median) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
