package tarn.engine.query.run.schedule;

import tarn.engine.data.memory.Region;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.WorkerContext;

/** A worker of one pipeline: a place for state, used by one thread at a time. */
final class Slot implements WorkerContext {
    private final QueryRun run;
    private final int index;
    private long morsel;

    Slot(QueryRun run, int index) {
        this.run = run;
        this.index = index;
    }

    void begin(long number) {
        morsel = number;
    }

    @Override
    public QueryContext query() {
        return run;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public long morsel() {
        return morsel;
    }

    @Override
    public Region newRegion(String owner) {
        return run.memory().newRegion(owner);
    }
}
