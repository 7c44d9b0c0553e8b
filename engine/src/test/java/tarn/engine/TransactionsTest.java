package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two connections to one database: neither sees what the other has not committed, and no change is lost. */
class TransactionsTest {
    private Connection one;
    private Connection two;

    @BeforeEach
    void connect() throws SQLException {
        one = DriverManager.getConnection("jdbc:tarn:transactions");
        two = DriverManager.getConnection("jdbc:tarn:transactions");
        run(one, "CREATE TABLE t (i INTEGER PRIMARY KEY, v INTEGER)");
        run(one, "INSERT INTO t VALUES (1, 10), (2, 20)");
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        two.close();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long sum(Connection connection) throws SQLException {
        return number(connection, "SELECT coalesce(sum(v), 0) FROM t");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void uncommittedChangesAreUnseen() throws SQLException {
        one.setAutoCommit(false);
        run(one, "UPDATE t SET v = v + 1");
        run(one, "INSERT INTO t VALUES (3, 100)");
        assertThat(sum(one)).isEqualTo(132);
        assertThat(sum(two)).isEqualTo(30);
        one.commit();
        assertThat(sum(two)).isEqualTo(132);
        run(one, "DELETE FROM t");
        assertThat(sum(two)).isEqualTo(132);
        one.rollback();
        assertThat(sum(one)).isEqualTo(132);
    }

    @Test
    void aTransactionReadsWhatWasThereWhenItBegan() throws SQLException {
        run(two, "BEGIN");
        assertThat(sum(two)).isEqualTo(30);
        run(one, "UPDATE t SET v = 0");
        run(one, "CREATE TABLE later (i INTEGER)");
        assertThat(sum(two)).isEqualTo(30);
        assertThat(number(two, "SELECT count(*) FROM duckdb_tables() WHERE NOT temporary"))
                .isEqualTo(1);
        run(two, "COMMIT");
        assertThat(sum(two)).isZero();
    }

    @Test
    void ofTwoThatChangeOneTableTheSecondFails() throws SQLException {
        one.setAutoCommit(false);
        two.setAutoCommit(false);
        run(one, "UPDATE t SET v = v + 1 WHERE i = 1");
        run(two, "UPDATE t SET v = v + 5 WHERE i = 2");
        one.commit();
        assertThatThrownBy(two::commit).hasMessageContaining("meanwhile");
        assertThat(sum(two)).isEqualTo(31);
        run(two, "UPDATE t SET v = v + 5 WHERE i = 2");
        two.commit();
        assertThat(sum(one)).isEqualTo(36);
    }

    @Test
    void changesOfDifferentTablesGoTogether() throws SQLException {
        run(one, "CREATE TABLE u (v INTEGER)");
        one.setAutoCommit(false);
        two.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (7, 7)");
        run(two, "INSERT INTO u VALUES (7)");
        run(two, "CREATE TABLE fresh (i INTEGER)");
        one.commit();
        two.commit();
        assertThat(sum(two)).isEqualTo(37);
        assertThat(number(one, "SELECT sum(v) FROM u")).isEqualTo(7);
        assertThat(number(one, "SELECT count(*) FROM fresh")).isZero();
    }

    @Test
    void foreignKeysHoldAcrossTransactions() throws SQLException {
        run(one, "CREATE TABLE child (p INTEGER REFERENCES t(i))");
        one.setAutoCommit(false);
        two.setAutoCommit(false);
        run(one, "INSERT INTO child VALUES (2)");
        run(two, "DELETE FROM t WHERE i = 2");
        one.commit();
        assertThatThrownBy(two::commit).hasMessageContaining("meanwhile");
        assertThat(number(one, "SELECT count(*) FROM t WHERE i = 2")).isEqualTo(1);
    }

    @Test
    void aSchemaThatOthersFillStays() throws SQLException {
        run(one, "CREATE SCHEMA s");
        one.setAutoCommit(false);
        run(one, "DROP SCHEMA s");
        run(two, "CREATE TABLE s.x (i INTEGER)");
        assertThatThrownBy(one::commit).hasMessageContaining("meanwhile");
        assertThat(number(one, "SELECT count(*) FROM s.x")).isZero();
    }

    @Test
    void aFailedStatementEndsATransaction() throws SQLException {
        run(one, "BEGIN");
        run(one, "INSERT INTO t VALUES (3, 3)");
        assertThatThrownBy(() -> run(one, "INSERT INTO t VALUES (3, 3)")).hasMessageContaining("i = 3");
        assertThatThrownBy(() -> sum(one)).hasMessageContaining("failed");
        assertThatThrownBy(() -> run(one, "COMMIT")).hasMessageContaining("nothing is committed");
        assertThat(sum(one)).isEqualTo(30);
    }

    @Test
    void readOnlyTransactionsOnlyRead() throws SQLException {
        run(one, "BEGIN TRANSACTION READ ONLY");
        assertThat(sum(one)).isEqualTo(30);
        assertThatThrownBy(() -> run(one, "INSERT INTO t VALUES (3, 3)")).hasMessageContaining("READ ONLY");
        run(one, "ROLLBACK");
    }

    @Test
    void temporaryTablesAreOnesOwn() throws SQLException {
        run(one, "CREATE TEMP TABLE x AS SELECT 1 AS a");
        assertThatThrownBy(() -> number(two, "SELECT a FROM x")).hasMessageContaining("unknown table");
        run(two, "CREATE TEMP TABLE x AS SELECT 2 AS a");
        assertThat(number(one, "SELECT a FROM x")).isEqualTo(1);
        assertThat(number(two, "SELECT a FROM x")).isEqualTo(2);
    }
}
