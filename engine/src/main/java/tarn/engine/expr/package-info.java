/** Bound, typed expressions: what the binder makes, the optimizer rewrites and expr.eval compiles to kernels. */
@NullMarked
package tarn.engine.expr;

import org.jspecify.annotations.NullMarked;
