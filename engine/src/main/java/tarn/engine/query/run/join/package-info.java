/** Joins: the right side is kept, the left side streams past it. */
@NullMarked
package tarn.engine.query.run.join;

import org.jspecify.annotations.NullMarked;
