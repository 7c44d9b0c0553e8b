/** Random tables and queries over them as SQL text; {@code RandomQueries} is the way in. */
@NullMarked
package tarn.engine.testing.random;

import org.jspecify.annotations.NullMarked;
