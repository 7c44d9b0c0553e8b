package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of changes, told to Tarn and to DuckDB: after each statement both have the same rows. Keys are never
 * moved onto one another within a statement, where DuckDB checks too eagerly. {@code -Dhistory.statements} makes them longer.
 */
class HistoriesTest {
    private static final int STATEMENTS = Integer.getInteger("history.statements", 60);

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void bothEnginesEndWithTheSameRows(long seed) throws SQLException {
        var random = new Random(seed);
        try (var tarn = DriverManager.getConnection("jdbc:tarn:");
                var duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            both(
                    tarn,
                    duckdb,
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER CHECK (a < 90), b VARCHAR, c DOUBLE)");
            both(tarn, duckdb, "CREATE TABLE s (id INTEGER, a INTEGER, b VARCHAR)");
            both(
                    tarn,
                    duckdb,
                    "INSERT INTO s SELECT i, i * 7 % 50, 'b' || i % 5 FROM range(" + (20 + random.nextInt(60))
                            + ") r(i)");
            boolean open = false;
            for (int i = 0; i < STATEMENTS; i++) {
                int kind = random.nextInt(14);
                if (kind == 0 && !open) {
                    both(tarn, duckdb, "BEGIN");
                    open = true;
                } else if (kind <= 1 && open) {
                    both(tarn, duckdb, random.nextBoolean() ? "COMMIT" : "ROLLBACK");
                    open = false;
                } else if (!both(tarn, duckdb, change(random)) && open) {
                    both(tarn, duckdb, "ROLLBACK");
                    open = false;
                }
                assertThat(rows(tarn)).as(String.join(";\n", told)).isEqualTo(rows(duckdb));
            }
        }
    }

    private static String change(Random random) {
        int low = random.nextInt(100);
        int high = low + random.nextInt(40);
        int step = 1 + random.nextInt(4);
        var some = " WHERE id BETWEEN " + low + " AND " + high + " AND id % " + step + " = 0";
        return switch (random.nextInt(15)) {
            case 0, 1 -> "INSERT INTO t SELECT i, i % 40, 'x' || i, i / 2 FROM range(" + low + ", " + high + ") r(i)";
            case 2 ->
                "INSERT INTO t SELECT i, i % 60, 'c' || i, NULL FROM range(" + low + ", " + high
                        + ") r(i) ON CONFLICT DO NOTHING";
            case 3 ->
                "INSERT INTO t SELECT i, i % 60, NULL, 1 FROM range(" + low + ", " + high
                        + ") r(i) ON CONFLICT (id) DO UPDATE SET a = t.a + 1, b = excluded.b";
            case 4 ->
                "INSERT INTO t (id, b) SELECT i, 'n' FROM range(" + low + ", " + high
                        + ") r(i) ON CONFLICT (id) DO UPDATE SET c = id WHERE t.a % 2 = 0";
            case 5 -> "UPDATE t SET a = a + " + step + ", c = coalesce(c, 0) * 2" + some;
            case 6 -> "UPDATE t SET b = upper(b) || a" + some;
            case 7 -> "UPDATE t SET a = s.a, b = s.b FROM s WHERE s.id = t.id AND s.a > " + low % 50;
            case 8 -> "DELETE FROM t" + some;
            case 9 -> "DELETE FROM t USING s WHERE s.id = t.id AND s.a % " + step + " = 0";
            case 10 -> "UPDATE t SET id = id + 1000" + some;
            case 11 ->
                "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.a < " + low % 50
                        + " THEN DELETE WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED AND s.id % " + step
                        + " = 0 THEN INSERT (id, a, b) VALUES (s.id, s.a, 'merged')";
            case 12 ->
                "MERGE INTO t USING (SELECT * FROM s WHERE id > " + low
                        + ") AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE AND t.a > 30 THEN UPDATE SET a = 0"
                        + " WHEN NOT MATCHED THEN INSERT (id, a) VALUES (s.id, 1)";
            case 13 -> "UPDATE t SET a = CASE WHEN id % 7 = 0 THEN 95 ELSE a END" + some;
            default -> "DELETE FROM t WHERE a > (SELECT avg(a) + " + step + " FROM t) AND id > " + low;
        };
    }

    /** Tells both; either both fail or none, and both have changed as many rows. Says whether it went well. */
    private boolean both(Connection tarn, Connection duckdb, String sql) throws SQLException {
        told.add(sql);
        long mine = run(tarn, sql);
        long theirs = run(duckdb, sql);
        assertThat(mine < 0).as(String.join(";\n", told)).isEqualTo(theirs < 0);
        if (mine >= 0 && !sql.startsWith("CREATE")) {
            assertThat(mine).as(String.join(";\n", told)).isEqualTo(theirs);
        }
        return mine >= 0;
    }

    /** Changed rows, -1 for an error. */
    private static long run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException _) {
            return -1;
        }
    }

    private static List<String> rows(Connection connection) throws SQLException {
        var rows = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT id, a, b, c FROM t")) {
            while (result.next()) {
                rows.add(result.getInt(1) + " " + result.getString(2) + " " + result.getString(3) + " "
                        + result.getString(4));
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
