package tarn.shell.command;

import java.util.Locale;
import tarn.engine.ResultColumn;
import tarn.engine.data.type.ScalarType;
import tarn.shell.Shell;
import tarn.shell.render.ListedRows;

/** {@code .functions}: functions whose name or topic has the part in it. */
record Functions(String part) implements DotCommand {
    @Override
    public void run(Shell shell) {
        var rows = new ListedRows(
                new ResultColumn("function", ScalarType.VARCHAR),
                new ResultColumn("kind", ScalarType.VARCHAR),
                new ResultColumn("meaning", ScalarType.VARCHAR),
                new ResultColumn("example", ScalarType.VARCHAR));
        var wanted = part.toLowerCase(Locale.ROOT);
        long start = System.nanoTime();
        for (var entry : tarn.engine.function.Functions.all()) {
            boolean fits = entry.name().contains(wanted)
                    || entry.aliases().stream().anyMatch(alias -> alias.contains(wanted))
                    || entry.topic().toLowerCase(Locale.ROOT).contains(wanted);
            if (fits) {
                rows.add(entry.name(), entry.kind().name().toLowerCase(Locale.ROOT), entry.doc(), entry.example());
            }
        }
        int most = shell.view().maxRows();
        shell.view().setMaxRows(0);
        shell.view().show(rows, System.nanoTime() - start);
        shell.view().setMaxRows(most);
    }
}
