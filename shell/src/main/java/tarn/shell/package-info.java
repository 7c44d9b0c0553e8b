/** The command line: entry point and options. */
@NullMarked
package tarn.shell;

import org.jspecify.annotations.NullMarked;
