/** Tests of SQL as text. */
@NullMarked
package tarn.sql.text;

import org.jspecify.annotations.NullMarked;
