package tarn.engine.query.run.schedule;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.pipeline.OperatorProfile;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.TurnSource;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** One run of a statement, from its first pipeline to the last. The memory stays the caller's, who closes it. */
public final class QueryRun implements QueryContext, TurnSource.Runner {
    private final Scheduler scheduler;
    private final QueryMemory memory;
    private final RunSettings settings;
    private final int threads;
    private final long deadline;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<Object, OperatorProfile> profiles = new IdentityHashMap<>();
    private volatile boolean cancelled;
    private volatile int pipelines;
    private volatile int completed;
    private volatile @Nullable Driver current;

    public QueryRun(Scheduler scheduler, QueryMemory memory, RunSettings settings) {
        this.scheduler = scheduler;
        this.memory = memory;
        this.settings = settings;
        this.threads = scheduler.threads();
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.timeoutMillis());
    }

    /** Asks the run to end; it does so at the next batch with CANCELLED. May be called by any thread, at any time. */
    public void cancel() {
        cancelled = true;
    }

    /** How much is done, between 0 and 1. */
    public double progress() {
        int all = pipelines;
        if (all == 0) {
            return 0;
        }
        @Nullable Driver driver = current;
        double part = driver == null ? 0 : driver.progress();
        return Math.min(1, (completed + part) / all);
    }

    @Override
    public QueryMemory memory() {
        return memory;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public int batchRows() {
        return settings.batchRows();
    }

    @Override
    public void checkCancelled() {
        if (cancelled) {
            throw SqlException.of(ErrorCode.CANCELLED, "the query was cancelled");
        }
        if (settings.timeoutMillis() > 0 && System.nanoTime() - deadline > 0) {
            throw SqlException.of(
                    ErrorCode.TIMEOUT,
                    "the query took longer than statement_timeout: " + settings.timeoutMillis() + " ms");
        }
        if (hasFailed()) {
            throw SqlException.of(ErrorCode.CANCELLED, "another thread of the query has failed");
        }
    }

    @Override
    public void parallel(List<Runnable> tasks) {
        var next = new AtomicInteger();
        complete(
                _ -> {
                    int task = next.getAndIncrement();
                    if (task >= tasks.size()) {
                        return false;
                    }
                    checkCancelled();
                    tasks.get(task).run();
                    return task + 1 < tasks.size();
                },
                Math.min(threads, tasks.size()));
    }

    @Override
    public OperatorProfile profile(Object operator) {
        synchronized (profiles) {
            return profiles.computeIfAbsent(operator, QueryRun::newProfile);
        }
    }

    @Override
    public void fold(Object operator, Object into) {
        synchronized (profiles) {
            var done = profiles.remove(operator);
            if (done != null) {
                profile(into).add(done.rows(), done.nanos());
            }
        }
    }

    @Override
    public QueryContext query() {
        return this;
    }

    @Override
    public void run(List<Pipeline> turn) {
        turn.forEach(pipeline -> new Driver(pipeline, this).run());
    }

    private static OperatorProfile newProfile(Object operator) {
        return new OperatorProfile(
                switch (operator) {
                    case Source source -> source.name();
                    case Transform transform -> transform.name();
                    case Sink sink -> sink.name();
                    default -> operator.getClass().getSimpleName();
                });
    }

    void execute(List<Pipeline> work) {
        pipelines = work.size();
        completed = 0;
        for (Pipeline pipeline : work) {
            var driver = new Driver(pipeline, this);
            current = driver;
            driver.run();
            current = null;
            completed++;
        }
    }

    /** Does the work on the run's threads, waits, and throws what went wrong. */
    void complete(Work work, int slots) {
        checkCancelled();
        if (slots > 0) {
            scheduler.complete(work, slots, this);
        }
        throwFailure();
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Keeps the first failure; what other threads say after it is a consequence. */
    void fail(Throwable first) {
        failure.compareAndSet(null, first);
    }

    private void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
