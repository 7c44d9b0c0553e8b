package tarn.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A table of a data set: its name and its columns in order. */
public record Table(String name, List<Column> columns) {
    public Table {
        columns = List.copyOf(columns);
    }

    public static Table of(String name, Column... columns) {
        return new Table(name, List.of(columns));
    }

    /** The CREATE TABLE statement, without a semicolon. */
    public String createStatement() {
        return columns.stream()
                .map(column ->
                        "    " + column.name() + " " + column.type().sql() + (column.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(",\n", "CREATE TABLE " + name + " (\n", "\n)"));
    }

    /** The COPY statement that loads the table from its CSV file in a folder, without a semicolon. */
    public String loadStatement(Path folder) {
        String file = folder.resolve(fileName()).toString().replace("'", "''");
        return "COPY " + name + " FROM '" + file + "' (FORMAT csv, HEADER)";
    }

    /** The file that holds the table in a folder of CSV files. */
    public String fileName() {
        return name + ".csv";
    }
}
