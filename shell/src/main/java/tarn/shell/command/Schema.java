package tarn.shell.command;

import tarn.shell.Shell;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code .schema}: the statements that make the tables and views, or the one named. */
record Schema(String table) implements DotCommand {
    @Override
    public void run(Shell shell) {
        var relations = shell.session().catalog().relations();
        boolean found = false;
        for (var relation : relations) {
            if (table.isEmpty() || relation.name().equalsIgnoreCase(table)) {
                shell.view().out().append(relation.sql()).append('\n');
                found = true;
            }
        }
        if (!found && !table.isEmpty()) {
            throw SqlException.unknownTable(
                    table, Span.NONE, relations.stream().map(one -> one.name()).toList());
        }
    }
}
