package tarn.engine.pipeline;

import tarn.engine.data.memory.Region;

/** What one thread has at hand while it works on a pipeline. */
public interface WorkerContext {

    QueryContext query();

    /** From 0 to {@link QueryContext#threads} - 1; at most one thread has a number at a time. */
    int index();

    /** Number of the morsel now worked on: grows in the order of the rows. */
    long morsel();

    /** A region charged to an operator, which lives until the query ends or it is closed. */
    Region newRegion(String owner);
}
