/** The command line: what it says, what it runs, and how it ends. {@link tarn.shell.Main} is the entry point. */
@NullMarked
package tarn.shell;

import org.jspecify.annotations.NullMarked;
