/** Keeps the rows for which a condition holds. */
@NullMarked
package tarn.engine.query.run.filter;

import org.jspecify.annotations.NullMarked;
