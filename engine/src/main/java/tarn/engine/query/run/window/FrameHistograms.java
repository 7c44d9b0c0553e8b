package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Vector;

/** How often each value occurs in each frame: counts that follow the frames, written in the order of the values. */
final class FrameHistograms {
    private static final int CHECK = (1 << 12) - 1;

    private final TaskRows rows;
    private final Chunk chunk;
    private final Frames frames;
    private final Vector values;
    private final KeptRows kept;
    private final boolean distinct;
    private final MemorySegment codes;

    /** For each value a row that has it. */
    private final MemorySegment examples;

    FrameHistograms(TaskRows rows, Frames frames, @Nullable MemorySegment included, boolean distinct) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.frames = frames;
        this.distinct = distinct;
        this.values = chunk.column(rows.task().arguments().getFirst());
        this.kept = new KeptRows(chunk, included, List.of(values));
        this.codes = new RowOrder(chunk, DistinctValues.keys(rows.task())).codes();
        this.examples = chunk.ints();
        for (int row = rows.count() - 1; row >= 0; row--) {
            put(examples, get(codes, row), row);
        }
    }

    FlatVector histograms(DataType result) {
        var out = chunk.result(result);
        chunk.slices(
                (from, to, region) -> new FrameWalk(chunk, frames, new Counts(out, region)).walk(from, to, region));
        return out;
    }

    private final class Counts extends Present {
        private final NumberSet present;
        private final FlatVector out;
        private final NestedWriter writer = new NestedWriter(chunk.newResultRegion());
        private int written;

        Counts(FlatVector out, Region region) {
            super(kept, codes, rows.count(), region);
            this.out = out;
            this.present = new NumberSet(rows.count(), region);
        }

        @Override
        void comes(int code) {
            present.add(code);
        }

        @Override
        void leaves(int code) {
            present.remove(code);
        }

        @Override
        public void result(int row) {
            int first = present.next(0);
            if (first < 0) {
                Bits.clear(Objects.requireNonNull(out.validity()), row);
                return;
            }
            for (int code = first; code >= 0; code = present.next(code + 1)) {
                writer.begin();
                writer.cell(values, get(examples, code));
                writer.count(distinct ? 1 : count(code));
                if ((++written & CHECK) == 0) {
                    chunk.query().checkCancelled();
                }
            }
            writer.end();
            writer.finish(out.values(), row);
        }
    }
}
