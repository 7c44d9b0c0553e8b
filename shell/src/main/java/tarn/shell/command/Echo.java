package tarn.shell.command;

import tarn.shell.Shell;

/** {@code .echo}: whether statements are shown before they run. */
record Echo(boolean on) implements DotCommand {
    @Override
    public void run(Shell shell) {
        shell.setEcho(on);
    }
}
