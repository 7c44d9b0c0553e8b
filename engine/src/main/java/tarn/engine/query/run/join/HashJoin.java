package tarn.engine.query.run.join;

import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;

/** A join by equal keys through a table of the build side's rows. */
public final class HashJoin implements Join {
    private final JoinSpec spec;

    public HashJoin(JoinSpec spec) {
        this.spec = spec;
    }

    @Override
    public Sink build() {
        throw new UnsupportedOperationException(spec.kind().name());
    }

    @Override
    public Transform probe() {
        throw new UnsupportedOperationException(spec.kind().name());
    }

    @Override
    public Source unmatched() {
        throw new UnsupportedOperationException(spec.kind().name());
    }
}
