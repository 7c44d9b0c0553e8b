/**
 * The loops over values: templates that are cloned per operator ({@link tarn.engine.kernel.Specialize}) and the few
 * hand-written ones. Kernels take native segments and see NULLs as bitmaps alone.
 */
@NullMarked
package tarn.engine.kernel;

import org.jspecify.annotations.NullMarked;
