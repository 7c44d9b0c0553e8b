/** The built-in scalar functions and operators, a class per topic; each holds a list that the registry reads. */
@NullMarked
package tarn.engine.function.scalar;

import org.jspecify.annotations.NullMarked;
