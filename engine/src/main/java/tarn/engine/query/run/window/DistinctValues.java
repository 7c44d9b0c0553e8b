package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.function.AggregateOverload;

/**
 * Aggregates of the different values of frames. A count looks at the rows whose value was last seen before the frame begins
 * (Wesley, Xu: Incremental computation of common windowed holistic aggregates, VLDB 2016; here with a wavelet matrix in
 * place of the merge sort tree); others follow the frames and keep a tree of the values that are there.
 */
final class DistinctValues {
    private static final int CHECK = (1 << 12) - 1;

    private final TaskRows rows;
    private final Chunk chunk;
    private final AggregateOverload function;
    private final Frames frames;
    private final KeptRows kept;
    private final RowOrder order;

    DistinctValues(TaskRows rows, AggregateOverload function, Frames frames, @Nullable MemorySegment included) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.function = function;
        this.frames = frames;
        var columns = rows.task().arguments();
        this.kept = new KeptRows(
                chunk, included, columns.size() == 1 ? List.of(chunk.column(columns.getFirst())) : List.of());
        this.order = new RowOrder(chunk, keys(rows.task()));
    }

    /** The arguments as what rows are compared by. */
    static List<WindowSpec.ArgumentKey> keys(WindowSpec.Task task) {
        return task.arguments().stream()
                .map(column -> new WindowSpec.ArgumentKey(column, false, false))
                .toList();
    }

    /** Whether only the number of values is asked for. */
    boolean counting() {
        return function.name().equals("count") || function.name().equals("approx_count_distinct");
    }

    /** How many values there are, for frames of one range. */
    FlatVector counts() {
        var numbers = order.numbersBefore(kept);
        var matrix = new WaveletMatrix(numbers, kept.count(), kept.count(), chunk.query(), chunk.region());
        var out = Rankings.room(rows, function.result());
        chunk.slices((from, to, _) -> {
            for (int row = from; row < to; row++) {
                int first = kept.before(frames.start(row));
                int behind = Math.max(first, kept.before(frames.end(row)));
                Rankings.put(out.values(), row, matrix.below(first, behind, first + 1));
                if ((row & CHECK) == 0) {
                    chunk.query().checkCancelled();
                }
            }
        });
        return out;
    }

    FlatVector aggregates() {
        var codes = order.codes();
        var out = chunk.result(function.result());
        var representatives = chunk.ints();
        int values = 0;
        for (int i = 0; i < rows.count(); i++) {
            put(representatives, get(codes, order.row(i)), order.row(i));
            values = get(codes, order.row(i)) + 1;
        }
        int count = values;
        chunk.slices((from, to, region) -> {
            var counter = counting()
                    ? new Number(codes, out.values(), region)
                    : new Tree(codes, representatives, count, out, region);
            new FrameWalk(chunk, frames, counter).walk(from, to, region);
        });
        return out;
    }

    private final class Number extends Present {
        private final MemorySegment out;
        private long present;

        Number(MemorySegment codes, MemorySegment out, Region region) {
            super(kept, codes, rows.count(), region);
            this.out = out;
        }

        @Override
        void comes(int code) {
            present++;
        }

        @Override
        void leaves(int code) {
            present--;
        }

        @Override
        public void result(int row) {
            Memory.setLong(out, row, present);
        }
    }

    private final class Tree extends Present {
        private final ValueTree tree;
        private final FlatVector out;
        private final Region texts;

        Tree(MemorySegment codes, MemorySegment representatives, int values, FlatVector out, Region region) {
            super(kept, codes, rows.count(), region);
            var arguments = rows.task().arguments().stream().map(chunk::column).toList();
            this.tree = new ValueTree(function, arguments, representatives, values, region);
            this.out = out;
            this.texts = function.result().lane() == Lane.BYTES ? chunk.newResultRegion() : region;
        }

        @Override
        void comes(int code) {
            tree.set(code);
        }

        @Override
        void leaves(int code) {
            tree.clear(code);
        }

        @Override
        public void result(int row) {
            tree.result(out, row, texts);
        }
    }
}
