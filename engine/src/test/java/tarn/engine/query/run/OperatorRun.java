package tarn.engine.query.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.schedule.QueryRun;
import tarn.engine.query.run.schedule.RunSettings;
import tarn.engine.query.run.schedule.Scheduler;

/** Runs operators over rows given as Java objects, in any batch size, on any number of threads. */
public final class OperatorRun implements AutoCloseable {
    private static final int BATCHES_PER_MORSEL = 3;

    private final MemoryPool pool = MemoryPools.create(1L << 31);
    private final QueryMemory memory = pool.newQuery();
    private final Scheduler scheduler;
    private final int batchRows;
    private final QueryRun run;

    public OperatorRun(int batchRows, int threads) {
        this.batchRows = batchRows;
        this.scheduler = new Scheduler(threads);
        this.run = new QueryRun(scheduler, memory, new RunSettings(batchRows, 0));
    }

    public void run(Pipeline... pipelines) {
        scheduler.run(List.of(pipelines), run);
    }

    public QueryContext query() {
        return run;
    }

    /** Bytes still held by the pool after the query has ended. */
    public long leaked() {
        memory.close();
        return pool.used();
    }

    @Override
    public void close() {
        scheduler.close();
        memory.close();
        pool.close();
    }

    /** Strings come as dictionary codes in every second morsel if {@code mixed}, in all of them otherwise not at all. */
    public Source source(List<Column> columns, List<List<@Nullable Object>> rows, boolean mixed) {
        var region = memory.newRegion("test source");
        var batches = new ArrayList<Batch>();
        for (int from = 0; from < rows.size(); from += batchRows) {
            var part = rows.subList(from, Math.min(rows.size(), from + batchRows));
            var vectors = new ArrayList<Vector>();
            boolean coded = mixed && from / batchRows / BATCHES_PER_MORSEL % 2 == 0;
            for (int c = 0; c < columns.size(); c++) {
                int at = c;
                var values = new ArrayList<@Nullable Object>();
                part.forEach(row -> values.add(row.get(at)));
                vectors.add(vector(columns.get(c).type(), values, coded, region));
            }
            batches.add(new Batch(part.size(), vectors));
        }
        return new BatchSource(batches);
    }

    private static Vector vector(DataType type, List<@Nullable Object> values, boolean coded, Region region) {
        if (values.stream().distinct().count() == 1 && coded) {
            return Constants.of(values.getFirst(), type, region);
        }
        if (!coded || type != ScalarType.VARCHAR) {
            return flat(type, values, region);
        }
        var entries = new ArrayList<>(
                values.stream().filter(Objects::nonNull).distinct().toList());
        var dictionary = new Dictionary(flat(type, List.copyOf(entries), region), entries.size(), false);
        var codes = new ArrayList<@Nullable Object>();
        values.forEach(value -> codes.add(value == null ? 0L : (long) entries.indexOf(value)));
        var flat = flat(ScalarType.INTEGER, codes, region);
        var validity = flat(type, values, region).validity();
        return new DictionaryVector(dictionary, flat.values(), validity);
    }

    private static tarn.engine.data.vector.FlatVector flat(
            DataType type, List<? extends @Nullable Object> values, Region region) {
        var buffer = new ColumnBuffer(type, region);
        for (Object value : values) {
            buffer.append(Constants.of(value, type, region), 1);
        }
        return buffer.vector();
    }

    private record BatchSource(List<Batch> batches) implements Source {
        @Override
        public String name() {
            return "test source";
        }

        @Override
        public Morsels open(QueryContext query) {
            return new Morsels() {
                private int next;

                @Override
                public synchronized @Nullable Reader next(WorkerContext worker) {
                    if (next >= batches.size()) {
                        return null;
                    }
                    int end = Math.min(batches.size(), next + BATCHES_PER_MORSEL);
                    var part = batches.subList(next, end).iterator();
                    next = end;
                    return () -> part.hasNext() ? part.next() : null;
                }

                @Override
                public double progress() {
                    return 0;
                }
            };
        }
    }

    /** Keeps all rows, in the order of morsels. */
    public static final class Collected implements Sink {
        private final TreeMap<Long, List<List<@Nullable Object>>> morsels = new TreeMap<>();
        private final int most;

        /** @param most rows that a batch may have */
        public Collected(int most) {
            this.most = most;
        }

        @Override
        public String name() {
            return "collected";
        }

        @Override
        public Worker worker(WorkerContext worker) {
            return batch -> {
                if (batch.rows() < 1 || batch.rows() > most) {
                    throw new AssertionError("a batch of " + batch.rows() + " rows");
                }
                synchronized (morsels) {
                    var rows = morsels.computeIfAbsent(worker.morsel(), _ -> new ArrayList<>());
                    for (int i = 0; i < batch.rows(); i++) {
                        var row = new ArrayList<@Nullable Object>();
                        for (var column : batch.columns()) {
                            row.add(Values.get(column, i));
                        }
                        rows.add(row);
                    }
                }
            };
        }

        @Override
        public void finish(QueryContext query) {}

        public List<List<@Nullable Object>> rows() {
            return morsels.values().stream().flatMap(List::stream).toList();
        }
    }
}
