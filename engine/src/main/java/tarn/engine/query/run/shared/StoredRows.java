package tarn.engine.query.run.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** Reads a sealed store in its order, or a part of it. */
public final class StoredRows implements Source {
    private final String name;
    private final Supplier<RowStore> store;
    private final List<Integer> columns;
    private final long offset;
    private final long limit;
    private final boolean once;

    /** Some columns of all rows of the store that is there when reading begins; other sources may read the same store. */
    public StoredRows(String name, Supplier<RowStore> store, List<Integer> columns) {
        this(name, store, columns, 0, Long.MAX_VALUE, false);
    }

    /** All columns of at most {@code limit} rows after the first {@code offset}; closes the store when they are read. */
    public static StoredRows once(String name, RowStore store, long offset, long limit) {
        return new StoredRows(name, () -> store, all(store), offset, limit, true);
    }

    private StoredRows(
            String name, Supplier<RowStore> store, List<Integer> columns, long offset, long limit, boolean once) {
        this.once = once;
        this.name = name;
        this.store = store;
        this.columns = List.copyOf(columns);
        this.offset = offset;
        this.limit = limit;
    }

    private static List<Integer> all(RowStore store) {
        var columns = new ArrayList<Integer>();
        for (int i = 0; i < store.types().size(); i++) {
            columns.add(i);
        }
        return columns;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Morsels open(QueryContext query) {
        return new Pieces(store.get(), query);
    }

    private List<RowStore.Segment> cut(RowStore store) {
        var kept = new ArrayList<RowStore.Segment>();
        long skip = offset;
        long open = limit;
        for (var segment : store.segments()) {
            int from = (int) Math.min(skip, segment.rows());
            int rows = (int) Math.min(open, segment.rows() - from);
            skip -= from;
            open -= rows;
            if (rows > 0) {
                kept.add(new RowStore.Segment(segment.block(), segment.from() + from, rows, segment.morsel()));
            }
        }
        return kept;
    }

    private final class Pieces implements Morsels {
        private final RowStore read;
        private final List<RowStore.Segment> segments;
        private final int batchRows;
        private final @Nullable Region[] regions;
        private int next;

        Pieces(RowStore read, QueryContext query) {
            this.read = read;
            this.segments = cut(read);
            this.batchRows = query.batchRows();
            this.regions = new Region[query.threads()];
        }

        @Override
        public synchronized @Nullable Reader next(WorkerContext worker) {
            int from = next;
            long rows = 0;
            while (next < segments.size() && rows < RowStore.BLOCK_ROWS) {
                rows += segments.get(next++).rows();
            }
            if (rows == 0) {
                return null;
            }
            Region region = regions[worker.index()];
            if (region == null) {
                region = worker.newRegion(name);
                regions[worker.index()] = region;
            }
            return new Piece(segments.subList(from, next), region);
        }

        @Override
        public synchronized double progress() {
            return segments.isEmpty() ? 1 : (double) next / segments.size();
        }

        @Override
        public void close() {
            if (once) {
                read.close();
            }
            for (Region region : regions) {
                if (region != null) {
                    region.close();
                }
            }
        }

        private final class Piece implements Reader {
            private final List<RowStore.Segment> own;
            private final Region region;
            private int segment;
            private int row;

            Piece(List<RowStore.Segment> own, Region region) {
                this.own = own;
                this.region = region;
            }

            @Override
            public @Nullable Batch next() {
                if (segment == own.size()) {
                    return null;
                }
                region.reset();
                var from = own.get(segment);
                int rows = Math.min(batchRows, from.rows() - row);
                var vectors = new Vector[columns.size()];
                for (int i = 0; i < vectors.length; i++) {
                    vectors[i] = from.block().column(columns.get(i)).slice(from.from() + row, rows, region);
                }
                row += rows;
                if (row == from.rows()) {
                    segment++;
                    row = 0;
                }
                return new Batch(rows, List.of(vectors));
            }
        }
    }
}
