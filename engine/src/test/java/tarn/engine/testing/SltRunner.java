package tarn.engine.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;
import tarn.engine.Session;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Runs the entries of a file and says what went wrong, entry by entry. */
public final class SltRunner {
    private SltRunner() {}

    /** The failures; none when all is well. */
    public static List<String> run(SltFile file, Session session) {
        var failures = new ArrayList<String>();
        for (var entry : file.entries()) {
            var failure = run(entry, session);
            if (failure != null) {
                failures.add(file.path() + ":" + entry.line() + ": " + failure + "\n" + entry.sql());
            }
        }
        return failures;
    }

    private static @Nullable String run(SltFile.Entry entry, Session session) {
        try (var result = session.execute(entry.sql())) {
            if (entry.expectedError() != null) {
                return "no error";
            }
            var expected = entry.rows();
            if (expected == null) {
                return null;
            }
            return difference(rows(result, entry.sorted()), expected, entry.sorted());
        } catch (SqlException error) {
            if (error.code() == ErrorCode.INTERNAL) {
                return "internal error " + error;
            }
            var wanted = entry.expectedError();
            if (wanted == null) {
                return error.rendered();
            }
            return error.rendered().contains(wanted) ? null : "another error: " + error.rendered();
        }
    }

    /** Rows as they stand in files: values separated by tabs. */
    public static List<String> rows(Result result, boolean sorted) {
        return lines(Table.of(result), sorted);
    }

    static List<String> lines(Table table, boolean sorted) {
        var lines = new ArrayList<String>();
        table.rows().forEach(row -> lines.add(line(row)));
        if (sorted) {
            lines.sort(null);
        }
        return lines;
    }

    private static String line(List<@Nullable Object> row) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(i == 0 ? "" : "\t").append(SltText.of(row.get(i)));
        }
        return line.toString();
    }

    private static @Nullable String difference(List<String> actual, List<String> expected, boolean sorted) {
        var wanted = sorted ? expected.stream().sorted().toList() : expected;
        if (actual.equals(wanted)) {
            return null;
        }
        return "expected\n" + String.join("\n", wanted) + "\nbut got\n"
                + String.join("\n", actual.subList(0, Math.min(actual.size(), 50)));
    }

    /** The same file against DuckDB: what it expects must be what DuckDB gives. */
    public static List<String> runOracle(SltFile file, Connection oracle) {
        var failures = new ArrayList<String>();
        for (var entry : file.entries()) {
            var failure = entry.oracle() ? runOracle(entry, oracle) : null;
            if (failure != null) {
                failures.add(file.path() + ":" + entry.line() + ": oracle: " + failure + "\n" + entry.sql());
            }
        }
        return failures;
    }

    /** With a statement of its own: DuckDB closes one that has failed. */
    private static @Nullable String runOracle(SltFile.Entry entry, Connection oracle) {
        try (var statement = oracle.createStatement()) {
            boolean rows = statement.execute(entry.sql());
            if (entry.expectedError() != null) {
                return "no error";
            }
            return entry.rows() == null || !rows
                    ? null
                    : difference(
                            lines(Table.of(statement.getResultSet()), entry.sorted()), entry.rows(), entry.sorted());
        } catch (SQLException error) {
            return entry.expectedError() == null ? error.getMessage() : null;
        }
    }
}
