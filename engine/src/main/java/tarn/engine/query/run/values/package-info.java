/** Rows that come from no table: VALUES and series of numbers. */
@NullMarked
package tarn.engine.query.run.values;

import org.jspecify.annotations.NullMarked;
