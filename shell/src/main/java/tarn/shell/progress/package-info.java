/** How far a statement is, on a line of the terminal that goes away again. */
@NullMarked
package tarn.shell.progress;

import org.jspecify.annotations.NullMarked;
