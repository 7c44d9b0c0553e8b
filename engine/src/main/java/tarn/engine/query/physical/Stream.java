package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.pipeline.Pipeline.Leg;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;

/**
 * Rows on their way, not yet at a sink.
 *
 * @param layout the columns of the batches, in order
 */
record Stream(List<Column> layout, List<Leg> legs) {

    static Stream of(Source source, List<Column> layout) {
        return new Stream(layout, List.of(new Leg(source, List.of(), false)));
    }

    /** The same rows through one more step. */
    Stream then(Transform step, List<Column> newLayout) {
        var longer = new ArrayList<Leg>();
        for (Leg leg : legs) {
            var steps = new ArrayList<>(leg.transforms());
            steps.add(step);
            longer.add(new Leg(leg.source(), List.copyOf(steps), leg.waits()));
        }
        return new Stream(newLayout, List.copyOf(longer));
    }

    /** These rows, then others of the same layout. */
    Stream followedBy(List<Leg> more) {
        var all = new ArrayList<>(legs);
        all.addAll(more);
        return new Stream(layout, List.copyOf(all));
    }
}
