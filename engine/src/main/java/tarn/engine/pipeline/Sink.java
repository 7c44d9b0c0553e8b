package tarn.engine.pipeline;

import tarn.engine.data.vector.Batch;

/** Where a pipeline's rows end: a hash table, a sort, a result. */
public interface Sink {

    String name();

    /** The state of one thread; called under a lock, at most once a thread. */
    Worker worker(WorkerContext worker);

    /**
     * After the last batch of all threads; called once, by one thread, which may run tasks on others through
     * {@link QueryContext#parallel}.
     */
    void finish(QueryContext query);

    /**
     * How much of {@link #finish} is done, between 0 and 1, where it may take as long as the rows before it; negative where it
     * does not. Cheap, for any thread.
     */
    default double finishing() {
        return -1;
    }

    /** Whether no row of a morsel that has not begun yet matters any more, as after the rows of a LIMIT. Cheap. */
    default boolean enough() {
        return false;
    }

    interface Worker {
        /** Copies what it keeps. {@link WorkerContext#morsel} says which morsel the batch is of. */
        void consume(Batch batch);

        /** Whether further rows of the current morsel matter. Cheap. */
        default boolean wantsMore() {
            return true;
        }

        /** After the last batch of a morsel, also of one without rows or cut short. */
        default void endMorsel() {}
    }
}
