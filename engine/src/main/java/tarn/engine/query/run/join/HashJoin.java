package tarn.engine.query.run.join;

import java.util.List;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;

/** A join by equal keys through an index of the build side's rows. */
public final class HashJoin implements Join {
    private final JoinPlan plan;
    private final BuildSide build;

    HashJoin(JoinSpec spec, List<ProbeFilter.OfKeys> filters) {
        if (spec.keys().isEmpty()) {
            throw new IllegalArgumentException("a hash join needs keys");
        }
        this.plan = JoinPlan.of(spec);
        this.build = new BuildSide(plan, filters);
    }

    @Override
    public Sink build() {
        return build;
    }

    @Override
    public Transform probe() {
        return new Probe(plan, build);
    }

    @Override
    public Source unmatched() {
        return new UnmatchedRows(plan, build);
    }
}
