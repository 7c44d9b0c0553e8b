package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.sort.OrderedRows;

/** Hands out the rows of evaluated chunks, a chunk a morsel. */
final class WindowResult implements Source {
    private final WindowSpec spec;
    private final Supplier<@Nullable OrderedRows> ordered;
    private final Supplier<List<Window.Evaluated>> chunks;

    WindowResult(WindowSpec spec, Supplier<@Nullable OrderedRows> ordered, Supplier<List<Window.Evaluated>> chunks) {
        this.spec = spec;
        this.ordered = ordered;
        this.chunks = chunks;
    }

    @Override
    public String name() {
        return "WindowResult";
    }

    @Override
    public Morsels open(QueryContext query) {
        return new Chunks(ordered.get(), chunks.get(), query.batchRows());
    }

    private final class Chunks implements Morsels {
        private final @Nullable OrderedRows rows;
        private final List<Window.Evaluated> all;
        private final int batchRows;
        private final AtomicInteger taken = new AtomicInteger();

        Chunks(@Nullable OrderedRows rows, List<Window.Evaluated> all, int batchRows) {
            this.rows = rows;
            this.all = all;
            this.batchRows = batchRows;
        }

        @Override
        public @Nullable Reader next(WorkerContext worker) {
            int index = taken.getAndIncrement();
            return rows == null || index >= all.size()
                    ? null
                    : new ChunkReader(rows, all.get(index), batchRows, worker.newRegion(name()));
        }

        @Override
        public double progress() {
            return all.isEmpty() ? 1 : Math.min(1.0, (double) taken.get() / all.size());
        }
    }

    private final class ChunkReader implements Reader {
        private final OrderedRows rows;
        private final Window.Evaluated chunk;
        private final int batchRows;
        private final Region region;
        private int at;

        ChunkReader(OrderedRows rows, Window.Evaluated chunk, int batchRows, Region region) {
            this.rows = rows;
            this.chunk = chunk;
            this.batchRows = batchRows;
            this.region = region;
        }

        @Override
        public @Nullable Batch next() {
            if (at == chunk.rows()) {
                region.close();
                chunk.memory().forEach(Region::close);
                return null;
            }
            region.reset();
            int count = Math.min(batchRows, chunk.rows() - at);
            MemorySegment addresses = region.allocate(count * 4L);
            rows.addresses(chunk.first() + at, count, addresses);
            var vectors = new ArrayList<Vector>(spec.output().size());
            for (int i = 0; i < spec.passed(); i++) {
                vectors.add(rows.gather(i, addresses, count, region));
            }
            for (var result : chunk.results()) {
                vectors.add(part(result, count));
            }
            at += count;
            return new Batch(count, vectors);
        }

        /** The results of the rows of a batch; where bits allow it, without copying. */
        private Vector part(Vector result, int count) {
            if (result instanceof FlatVector flat && at % 64 == 0) {
                var validity = flat.validity();
                return new FlatVector(
                        flat.type(),
                        flat.values().asSlice(flat.type().lane().bytesFor(at)),
                        validity == null ? null : validity.asSlice(at / 8));
            }
            MemorySegment places = region.allocate(count * 4L);
            for (int i = 0; i < count; i++) {
                Memory.setInt(places, i, at + i);
            }
            return Gather.gather(result, places, count, region);
        }
    }
}
