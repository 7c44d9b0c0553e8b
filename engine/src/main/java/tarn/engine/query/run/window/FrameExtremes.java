package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.aggregate.Counted;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;

/** The rows of each frame with the least or greatest keys: min and max of several values, arg_min and arg_max with an order. */
final class FrameExtremes {
    private final TaskRows rows;
    private final Chunk chunk;
    private final Frames frames;
    private final AggregateOverload function;
    private final Vector values;
    private final KeptRows kept;
    private final FrameValues order;

    FrameExtremes(
            TaskRows rows,
            AggregateOverload function,
            Frames frames,
            @Nullable MemorySegment included,
            boolean distinct) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.frames = frames;
        this.function = function;
        var columns = rows.task().arguments();
        this.values = chunk.column(columns.getFirst());
        boolean argument = function.name().startsWith("arg_");
        int key = columns.get(argument ? 1 : 0);
        this.kept = new KeptRows(chunk, included, required(columns));
        var keys = new ArrayList<WindowSpec.ArgumentKey>();
        keys.add(new WindowSpec.ArgumentKey(key, function.name().contains("max"), false));
        if (distinct) {
            columns.stream()
                    .filter(column -> column != key)
                    .forEach(column -> keys.add(new WindowSpec.ArgumentKey(column, false, false)));
        }
        keys.addAll(rows.task().argumentOrder());
        this.order = new FrameValues(rows, frames, kept, keys, distinct);
    }

    /** The arguments that are not NULL in rows that count. */
    private List<Vector> required(List<Integer> columns) {
        var needed = switch (function.name()) {
            case "arg_min_nulls_last", "arg_max_nulls_last" -> List.<Integer>of();
            case "arg_min_null", "arg_max_null" -> columns.subList(1, 2);
            default -> columns;
        };
        return needed.stream().map(chunk::column).toList();
    }

    /** The first argument in the first row. */
    Vector first() {
        var picks = chunk.ints();
        order.each(_ -> (row, members) -> Chunk.put(picks, row, members.count() == 0 ? -1 : members.select(0)));
        return Gather.gatherOrNull(values, picks, rows.count(), chunk.results());
    }

    /** The first argument in as many rows as the last argument says, that of the frame's first row. */
    FlatVector several() {
        var out = chunk.result(function.result());
        int last = rows.task().arguments().getLast();
        var numbers = Flatten.flatten(chunk.column(last), rows.count(), chunk.region());
        order.each(_ -> new Lists(numbers, out));
        return out;
    }

    private final class Lists implements FrameValues.Visit {
        private final FlatVector numbers;
        private final FlatVector out;
        private final NestedWriter writer = new NestedWriter(chunk.newResultRegion());
        private final int[] ranges = new int[6];

        Lists(FlatVector numbers, FlatVector out) {
            this.numbers = numbers;
            this.out = out;
        }

        @Override
        public void frame(int row, FrameValues.Members members) {
            if (members.count() == 0) {
                Bits.clear(Objects.requireNonNull(out.validity()), row);
                return;
            }
            long most = Math.min(members.count(), number(row));
            for (int place = 0; place < most; place++) {
                writer.cell(values, members.select(place));
            }
            writer.end();
            writer.finish(out.values(), row);
        }

        private long number(int row) {
            int bounds = frames.ranges(row, ranges);
            kept.narrow(ranges, bounds);
            for (int i = 0; i < bounds; i += 2) {
                if (ranges[i] < ranges[i + 1]) {
                    int first = kept.row(ranges[i]);
                    return Counted.check(numbers.isNull(first) ? null : Memory.getLong(numbers.values(), first));
                }
            }
            throw new IllegalStateException("an empty frame");
        }
    }
}
