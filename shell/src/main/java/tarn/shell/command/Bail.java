package tarn.shell.command;

import tarn.shell.Shell;

/** {@code .bail}: whether the first error ends a script. */
record Bail(boolean on) implements DotCommand {
    @Override
    public void run(Shell shell) {
        shell.setBail(on);
    }
}
