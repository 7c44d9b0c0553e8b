/** SQL text to statements: the parser's only entry. */
@NullMarked
package tarn.sql;

import org.jspecify.annotations.NullMarked;
