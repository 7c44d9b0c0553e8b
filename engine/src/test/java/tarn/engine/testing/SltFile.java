package tarn.engine.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in sqllogictest's format: statements that must succeed or fail, and queries with the rows that they must give.
 *
 * <pre>
 * statement ok | statement error [text in the message]
 * SQL
 *
 * query TYPES [nosort|rowsort|valuesort] [label]
 * SQL
 * ----
 * values, a row a line, separated by tabs
 * </pre>
 *
 * A line {@code # oracle off} says that DuckDB is not asked from there on, up to {@code # oracle on}: for what Tarn does in
 * its own way, and what DuckDB answers differently from run to run.
 */
public record SltFile(Path path, List<Entry> entries) {

    /**
     * @param line of the SQL's first line, from 1
     * @param expectedError for a statement that must fail, the text that the error must contain (perhaps empty); else null
     * @param rows for a query, the expected lines; else null
     */
    public record Entry(
            int line,
            String sql,
            @org.jspecify.annotations.Nullable String expectedError,
            @org.jspecify.annotations.Nullable List<String> rows,
            boolean sorted,
            boolean oracle) {
        public boolean isQuery() {
            return rows != null;
        }
    }

    public static SltFile read(Path path) throws IOException {
        var lines = Files.readAllLines(path);
        var entries = new ArrayList<Entry>();
        boolean oracle = true;
        int at = 0;
        while (at < lines.size()) {
            var line = lines.get(at).strip();
            if (line.equals("# oracle off") || line.equals("# oracle on")) {
                oracle = line.endsWith("on");
            }
            if (line.isEmpty() || line.startsWith("#")) {
                at++;
                continue;
            }
            int first = at + 1;
            int end = first;
            while (end < lines.size()
                    && !lines.get(end).isBlank()
                    && !lines.get(end).equals("----")) {
                end++;
            }
            var sql = String.join("\n", lines.subList(first, end));
            if (line.startsWith("statement ok")) {
                entries.add(new Entry(first + 1, sql, null, null, false, oracle));
                at = end;
            } else if (line.startsWith("statement error")) {
                var message = line.substring("statement error".length()).strip();
                at = end;
                if (end < lines.size() && lines.get(end).equals("----")) {
                    int stop = blank(lines, end + 1);
                    message = String.join("\n", lines.subList(end + 1, stop));
                    at = stop;
                }
                entries.add(new Entry(first + 1, sql, message, null, false, oracle));
            } else if (line.startsWith("query")) {
                int stop = end < lines.size() && lines.get(end).equals("----") ? blank(lines, end + 1) : end;
                var rows = stop > end ? List.copyOf(lines.subList(end + 1, stop)) : List.<String>of();
                entries.add(new Entry(first + 1, sql, null, rows, line.contains("rowsort"), oracle));
                at = stop;
            } else {
                throw new IOException(path + ":" + (at + 1) + ": neither statement nor query: " + line);
            }
        }
        return new SltFile(path, entries);
    }

    private static int blank(List<String> lines, int from) {
        int at = from;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            at++;
        }
        return at;
    }
}
