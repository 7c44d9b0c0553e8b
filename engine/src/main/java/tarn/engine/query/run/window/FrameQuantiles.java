package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.aggregate.Fractions;
import tarn.engine.function.aggregate.Interpolation;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;

/** Quantiles of any frames, one or a list of them: each takes its values by their places in the order of all. */
final class FrameQuantiles {
    private final TaskRows rows;
    private final Chunk chunk;
    private final DataType result;
    private final Kind kind;
    private final boolean several;
    private final FlatVector values;
    private final double[] fractions;
    private final FrameValues order;

    /** What of the sorted values a fraction stands for. */
    enum Kind {
        /** One of them. */
        DISCRETE,
        /** A place between two, from the first to the last value. */
        CONTINUOUS,
        /** A place between two that are the middles of equal parts, in the type of the values. */
        MIDDLE
    }

    FrameQuantiles(
            TaskRows rows,
            AggregateOverload function,
            Frames frames,
            @Nullable MemorySegment included,
            boolean distinct,
            Kind kind) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.result = function.result();
        this.kind = kind;
        int column = rows.task().arguments().getFirst();
        this.values = Flatten.flatten(chunk.column(column), rows.count(), chunk.region());
        boolean single = function.parameters().size() == 1;
        this.several = !single && function.parameters().get(1) instanceof ListType;
        this.fractions = single ? new double[] {0.5} : fractions();
        var kept = new KeptRows(chunk, included, List.of(values));
        var key = new WindowSpec.ArgumentKey(column, false, false);
        this.order = new FrameValues(rows, frames, kept, List.of(key), distinct);
    }

    /** They are constant: those of the first row are those of all. */
    private double[] fractions() {
        var vector = chunk.column(rows.task().arguments().get(1));
        var value = Values.get(vector, 0);
        return several
                ? Fractions.of(vector.type(), value)
                : new double[] {Fractions.check(value instanceof Double fraction ? fraction : Double.NaN)};
    }

    Vector quantiles() {
        return several ? lists() : kind == Kind.DISCRETE ? picked() : between();
    }

    private static int place(FrameValues.Members members, double fraction) {
        int count = members.count();
        int place = (int) Math.clamp((long) Math.ceil(count * Math.abs(fraction)) - 1, 0, count - 1);
        return Fractions.descending(fraction) ? count - 1 - place : place;
    }

    private Vector picked() {
        var picks = chunk.ints();
        order.each(_ -> (row, members) ->
                Chunk.put(picks, row, members.count() == 0 ? -1 : members.select(place(members, fractions[0]))));
        return Gather.gatherOrNull(values, picks, rows.count(), chunk.results());
    }

    private Vector between() {
        var out = chunk.result(result);
        order.each(_ -> (row, members) -> {
            if (members.count() == 0) {
                Bits.clear(Objects.requireNonNull(out.validity()), row);
            } else {
                putBetween(members, fractions[0], out, row);
            }
        });
        return out;
    }

    private void putBetween(FrameValues.Members members, double fraction, FlatVector out, int row) {
        if (kind == Kind.MIDDLE) {
            double middle = Fractions.middle(fraction, members.count());
            int before = members.select((int) middle);
            int behind = members.select(Math.min((int) middle + 1, members.count() - 1));
            Interpolation.putRounded(values.type(), values.values(), before, behind, middle - (int) middle, out, row);
            return;
        }
        int last = members.count() - 1;
        double place = last * Math.abs(fraction);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        boolean descending = Fractions.descending(fraction);
        int lower = members.select(descending ? last - low : low);
        int upper = high == low ? lower : members.select(descending ? last - high : high);
        Interpolation.put(values.type(), values.values(), lower, upper, place - low, out, row);
    }

    private Vector lists() {
        var out = chunk.result(result);
        order.each(region -> new Lists(region, out));
        return out;
    }

    private final class Lists implements FrameValues.Visit {
        private final FlatVector out;
        private final FlatVector one;
        private final NestedWriter writer;

        Lists(Region region, FlatVector out) {
            this.out = out;
            var validity = region.allocate(8).fill((byte) -1);
            this.one = new FlatVector(((ListType) result).element(), region.allocateZeroed(16), validity);
            this.writer = new NestedWriter(chunk.newResultRegion());
        }

        @Override
        public void frame(int row, FrameValues.Members members) {
            if (members.count() == 0) {
                Bits.clear(Objects.requireNonNull(out.validity()), row);
                return;
            }
            for (double fraction : fractions) {
                if (kind == Kind.DISCRETE) {
                    int picked = members.select(place(members, fraction));
                    LaneCopy.copy(values.type().lane(), values.values(), picked, one.values(), 0, 1);
                } else {
                    putBetween(members, fraction, one, 0);
                }
                writer.cell(one, 0);
            }
            writer.end();
            writer.finish(out.values(), row);
        }
    }
}
