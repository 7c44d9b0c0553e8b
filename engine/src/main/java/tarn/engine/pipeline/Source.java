package tarn.engine.pipeline;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Batch;

/** Where a pipeline's rows come from. */
public interface Source {

    /** For EXPLAIN ANALYZE. */
    String name();

    /** Begins a run; called once, when everything that it depends on is complete. */
    Morsels open(QueryContext query);

    /** The work of one run, cut into pieces that threads take. Thread-safe. */
    interface Morsels {

        /**
         * The next piece, or null when none is left. Pieces come in the order of the rows; a sink that must keep the order
         * sorts by the number under which a piece was taken.
         */
        @Nullable
        Reader next(WorkerContext worker);

        /** Between 0 and 1, for progress; cheap. */
        double progress();

        /** Called once when the pipeline that reads them is done: what only they needed can be freed. */
        default void close() {}
    }

    /** One morsel, read by one thread. */
    interface Reader {
        /** The next batch (never of 0 rows), valid until the next call; null at the end. */
        @Nullable
        Batch next();
    }
}
