package tarn.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine behind JDBC. Times are of execution and reading every value of every row. */
record Contender(String name, Connection connection) {

    /** Runs a script; how long that took, in milliseconds. */
    double execute(String script) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement()) {
            statement.execute(script);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** The rows of a query and its time in milliseconds. */
    record Timed(List<List<@Nullable Object>> rows, double millis) {}

    Timed query(String sql) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            var rows = new ArrayList<List<@Nullable Object>>();
            while (result.next()) {
                var row = new ArrayList<@Nullable Object>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
            return new Timed(rows, (System.nanoTime() - start) / 1e6);
        }
    }
}
