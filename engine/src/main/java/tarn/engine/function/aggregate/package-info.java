/** The built-in aggregate functions over flat states. */
@NullMarked
package tarn.engine.function.aggregate;

import org.jspecify.annotations.NullMarked;
