package tarn.shell.command;

import java.util.Locale;
import tarn.engine.ResultColumn;
import tarn.engine.data.type.ScalarType;
import tarn.shell.Shell;
import tarn.shell.render.ListedRows;

/** {@code .tables}: tables and views whose name has the part in it. */
record Tables(String part) implements DotCommand {
    @Override
    public void run(Shell shell) {
        var rows = new ListedRows(
                new ResultColumn("name", ScalarType.VARCHAR),
                new ResultColumn("kind", ScalarType.VARCHAR),
                new ResultColumn("columns", ScalarType.BIGINT),
                new ResultColumn("rows", ScalarType.BIGINT));
        long start = System.nanoTime();
        for (var relation : shell.session().catalog().relations()) {
            if (relation.name().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))) {
                var kind = (relation.temporary() ? "temporary " : "") + (relation.view() ? "view" : "table");
                var name = relation.schema().equals("main") || relation.temporary()
                        ? relation.name()
                        : relation.schema() + "." + relation.name();
                rows.add(name, kind, (long) relation.columns().size(), relation.view() ? null : (Long) relation.rows());
            }
        }
        if (rows.count() == 0) {
            shell.view().say(part.isEmpty() ? "no tables; to make one: CREATE TABLE t AS FROM 'file.csv';" : "none");
        } else {
            shell.view().show(rows, System.nanoTime() - start);
        }
    }
}
