package tarn.shell.command;

import tarn.shell.Shell;

/** {@code .timer}: whether the time of each statement is shown. */
record Timer(boolean on) implements DotCommand {
    @Override
    public void run(Shell shell) {
        shell.view().setTimer(on);
    }
}
