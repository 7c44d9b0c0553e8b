package tarn.shell.command;

import tarn.shell.Shell;

/** {@code .quit}: the end. */
record Quit() implements DotCommand {
    @Override
    public void run(Shell shell) {
        shell.leave();
    }
}
