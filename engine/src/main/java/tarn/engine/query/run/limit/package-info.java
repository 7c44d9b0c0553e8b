/** LIMIT and OFFSET in the order of the input. */
@NullMarked
package tarn.engine.query.run.limit;

import org.jspecify.annotations.NullMarked;
