package tarn.engine.query.optimize;

import tarn.engine.query.logical.Plan;

/**
 * One step of optimizing.
 *
 * @param name as the setting {@code disabled_optimizers} calls it
 * @param required whether plans cannot run without it, so that it cannot be disabled
 */
record Pass(String name, boolean required, Rewrite rewrite) {
    Pass(String name, Rewrite rewrite) {
        this(name, false, rewrite);
    }

    /** From plan to plan with the same output columns and rows. */
    @FunctionalInterface
    interface Rewrite {
        Plan apply(Plan plan, PassContext context);
    }
}
