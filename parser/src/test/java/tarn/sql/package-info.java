/** Tests of the parser as a whole. */
@NullMarked
package tarn.sql;

import org.jspecify.annotations.NullMarked;
