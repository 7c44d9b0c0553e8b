package tarn.engine.pipeline;

import java.util.List;

/**
 * A source whose rows come in turns, each made by pipelines of its own from those of the turn before: a recursive query. It
 * is opened and read once for every turn, so what reads it may end it early.
 */
public interface TurnSource extends Source {

    /**
     * Makes the rows of the next turn; false if there are none, which is the end. Called by one thread while nobody reads,
     * for the first time before the source is opened.
     */
    boolean turn(Runner runner);

    /** Runs pipelines within the query, one after the other. */
    interface Runner {
        QueryContext query();

        void run(List<Pipeline> pipelines);
    }
}
