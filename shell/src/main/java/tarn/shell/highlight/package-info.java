/** SQL in colours, by the lexer that the parser reads through. */
@NullMarked
package tarn.shell.highlight;

import org.jspecify.annotations.NullMarked;
