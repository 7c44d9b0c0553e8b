package tarn.engine.query.run.join;

import java.util.List;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;

/** A join that looks at every pair of rows: a cross join, or any condition. */
public final class NestedLoopJoin implements Join {
    private final JoinPlan plan;
    private final BuildSide build;

    public NestedLoopJoin(JoinSpec spec) {
        if (!spec.keys().isEmpty()) {
            throw new IllegalArgumentException("a nested loop join has no keys");
        }
        this.plan = JoinPlan.of(spec);
        this.build = new BuildSide(plan, List.of());
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
