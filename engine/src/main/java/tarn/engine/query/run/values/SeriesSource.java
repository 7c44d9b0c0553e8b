package tarn.engine.query.run.values;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** BIGINT numbers at even distance, in one column. */
public final class SeriesSource implements Source {
    private static final int MORSEL_ROWS = 1 << 16;

    /** Smaller batches make smaller morsels too, so that tests see several threads. */
    private static final int MORSEL_BATCHES = 32;

    private final String name;
    private final long start;
    private final long step;
    private final long rows;

    /** {@code start, start + step, ...}: so many numbers, the last of which must not overflow. */
    public SeriesSource(String name, long start, long step, long rows) {
        if (rows > 0) {
            Math.addExact(start, Math.multiplyExact(step, rows - 1));
        }
        this.name = name;
        this.start = start;
        this.step = step;
        this.rows = rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Morsels open(QueryContext query) {
        return new Pieces(query);
    }

    private final class Pieces implements Morsels {
        private final int batchRows;
        private final @Nullable Region[] regions;
        private long next;

        Pieces(QueryContext query) {
            batchRows = query.batchRows();
            regions = new Region[query.threads()];
        }

        @Override
        public synchronized @Nullable Reader next(WorkerContext worker) {
            if (next >= rows) {
                return null;
            }
            Region region = regions[worker.index()];
            if (region == null) {
                region = worker.newRegion(name);
                regions[worker.index()] = region;
            }
            long from = next;
            next = Math.min(rows, from + Math.min(MORSEL_ROWS, MORSEL_BATCHES * batchRows));
            return new Piece(from, next, region);
        }

        @Override
        public synchronized double progress() {
            return rows <= 0 ? 1 : (double) next / rows;
        }

        private final class Piece implements Reader {
            private final long to;
            private final Region region;
            private long at;

            Piece(long from, long to, Region region) {
                this.at = from;
                this.to = to;
                this.region = region;
            }

            @Override
            public @Nullable Batch next() {
                if (at == to) {
                    return null;
                }
                region.reset();
                int count = (int) Math.min(batchRows, to - at);
                var values = region.allocate(count * 8L);
                for (int i = 0; i < count; i++) {
                    Memory.setLong(values, i, start + step * (at + i));
                }
                at += count;
                return new Batch(count, List.of(new FlatVector(ScalarType.BIGINT, values, null)));
            }
        }
    }
}
