/** The SQL parser: text in, syntax tree or a good error out. */
@NullMarked
package tarn.sql;

import org.jspecify.annotations.NullMarked;
