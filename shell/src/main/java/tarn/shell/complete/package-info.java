/** What could come next: keywords, tables, the columns in scope, functions, commands, files. */
@NullMarked
package tarn.shell.complete;

import org.jspecify.annotations.NullMarked;
