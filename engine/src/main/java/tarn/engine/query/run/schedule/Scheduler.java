package tarn.engine.query.run.schedule;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tarn.engine.pipeline.Pipeline;

/**
 * The threads of one database. All queries share them in turns: after each step (a morsel) a thread goes on with
 * whatever has waited longest. One of the threads is always a caller that waits for its own query, so a single thread
 * means that no other is ever made. Thread-safe.
 */
public final class Scheduler implements AutoCloseable {
    private static final ThreadLocal<Boolean> WORKING = ThreadLocal.withInitial(() -> false);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
    private int threads;
    private int helpers;
    private boolean callerWorks;
    private boolean closed;

    public Scheduler(int threads) {
        setThreads(threads);
    }

    public int threads() {
        lock.lock();
        try {
            return threads;
        } finally {
            lock.unlock();
        }
    }

    /** Changes how many threads work at a time; running queries keep their number of slots. */
    public void setThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads: " + count);
        }
        lock.lock();
        try {
            threads = count;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs pipelines one after the other and returns when the last is finished.
     *
     * @throws tarn.sql.error.SqlException the first error of any thread, CANCELLED or TIMEOUT
     */
    public void run(List<Pipeline> pipelines, QueryRun run) {
        run.execute(pipelines);
    }

    /** Lets idle threads end; a run that still goes on is completed by its caller. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Does work on up to {@code slots} threads and returns when all of them are done; failures are kept in the run. */
    void complete(Work work, int slots, QueryRun run) {
        var job = new Job(work, run);
        if (WORKING.get()) {
            // Asked for by a step of other work: its thread must not wait for threads that may wait for it.
            while (job.advance(0)) {}
            return;
        }
        lock.lock();
        try {
            job.open = slots;
            for (int slot = 0; slot < slots; slot++) {
                waiting.add(new Turn(job, slot));
            }
            startHelpers(slots - 1);
            changed.signalAll();
            while (job.open > 0) {
                @Nullable Turn turn = callerWorks ? null : waiting.poll();
                if (turn == null) {
                    changed.awaitUninterruptibly();
                } else {
                    callerWorks = true;
                    take(turn);
                    callerWorks = false;
                }
            }
            if (!waiting.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void startHelpers(int wanted) {
        int most = Math.min(wanted, threads - 1);
        while (helpers < most && !closed) {
            Thread.ofPlatform().daemon().name("tarn-worker-" + helpers).start(this::help);
            helpers++;
        }
    }

    private void help() {
        lock.lock();
        try {
            while (!closed && helpers < threads) {
                @Nullable Turn turn = waiting.poll();
                if (turn == null) {
                    changed.awaitUninterruptibly();
                } else {
                    take(turn);
                }
            }
        } finally {
            helpers--;
            // A turn that this thread has given back needs somebody else.
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Does one step without the lock, then puts the turn at the end of the queue or, if it was the last, lets go. */
    private void take(Turn turn) {
        boolean more = false;
        lock.unlock();
        WORKING.set(true);
        try {
            do {
                more = turn.job.advance(turn.slot);
            } while (more && nothingWaits());
        } finally {
            WORKING.set(false);
            lock.lock();
        }
        if (more) {
            waiting.add(turn);
        } else if (--turn.job.open == 0) {
            changed.signalAll();
        }
    }

    private boolean nothingWaits() {
        lock.lock();
        try {
            return waiting.isEmpty() && !closed && helpers < threads;
        } finally {
            lock.unlock();
        }
    }

    private record Turn(Job job, int slot) {}

    /** Work of one run; {@code open} counts the turns that are not over, under the lock. */
    private static final class Job {
        private final Work work;
        private final QueryRun run;
        private int open;

        Job(Work work, QueryRun run) {
            this.work = work;
            this.run = run;
        }

        boolean advance(int slot) {
            if (run.hasFailed()) {
                return false;
            }
            try {
                return work.step(slot);
            } catch (Throwable failure) {
                run.fail(failure);
                return false;
            }
        }
    }
}
