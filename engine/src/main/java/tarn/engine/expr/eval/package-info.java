/**
 * Compiles bound expressions to trees of kernels and runs them over batches; {@link tarn.engine.expr.eval.Evaluation} is
 * the entry, {@link tarn.engine.expr.eval.Casts} has the conversions between types.
 */
@NullMarked
package tarn.engine.expr.eval;

import org.jspecify.annotations.NullMarked;
