package tarn.engine.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

/** Writes into slt files the rows that DuckDB gives. A command to run by hand: its arguments are files. */
public final class SltComplete {
    private SltComplete() {}

    public static void main(String[] paths) throws Exception {
        for (var path : paths) {
            complete(Path.of(path));
        }
    }

    private static void complete(Path path) throws Exception {
        var file = SltFile.read(path);
        var lines = Files.readAllLines(path);
        var out = new ArrayList<String>();
        int copied = 0;
        try (var oracle = DriverManager.getConnection("jdbc:duckdb:");
                var statement = oracle.createStatement()) {
            for (var entry : file.entries()) {
                int sqlLines = entry.sql().split("\n", -1).length;
                int end = entry.line() - 1 + sqlLines;
                if (!entry.isQuery()) {
                    if (entry.oracle() && entry.expectedError() == null) {
                        statement.execute(entry.sql());
                    }
                    continue;
                }
                out.addAll(lines.subList(copied, end));
                copied = end;
                while (copied < lines.size() && !lines.get(copied).isBlank()) {
                    copied++;
                }
                out.add("----");
                if (entry.oracle()) {
                    try (var result = statement.executeQuery(entry.sql())) {
                        out.addAll(SltRunner.lines(Table.of(result), entry.sorted()));
                    }
                } else {
                    out.addAll(java.util.Objects.requireNonNullElse(entry.rows(), List.of()));
                }
            }
        }
        out.addAll(lines.subList(copied, lines.size()));
        Files.write(path, out);
    }
}
