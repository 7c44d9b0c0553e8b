package tarn.engine.query.run.aggregate;

import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** Groups rows and computes aggregates; {@link #result} has the groups once the sink is finished. */
public final class HashAggregate implements Sink {
    private final AggregateSpec spec;

    public HashAggregate(AggregateSpec spec) {
        this.spec = spec;
    }

    @Override
    public String name() {
        return spec.groups().isEmpty() ? "Aggregate" : "HashAggregate";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void finish(QueryContext query) {
        throw new UnsupportedOperationException();
    }

    public Source result() {
        throw new UnsupportedOperationException();
    }
}
