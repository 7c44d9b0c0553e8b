package tarn.shell.command;

import java.nio.file.Path;
import tarn.shell.Shell;

/** {@code .read}: runs a script; its path counts from the folder of the script that asks for it. */
record Read(String file) implements DotCommand {
    @Override
    public void run(Shell shell) {
        shell.requireFiles(".read");
        shell.runFile(Path.of(file));
    }
}
