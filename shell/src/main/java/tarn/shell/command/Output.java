package tarn.shell.command;

import java.nio.file.Path;
import java.util.Locale;
import tarn.shell.Shell;
import tarn.shell.render.Format;

/** {@code .output} and {@code .once}: results go to a file, in the form that its ending names unless that says nothing. */
record Output(String file, boolean once) implements DotCommand {
    @Override
    public void run(Shell shell) {
        var view = shell.view();
        if (file.isEmpty()) {
            view.close();
            return;
        }
        shell.requireFiles(once ? ".once" : ".output");
        view.sendTo(Path.of(file), formOf(file, view.format()), once);
    }

    private static Format formOf(String file, Format otherwise) {
        var ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "csv" -> Format.CSV;
            case "tsv" -> Format.TSV;
            case "json" -> Format.JSON;
            case "jsonl", "ndjson" -> Format.JSONL;
            case "md" -> Format.MARKDOWN;
            case "html", "htm" -> Format.HTML;
            default -> otherwise;
        };
    }
}
