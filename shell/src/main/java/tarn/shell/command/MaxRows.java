package tarn.shell.command;

import tarn.shell.Shell;
import tarn.shell.UsageException;

/** {@code .maxrows}: how many rows a box shows at most. */
record MaxRows(String number) implements DotCommand {
    @Override
    public void run(Shell shell) {
        if (number.isEmpty()) {
            shell.streams()
                    .out()
                    .append(Integer.toString(shell.view().maxRows()))
                    .append('\n');
            return;
        }
        try {
            shell.view().setMaxRows(Math.max(0, Integer.parseInt(number)));
        } catch (NumberFormatException _) {
            throw new UsageException(".maxrows wants a number, not: " + number);
        }
    }
}
