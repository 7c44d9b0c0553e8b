/** Turns rows of key columns into exact 64-bit codes, and tables of such codes; shared by grouping and joins. */
@NullMarked
package tarn.engine.query.run.key;

import org.jspecify.annotations.NullMarked;
