package tarn.shell.command;

import tarn.shell.Shell;

/** A command to the shell itself, its arguments checked. */
public interface DotCommand {
    /**
     * Carries it out; errors as {@link tarn.shell.UsageException}, {@link tarn.shell.EnvironmentException} or
     * {@link tarn.sql.error.SqlException}.
     */
    void run(Shell shell);
}
