package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.shared.StoreGather;

/** Hands out sorted rows, fetched from where they lie. */
final class SortedSource implements Source {
    private static final int MORSEL_ROWS = 1 << 15;

    private final String name;
    private final Sort sort;

    private final Supplier<@Nullable SortedRows> rows;

    /** @param rows asked for when the source is opened; null for no rows */
    SortedSource(String name, Sort sort, Supplier<@Nullable SortedRows> rows) {
        this.name = name;
        this.sort = sort;
        this.rows = rows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Morsels open(QueryContext query) {
        SortedRows sorted = rows.get();
        if (sorted == null) {
            return new Empty();
        }
        return new Pieces(sorted, query);
    }

    private static final class Empty implements Morsels {
        @Override
        public @Nullable Reader next(WorkerContext worker) {
            return null;
        }

        @Override
        public double progress() {
            return 1;
        }
    }

    private final class Pieces implements Morsels {
        private final SortedRows sorted;
        private final StoreGather gather = new StoreGather(sort.store());
        private final int batchRows;
        private final long end;
        private final @Nullable Region[] regions;
        private long next;

        Pieces(SortedRows sorted, QueryContext query) {
            this.sorted = sorted;
            batchRows = query.batchRows();
            regions = new Region[query.threads()];
            end = Math.min(sorted.rows(), sort.spec().needed());
            next = sort.spec().offset();
        }

        @Override
        public synchronized @Nullable Reader next(WorkerContext worker) {
            if (next >= end) {
                return null;
            }
            Region region = regions[worker.index()];
            if (region == null) {
                region = worker.newRegion(name);
                regions[worker.index()] = region;
            }
            long from = next;
            next = Math.min(end, from + MORSEL_ROWS);
            return new Piece(from, next, region);
        }

        @Override
        public synchronized double progress() {
            return end == 0 ? 1 : Math.min(1.0, (double) next / end);
        }

        @Override
        public void close() {
            sort.close();
            for (Region region : regions) {
                if (region != null) {
                    region.close();
                }
            }
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
                int rows = (int) Math.min(batchRows, to - at);
                MemorySegment addresses = region.allocate(rows * 4L);
                sorted.addresses(at, rows, addresses);
                var columns = new Vector[sort.spec().layout().size()];
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = gather.gather(i, addresses, rows, region);
                }
                at += rows;
                return new Batch(rows, List.of(columns));
            }
        }
    }
}
