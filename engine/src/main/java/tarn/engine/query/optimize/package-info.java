/**
 * From the binder's plan to one that runs fast: an ordered list of named passes, see
 * {@link tarn.engine.query.optimize.Optimizer}. Each pass is a function from plan to plan.
 */
@NullMarked
package tarn.engine.query.optimize;

import org.jspecify.annotations.NullMarked;
