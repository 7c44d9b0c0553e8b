package tarn.shell.command;

import java.util.Locale;
import tarn.shell.Shell;
import tarn.shell.UsageException;
import tarn.shell.render.CellText;

/** {@code .help}: every command, or the one asked for. */
record Help(String command) implements DotCommand {
    private static final int LEFT = 20;

    @Override
    public void run(Shell shell) {
        var out = shell.view().out();
        if (!command.isEmpty()) {
            var name = (command.startsWith(".") ? command : "." + command).toLowerCase(Locale.ROOT);
            var entry = DotCommands.all().stream()
                    .filter(one -> one.names().contains(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("unknown command: " + name + "; .help lists them"));
            out.append(line(entry));
            return;
        }
        DotCommands.all().forEach(entry -> out.append(line(entry)));
        out.append("""

            SQL ends with a semicolon and may take many lines. A CSV file is a table: FROM 'file.csv';
            Tab completes, Ctrl-R searches what you wrote before, Ctrl-C stops a statement, Ctrl-D leaves.
            """);
    }

    private static String line(DotCommands.Entry entry) {
        var left = (String.join(", ", entry.names()) + " " + entry.arguments()).strip();
        return CellText.pad(left, LEFT, false) + "  " + entry.description() + "\n";
    }
}
