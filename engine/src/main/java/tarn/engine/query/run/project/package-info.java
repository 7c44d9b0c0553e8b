/** Computes the columns of the next step. */
@NullMarked
package tarn.engine.query.run.project;

import org.jspecify.annotations.NullMarked;
