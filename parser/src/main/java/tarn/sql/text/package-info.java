/** SQL as text: tokens, keywords, quoting, splitting of scripts into statements, and the way back from the syntax tree to text. */
@NullMarked
package tarn.sql.text;

import org.jspecify.annotations.NullMarked;
