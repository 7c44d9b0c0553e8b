package tarn.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver as a program uses it. */
class JdbcTest {
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:tarn:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private ResultSet query(String sql) throws SQLException {
        return connection.createStatement().executeQuery(sql);
    }

    @Test
    void givesValuesInTheClassesThatCallersExpect() throws SQLException {
        try (var rows = query("SELECT 1 AS i, 2::BIGINT, 1.50, 'x', DATE '2024-05-06', TIMESTAMP '2024-05-06 07:08:09',"
                + " true, NULL, 1.5::DOUBLE")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt("I")).isEqualTo(1);
            assertThat(rows.getObject(1)).isEqualTo(1);
            assertThat(rows.getObject(2)).isEqualTo(2L);
            assertThat(rows.getBigDecimal(3)).isEqualTo(new BigDecimal("1.50"));
            assertThat(rows.getString(4)).isEqualTo("x");
            assertThat(rows.getObject(5)).isEqualTo(LocalDate.of(2024, 5, 6));
            assertThat(rows.getString(6)).isEqualTo("2024-05-06 07:08:09");
            assertThat(rows.getTimestamp(6)).isEqualTo(Timestamp.valueOf("2024-05-06 07:08:09"));
            assertThat(rows.getBoolean(7)).isTrue();
            assertThat(rows.getObject(8)).isNull();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.getString(9)).isEqualTo("1.5");
            assertThat(rows.getMetaData().getColumnType(3)).isEqualTo(Types.DECIMAL);
            assertThat(rows.getMetaData().getScale(3)).isEqualTo(2);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void preparedStatementsTakeParametersAgainAndAgain() throws SQLException {
        connection.createStatement().execute("CREATE TABLE t (a INTEGER, b VARCHAR, d DATE)");
        try (var insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
            assertThat(insert.getParameterMetaData().getParameterCount()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                insert.setInt(1, i);
                insert.setString(2, "row " + i);
                insert.setObject(3, LocalDate.of(2024, 1, 1 + i));
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
        }
        try (var select = connection.prepareStatement("SELECT b FROM t WHERE a >= ? AND d < ? ORDER BY a")) {
            assertThat(select.getMetaData().getColumnName(1)).isEqualTo("b");
            select.setInt(1, 1);
            assertThatThrownBy(select::executeQuery).hasMessageContaining("parameter 2");
            select.setObject(2, LocalDate.of(2024, 1, 3));
            try (var rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("row 1");
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void bytesAndUuidsGoInAndOut() throws SQLException {
        var uuid = java.util.UUID.fromString("f0000000-0000-4000-8000-00000000000a");
        byte[] bytes = {0, -1, 'a'};
        try (var select = connection.prepareStatement("SELECT ?, ?, '0101'::BIT")) {
            select.setBytes(1, bytes);
            select.setObject(2, uuid);
            var rows = select.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes(1)).isEqualTo(bytes);
            assertThat(rows.getBlob(1).getBytes(2, 9)).isEqualTo(new byte[] {-1, 'a'});
            assertThat(rows.getString(1)).isEqualTo("\\x00\\xFFa");
            assertThat(rows.getObject(1)).hasToString("\\x00\\xFFa");
            assertThat(rows.getObject(2)).isEqualTo(uuid);
            assertThat(rows.getObject(2, java.util.UUID.class)).isEqualTo(uuid);
            assertThat(rows.getObject(3)).isEqualTo("0101");
        }
    }

    @Test
    void errorsPointAtTheSql() {
        assertThatThrownBy(() -> query("SELECT prise FROM (SELECT 1 AS price) t"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("^^^^^")
                .hasMessageContaining("did you mean price?");
    }

    @Test
    void sharedDatabasesAreSharedByName() throws SQLException {
        try (var first = DriverManager.getConnection("jdbc:tarn:shop");
                var second = DriverManager.getConnection("jdbc:tarn:shop?threads=2")) {
            first.createStatement().execute("CREATE TABLE s AS SELECT 7 AS n");
            try (var rows = second.createStatement().executeQuery("SELECT n FROM s")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
        }
        try (var again = DriverManager.getConnection("jdbc:tarn:shop")) {
            assertThatThrownBy(() -> again.createStatement().executeQuery("SELECT n FROM s"))
                    .hasMessageContaining("unknown table");
        }
    }

    @Test
    void transactionsAreRolledBack() throws SQLException {
        connection.createStatement().execute("CREATE TABLE t AS SELECT 1 AS a");
        connection.setAutoCommit(false);
        assertThat(connection.createStatement().executeUpdate("INSERT INTO t VALUES (2)"))
                .isEqualTo(1);
        connection.rollback();
        try (var rows = query("SELECT count(*) FROM t")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void timeoutsAndCancelEndAQuery() throws Exception {
        var endless = "SELECT count(*) FROM range(1000000000) a(x), range(1000000000) b(y) WHERE x * y % 7 = 1";
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeQuery(endless)).isInstanceOf(SQLTimeoutException.class);
        }
        try (var statement = connection.createStatement()) {
            var canceller = new Thread(() -> {
                try {
                    Thread.sleep(300);
                    statement.cancel();
                } catch (InterruptedException | SQLException error) {
                    throw new IllegalStateException(error);
                }
            });
            canceller.start();
            assertThatThrownBy(() -> statement.executeQuery(endless)).hasMessageContaining("cancelled");
            canceller.join();
        }
    }

    @Test
    void metadataListsTablesAndColumns() throws SQLException {
        connection.createStatement().execute("CREATE TABLE orders (id INTEGER NOT NULL, total DECIMAL(10,2))");
        connection.createStatement().execute("CREATE VIEW big AS SELECT * FROM orders WHERE total > 100");
        var tables = new ArrayList<String>();
        try (var rows = connection.getMetaData().getTables(null, null, "%", null)) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME") + " " + rows.getString("TABLE_TYPE"));
            }
        }
        assertThat(tables).containsExactly("orders TABLE", "big VIEW");
        var columns = new ArrayList<String>();
        try (var rows = connection.getMetaData().getColumns(null, "main", "orders", null)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME") + " " + rows.getString("TYPE_NAME") + " "
                        + rows.getString("IS_NULLABLE"));
            }
        }
        assertThat(columns).containsExactly("id INTEGER NO", "total DECIMAL(10,2) YES");
    }

    @Test
    void listsStructsAndMaps() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:tarn:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT [1, NULL, 3] l, {'a': 1, 'b': ['x y']} s, MAP {'k': 1.5} m, NULL::INTEGER[] n")) {
            assertThat(rows.next()).isTrue();
            var list = rows.getArray("l");
            assertThat((Object[]) list.getArray()).containsExactly(1, null, 3);
            assertThat((Object[]) list.getArray(3, 1)).containsExactly(3);
            assertThat(list.getBaseTypeName()).isEqualTo("INTEGER");
            assertThat(rows.getObject(1)).hasToString("[1, NULL, 3]");
            var struct = (java.sql.Struct) rows.getObject(2);
            assertThat(struct.getSQLTypeName()).isEqualTo("STRUCT(a INTEGER, b VARCHAR[])");
            assertThat(struct.getAttributes()[0]).isEqualTo(1);
            assertThat(struct.getAttributes()[1]).hasToString("[x y]");
            assertThat(rows.getObject(3)).isEqualTo(java.util.Map.of("k", new java.math.BigDecimal("1.5")));
            assertThat(rows.getString("s")).isEqualTo("{'a': 1, 'b': [x y]}");
            assertThat(rows.getArray(4)).isNull();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(java.sql.Types.ARRAY);
            assertThat(rows.getMetaData().getColumnTypeName(3)).isEqualTo("MAP(VARCHAR, DECIMAL(2,1))");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> rows.getArray(2))
                    .hasMessageContaining("is no list");
        }
    }

    @Test
    void externalTablesAreFilledFromFiles(@TempDir Path folder) throws Exception {
        var file = folder.resolve("people.csv");
        Files.writeString(file, "name;age\nAda;36\nKlaus;\n");
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE EXTERNAL TABLE people (name VARCHAR NOT NULL, age TINYINT UNSIGNED) STORED AS CSV"
                    + " LOCATION '" + file + "' OPTIONS ('format.has_header' 'true', 'format.delimiter' ';')");
            statement.execute("CREATE EXTERNAL TABLE IF NOT EXISTS others STORED AS CSV WITH HEADER ROW DELIMITER ';'"
                    + " WITH ORDER (name ASC) LOCATION '" + file + "'");
        }
        try (var rows = query("SELECT typeof(p.age), sum(o.age) FROM people p JOIN others o USING (name) GROUP BY 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("UTINYINT");
            assertThat(rows.getInt(2)).isEqualTo(36);
        }
    }

    @Test
    void resultsEndWithTheirConnection() throws SQLException {
        var rows = query("SELECT range FROM range(3)");
        var tables = connection.getMetaData().getTables(null, null, "%", null);
        rows.next();
        connection.close();
        assertThat(rows.isClosed()).isTrue();
        assertThatThrownBy(() -> rows.getLong(1)).hasMessageContaining("the result set is closed");
        assertThatThrownBy(tables::next).hasMessageContaining("the result set is closed");
    }

    /** Whoever reads gets an error, not the memory of something else. */
    @Test
    void anotherThreadMayAbortWhatIsReadOrRuns() throws Exception {
        for (int i = 0; i < 20; i++) {
            var aborted = DriverManager.getConnection("jdbc:tarn:");
            int pause = 10 * i;
            var other = Thread.ofPlatform().start(() -> abort(aborted, pause));
            assertThatThrownBy(() -> {
                        while (true) {
                            var rows = aborted.createStatement()
                                    .executeQuery("SELECT i, 'text number ' || i FROM range(50000) r(i)");
                            while (rows.next()) {
                                assertThat(rows.getString(2)).isEqualTo("text number " + rows.getLong(1));
                            }
                        }
                    })
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(is closed|was cancelled).*");
            other.join();
        }
    }

    private static void abort(Connection connection, int pause) {
        try {
            Thread.sleep(pause);
            connection.abort(Runnable::run);
        } catch (InterruptedException | SQLException e) {
            throw new AssertionError(e);
        }
    }
}
