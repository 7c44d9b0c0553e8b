package tarn.engine;

import java.util.List;
import java.util.stream.Collectors;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.Sequence;
import tarn.engine.catalog.TableConstraints;
import tarn.sql.text.Quoting;
import tarn.sql.text.SqlPrinter;

/** Things of the catalog as the SQL that makes them. */
final class DefinitionText {
    private DefinitionText() {}

    static String table(CatalogEntry.Table table) {
        var columns = table.source().columns();
        var constraints = table.constraints();
        var parts = new java.util.ArrayList<String>();
        columns.forEach(column -> parts.add(column(column)));
        constraints.keys().forEach(key -> parts.add(key(key, columns)));
        constraints.checks().forEach(check -> parts.add(check(check)));
        constraints.foreignKeys().forEach(key -> parts.add(foreignKey(key, columns, List.of())));
        return "CREATE " + (table.temporary() ? "TEMP " : "") + "TABLE " + Quoting.name(table.name()) + " ("
                + String.join(", ", parts) + ");";
    }

    private static String column(ColumnDefinition column) {
        return Quoting.name(column.name()) + " " + column.type().sql()
                + (column.collation() == null ? "" : " COLLATE " + column.collation())
                + (column.notNull() ? " NOT NULL" : "")
                + (column.defaultSql() == null ? "" : " DEFAULT " + column.defaultSql())
                + (column.generatedSql() == null ? "" : " GENERATED ALWAYS AS (" + column.generatedSql() + ")");
    }

    static String key(TableConstraints.Key key, List<ColumnDefinition> columns) {
        return (key.primary() ? "PRIMARY KEY" : "UNIQUE") + " (" + names(key.columns(), columns) + ")";
    }

    static String check(TableConstraints.Check check) {
        return "CHECK (" + check.sql() + ")";
    }

    /** @param referenced columns of the other table; empty to name none */
    static String foreignKey(
            TableConstraints.ForeignKey key, List<ColumnDefinition> columns, List<ColumnDefinition> referenced) {
        return "FOREIGN KEY (" + names(key.columns(), columns) + ") REFERENCES " + Quoting.name(key.table())
                + (referenced.isEmpty() ? "" : " (" + names(key.referenced(), referenced) + ")");
    }

    private static String names(List<Integer> indexes, List<ColumnDefinition> columns) {
        return indexes.stream()
                .map(index -> Quoting.name(columns.get(index).name()))
                .collect(Collectors.joining(", "));
    }

    static String view(CatalogEntry.View view) {
        var columns = view.columnNames().isEmpty()
                ? ""
                : view.columnNames().stream().map(Quoting::name).collect(Collectors.joining(", ", " (", ")"));
        return "CREATE " + (view.temporary() ? "TEMP " : "") + "VIEW " + Quoting.name(view.name()) + columns + " AS "
                + SqlPrinter.print(view.query()) + ";";
    }

    static String sequence(CatalogEntry.Numbers numbers) {
        Sequence.Range range = numbers.sequence().range();
        return "CREATE SEQUENCE " + Quoting.name(numbers.name()) + " INCREMENT BY " + range.step() + " MINVALUE "
                + range.min() + " MAXVALUE " + range.max() + " START " + range.start()
                + (range.cycle() ? " CYCLE;" : " NO CYCLE;");
    }

    static String index(CatalogEntry.Index index) {
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + Quoting.name(index.name()) + " ON "
                + Quoting.name(index.table()) + " (" + String.join(", ", index.expressions()) + ");";
    }
}
