/** The dot-commands of the prompt and of scripts: a record each, and {@link tarn.shell.command.DotCommands}, their list. */
@NullMarked
package tarn.shell.command;

import org.jspecify.annotations.NullMarked;
