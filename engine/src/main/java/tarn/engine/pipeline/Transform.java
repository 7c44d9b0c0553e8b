package tarn.engine.pipeline;

import tarn.engine.data.vector.Batch;

/** A step that turns batches into batches while they are in the cache: filter, project, join probe. */
public interface Transform {

    String name();

    /** The state of one thread. */
    Worker worker(WorkerContext worker);

    interface Worker {
        /** Takes a batch and hands on none, one or more (never of 0 rows, at most the batch size of rows each). */
        void push(Batch in, Output out);

        /** After the last batch of a morsel: hands on what the worker still holds. */
        default void endMorsel(Output out) {}
    }

    /** The next step. */
    @FunctionalInterface
    interface Output {
        void accept(Batch batch);

        /** False when further rows of the current morsel are not needed: worth a look where a push makes many batches. */
        default boolean wantsMore() {
            return true;
        }
    }
}
