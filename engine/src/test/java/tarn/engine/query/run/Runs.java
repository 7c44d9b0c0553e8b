package tarn.engine.query.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Values;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.Pipeline.Leg;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;
import tarn.engine.query.run.schedule.QueryRun;
import tarn.engine.query.run.schedule.RunSettings;
import tarn.engine.query.run.schedule.Scheduler;
import tarn.engine.query.run.sink.ResultSink;

/** Runs pipelines of a test and checks that no memory is left. */
public final class Runs {
    private static final long MEMORY = 1L << 30;

    private Runs() {}

    /** Columns of these types with names a, b, c... */
    public static List<Column> columns(ColumnIds ids, List<DataType> types) {
        var columns = new ArrayList<Column>();
        for (var type : types) {
            columns.add(ids.column(String.valueOf((char) ('a' + columns.size())), type));
        }
        return columns;
    }

    /** A source and transforms as the only leg before a sink. */
    public static Pipeline pipeline(Source source, Sink sink, Transform... transforms) {
        return new Pipeline(List.of(new Leg(source, List.of(transforms), false)), sink);
    }

    /** The rows that the last pipeline's {@link ResultSink} got. */
    public static List<List<@Nullable Object>> run(int threads, int batchRows, List<Pipeline> pipelines) {
        return run(threads, new RunSettings(batchRows, 0), MEMORY, pipelines, _ -> {});
    }

    /** As above; {@code started} gets the run before it starts. */
    public static List<List<@Nullable Object>> run(
            int threads, RunSettings settings, long memoryLimit, List<Pipeline> pipelines, Consumer<QueryRun> started) {
        try (MemoryPool pool = MemoryPools.create(memoryLimit);
                Scheduler scheduler = new Scheduler(threads)) {
            try (var memory = pool.newQuery()) {
                var run = new QueryRun(scheduler, memory, settings);
                started.accept(run);
                scheduler.run(pipelines, run);
                return ((ResultSink) pipelines.getLast().sink())
                        .batches().stream()
                                .flatMap(batch -> rows(batch).stream())
                                .toList();
            } finally {
                if (pool.used() != 0) {
                    throw new AssertionError("bytes not freed: " + pool.used());
                }
            }
        }
    }

    public static List<List<@Nullable Object>> rows(Batch batch) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < batch.rows(); i++) {
            var row = new ArrayList<@Nullable Object>();
            for (var column : batch.columns()) {
                row.add(Values.get(column, i));
            }
            rows.add(row);
        }
        return rows;
    }
}
