package tarn.engine.pipeline;

import java.util.List;
import tarn.engine.data.memory.QueryMemory;

/** One execution of a statement. Thread-safe. */
public interface QueryContext {

    QueryMemory memory();

    /** Threads that may work on the query at a time. */
    int threads();

    /** Rows of a batch at most. */
    int batchRows();

    /**
     * Throws CANCELLED or TIMEOUT if the query shall end. The driver calls it per batch; operators call it in loops of
     * their own that may last longer than some milliseconds.
     */
    void checkCancelled();

    /** Runs tasks on the query's threads and waits; the first failure is thrown, the rest cancelled. */
    void parallel(List<Runnable> tasks);

    /** The counters of an operator; the same object for the same operator. */
    OperatorProfile profile(Object operator);

    /** Counts what an operator did as done by another one, and forgets it. */
    void fold(Object operator, Object into);
}
