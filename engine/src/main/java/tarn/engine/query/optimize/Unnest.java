package tarn.engine.query.optimize;

import tarn.engine.query.logical.Plan;

/** Replaces every sub-query and every dependent join by joins; plans cannot run before. */
final class Unnest {
    private Unnest() {}

    static Plan apply(Plan plan, PassContext context) {
        return new DependentJoins(context).eliminate(new SubqueriesToJoins(context).convert(plan));
    }
}
