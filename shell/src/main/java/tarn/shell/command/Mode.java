package tarn.shell.command;

import tarn.shell.Shell;
import tarn.shell.UsageException;
import tarn.shell.render.CellText;
import tarn.shell.render.Format;

/** {@code .mode}: how results are shown from now on; without a form, which there are. */
record Mode(String form) implements DotCommand {
    @Override
    public void run(Shell shell) {
        if (form.isEmpty()) {
            for (var format : Format.values()) {
                shell.streams()
                        .out()
                        .append(format == shell.view().format() ? "* " : "  ")
                        .append(CellText.pad(format.word(), 10, false))
                        .append(format.description())
                        .append('\n');
            }
            return;
        }
        shell.view()
                .setFormat(Format.find(form)
                        .orElseThrow(() -> new UsageException(
                                "unknown form: " + form + "; there are " + String.join(", ", Format.words()))));
    }
}
