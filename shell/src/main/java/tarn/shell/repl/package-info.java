/** The prompt: JLine's line reader put together with Tarn's lexer, completion and commands. */
@NullMarked
package tarn.shell.repl;

import org.jspecify.annotations.NullMarked;
