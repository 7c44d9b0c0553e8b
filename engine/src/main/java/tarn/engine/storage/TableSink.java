package tarn.engine.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.vector.Batch;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Appends a query's rows to a table, or puts them in the place of some, in their order, and checks NOT NULL. */
public final class TableSink implements Sink {
    private final List<ColumnDefinition> columns;
    private final TableBuilder builder;
    private final long rowsBefore;
    private final List<Appending> workers = new ArrayList<>();
    private @Nullable TableVersion version;

    public TableSink(TableVersion base, MemoryPool pool) {
        this(base, base.end(), pool);
    }

    /** @param replaced the rows of {@code base} that the query's stand in place of */
    public TableSink(TableVersion base, TableVersion.Part replaced, MemoryPool pool) {
        this.columns = base.columns();
        this.builder = new TableBuilder(base, replaced, pool);
        this.rowsBefore = base.rows();
    }

    @Override
    public String name() {
        return "append";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var appending = new Appending(worker, builder.appender());
        workers.add(appending);
        return appending;
    }

    @Override
    public void finish(QueryContext query) {
        workers.forEach(worker -> worker.appender.flush());
        workers.forEach(worker -> worker.appender.close());
        version = builder.finish();
    }

    /** The table with its new rows; only after the run. */
    public TableVersion version() {
        return Objects.requireNonNull(version);
    }

    public long appendedRows() {
        return version().rows() - rowsBefore;
    }

    private final class Appending implements Worker {
        private final WorkerContext worker;
        private final TableBuilder.Appender appender;

        Appending(WorkerContext worker, TableBuilder.Appender appender) {
            this.worker = worker;
            this.appender = appender;
        }

        @Override
        public void consume(Batch batch) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).notNull() && batch.column(i).mayHaveNulls()) {
                    checkNotNull(i, batch);
                }
            }
            appender.append(batch, worker.morsel());
        }

        private void checkNotNull(int column, Batch batch) {
            for (int row = 0; row < batch.rows(); row++) {
                if (batch.column(column).isNull(row)) {
                    throw SqlException.of(
                            ErrorCode.CONSTRAINT,
                            "NULL in a column that is NOT NULL: "
                                    + columns.get(column).name());
                }
            }
        }
    }
}
