package tarn.engine.query.run.join;

import java.util.List;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;

/** A join in its three roles. The probe may run when the build is finished, {@link #unmatched} when the probe is. */
public sealed interface Join permits HashJoin, NestedLoopJoin {

    static Join of(JoinSpec spec) {
        return of(spec, List.of());
    }

    /** @param filters to be filled with the values of keys when the build side is finished */
    static Join of(JoinSpec spec, List<ProbeFilter.OfKeys> filters) {
        return spec.keys().isEmpty() ? new NestedLoopJoin(spec) : new HashJoin(spec, filters);
    }

    /** Takes the right side. */
    Sink build();

    /** Takes the left side, hands on joined rows in the order of the left side. */
    Transform probe();

    /** The build side's rows that come after the probe, if {@link JoinSpec.Kind#emitsBuildRows}; otherwise none. */
    Source unmatched();
}
