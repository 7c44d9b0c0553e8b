package tarn.engine;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.data.vector.Values;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.pipeline.Sink;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.optimize.Optimizer;
import tarn.engine.query.optimize.stats.Cardinality;
import tarn.engine.query.physical.Lowering;
import tarn.engine.query.run.schedule.QueryRun;
import tarn.engine.query.run.schedule.RunSettings;
import tarn.engine.query.run.sink.ResultSink;
import tarn.sql.error.Span;

/** Runs plans for one session, one at a time; another thread may cancel. */
final class QueryRunner {
    private final Tarn database;
    private final Settings settings;
    private volatile @Nullable QueryRun current;
    private volatile boolean cancelled;

    QueryRunner(Tarn database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** A plan that has been optimized and lowered and is being run or has been. */
    record Execution(Optimized optimized, Lowering lowering, QueryRun run, long nanos) {}

    /** Forgets a cancellation that came too late for the statement before. */
    void reset() {
        cancelled = false;
    }

    void cancel() {
        cancelled = true;
        var run = current;
        if (run != null) {
            run.cancel();
        }
    }

    /** Between 0 and 1. */
    double progress() {
        var run = current;
        return run == null ? 0 : run.progress();
    }

    /** A plan optimized but not run. */
    record Optimized(Plan plan, Cardinality estimates, List<Optimizer.Timing> timings) {}

    Optimized optimize(Plan plan, ColumnIds ids) {
        var optimizer = new Optimizer(ids, settings.disabledOptimizers(), this::constant, database.samples());
        var optimized = optimizer.optimize(plan);
        var estimates = optimizer.estimates(optimized);
        return new Optimized(optimized, estimates, optimizer.timings());
    }

    /** The value of an expression without columns. */
    Expr.Literal constant(Expr expr) {
        return new Expr.Literal(Evaluation.constant(expr, database.memory()), expr.type(), expr.span());
    }

    /** Runs a plan for its rows; the result holds the query's memory. */
    Result rows(Plan plan, List<String> names, ColumnIds ids) {
        var memory = database.memory().newQuery();
        try {
            var sink = new ResultSink(plan.output());
            var execution = execute(plan, sink, ids, memory);
            return Result.ofRows(columns(execution.optimized.plan().output(), names), sink.batches(), memory::close);
        } catch (Throwable failure) {
            memory.close();
            throw failure;
        }
    }

    /** The rows of a plan as literals, for few of them. */
    List<List<Expr.Literal>> values(Plan plan, ColumnIds ids) {
        var names = plan.output().stream().map(Column::name).toList();
        try (var result = rows(plan, names, ids)) {
            var rows = new ArrayList<List<Expr.Literal>>();
            for (var batch : result.batches()) {
                for (int row = 0; row < batch.rows(); row++) {
                    var values = new ArrayList<Expr.Literal>();
                    for (int i = 0; i < names.size(); i++) {
                        var type = plan.output().get(i).type();
                        values.add(new Expr.Literal(Values.get(batch.column(i), row), type, Span.NONE));
                    }
                    rows.add(values);
                }
            }
            return rows;
        }
    }

    /** Runs a plan into a sink that keeps nothing in the query's memory. */
    Execution into(Plan plan, Sink sink, ColumnIds ids) {
        try (var memory = database.memory().newQuery()) {
            return execute(plan, sink, ids, memory);
        }
    }

    private Execution execute(Plan plan, Sink sink, ColumnIds ids, QueryMemory memory) {
        long start = System.nanoTime();
        var optimized = optimize(plan, ids);
        var lowering = new Lowering(
                ids,
                optimized.estimates()::rows,
                this::constant,
                !settings.disabledOptimizers().contains(Optimizer.JOIN_FILTERS));
        var pipelines = lowering.lower(optimized.plan(), sink);
        var run = new QueryRun(
                database.scheduler(),
                memory,
                new RunSettings(settings.batchSize(), settings.timeout().toMillis()));
        current = run;
        try {
            if (cancelled) {
                run.cancel();
            }
            database.scheduler().run(pipelines, run);
        } finally {
            current = null;
        }
        return new Execution(optimized, lowering, run, System.nanoTime() - start);
    }

    /** Where local times are. */
    ZoneId zone() {
        return settings.zone();
    }

    List<ResultColumn> columns(List<Column> output, List<String> names) {
        var columns = new ArrayList<ResultColumn>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new ResultColumn(names.get(i), output.get(i).type(), settings.zone()));
        }
        return columns;
    }
}
