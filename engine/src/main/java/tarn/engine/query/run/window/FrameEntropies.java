package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;

/**
 * Bits of information in a value of each frame. With c the counts of the values and n their sum, that is log2 n - (sum of c
 * log2 c) / n; the sum is kept in whole numbers, so that adding and taking away leave no trace.
 */
final class FrameEntropies {
    private static final double UNIT = 0x1p40;

    private final TaskRows rows;
    private final Frames frames;
    private final KeptRows kept;
    private final MemorySegment codes;
    private final boolean distinct;

    FrameEntropies(TaskRows rows, Frames frames, @Nullable MemorySegment included, boolean distinct) {
        this.rows = rows;
        this.distinct = distinct;
        this.frames = frames;
        var chunk = rows.chunk();
        var values = chunk.column(rows.task().arguments().getFirst());
        this.kept = new KeptRows(chunk, included, List.of(values));
        this.codes = new RowOrder(chunk, DistinctValues.keys(rows.task())).codes();
    }

    FlatVector entropies() {
        var out = Rankings.room(rows, ScalarType.DOUBLE);
        rows.chunk()
                .slices((from, to, region) ->
                        new FrameWalk(rows.chunk(), frames, new Sums(out.values(), region)).walk(from, to, region));
        return out;
    }

    private final class Sums implements FrameWalk.Counter {
        private final MemorySegment out;
        private final MemorySegment counts;
        private int all;

        /** How many different values there are: of one alone the entropy is 0, whatever the rounding says. */
        private int different;

        /** Of the sum of c log2 c the whole part, and the fraction in units; the latter grows beyond one. */
        private long whole;

        private long fraction;

        Sums(MemorySegment out, Region region) {
            this.out = out;
            this.counts = region.allocateZeroed(Math.max(8, rows.count() * 4L));
        }

        private void count(int row, int more) {
            if (!kept.has(row)) {
                return;
            }
            int code = get(codes, row);
            int count = get(counts, code);
            put(counts, code, count + more);
            int fresh = Math.min(1, count + more) - Math.min(1, count);
            different += fresh;
            if (distinct) {
                all += fresh;
                return;
            }
            sum(count, -1);
            sum(count + more, 1);
            all += more;
        }

        private void sum(int count, int sign) {
            double information = count < 2 ? 0 : count * (Math.log(count) / Math.log(2));
            double floor = Math.floor(information);
            whole += sign * (long) floor;
            fraction += sign * Math.round((information - floor) * UNIT);
        }

        @Override
        public void add(int row) {
            count(row, 1);
        }

        @Override
        public void remove(int row) {
            count(row, -1);
        }

        @Override
        public void result(int row) {
            double entropy = different < 2 ? 0 : Math.log(all) / Math.log(2) - (whole + fraction / UNIT) / all;
            Memory.setDouble(out, row, Math.max(0, entropy));
        }
    }
}
