package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.engine.query.optimize.Optimizer;
import tarn.engine.testing.Table;

/**
 * Sub-queries and joins of all kinds over small tables with NULLs give the oracle's answers, with all passes of the
 * optimizer and with the required one only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptimizedQueriesTest {
    private static final int RANDOM_QUERIES = Integer.getInteger("tarn.random", 100);

    private final Tarn tarn = Tarn.open();
    private final Session session = tarn.session();
    private Connection oracle;

    @BeforeAll
    void load() throws Exception {
        oracle = DriverManager.getConnection("jdbc:duckdb:");
        var random = new Random(7);
        for (var table : List.of("t", "u", "v")) {
            both("CREATE TABLE " + table + " (id INTEGER, a INTEGER, b INTEGER, s VARCHAR)");
            var rows = new ArrayList<String>();
            for (int i = 0; i < 25; i++) {
                rows.add("(%d, %s, %s, %s)".formatted(i, number(random), number(random), text(random)));
            }
            both("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
        }
    }

    private static String number(Random random) {
        return random.nextInt(6) == 0 ? "NULL" : Integer.toString(random.nextInt(8));
    }

    private static String text(Random random) {
        return random.nextInt(6) == 0 ? "NULL" : "'" + (char) ('a' + random.nextInt(4)) + "'";
    }

    private void both(String sql) throws Exception {
        session.execute(sql).close();
        try (var statement = oracle.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterAll
    void close() throws Exception {
        session.close();
        tarn.close();
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, (SELECT count(*) FROM u WHERE u.a = t.a) FROM t",
                "SELECT id, (SELECT count(*) + 1 FROM u WHERE u.a = t.a AND u.b < t.b) FROM t",
                "SELECT id, (SELECT coalesce(sum(u.b), -1) FROM u WHERE u.a = t.a) FROM t",
                "SELECT id, (SELECT sum(u.b) FROM u WHERE u.a < t.a) FROM t",
                "SELECT id, (SELECT sum(u.b + t.b) FROM u WHERE u.a = t.a) FROM t",
                "SELECT id, (SELECT max(x) FROM (SELECT u.b + t.b AS x FROM u WHERE u.a = t.a) q) FROM t",
                "SELECT id FROM t WHERE a = (SELECT max(a) FROM u WHERE u.s = t.s)",
                "SELECT id FROM t WHERE (SELECT count(*) FROM u WHERE u.a = t.a) = 0",
                "SELECT id FROM t WHERE a IN (SELECT a FROM u WHERE u.b = t.b)",
                "SELECT id FROM t WHERE a NOT IN (SELECT a FROM u)",
                "SELECT id FROM t WHERE a NOT IN (SELECT a FROM u WHERE a IS NOT NULL)",
                "SELECT id FROM t WHERE a NOT IN (SELECT a FROM u WHERE u.b = t.b)",
                "SELECT id, a IN (SELECT a FROM u WHERE u.b = t.b) FROM t",
                "SELECT id, a NOT IN (SELECT a FROM u WHERE u.s = t.s AND u.b > t.b) FROM t",
                "SELECT id, a > ALL (SELECT a FROM u WHERE u.b = t.b) FROM t",
                "SELECT id, a > ANY (SELECT a FROM u WHERE u.b = t.b) FROM t",
                "SELECT id, a <= ALL (SELECT a FROM u WHERE a IS NOT NULL) FROM t",
                "SELECT id FROM t WHERE NOT a > ALL (SELECT a FROM u WHERE u.b = t.b)",
                "SELECT id, EXISTS (SELECT 1 FROM u WHERE u.a = t.a) FROM t",
                "SELECT id, NOT EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.b <> t.b) FROM t",
                "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) OR b = 3",
                "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a LIMIT 1)",
                "SELECT id FROM t WHERE EXISTS (SELECT u.s FROM u WHERE u.a = t.a GROUP BY u.s HAVING count(*) > 1)",
                "SELECT id FROM t WHERE EXISTS (SELECT count(*) FROM u WHERE u.a = t.a)",
                "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND EXISTS"
                        + " (SELECT 1 FROM v WHERE v.b = u.b AND v.s = t.s))",
                "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND NOT EXISTS"
                        + " (SELECT 1 FROM v WHERE v.b = u.b AND v.a = t.a))",
                "SELECT id, (SELECT count(*) FROM u WHERE u.a = t.a AND u.b = (SELECT max(v.b) FROM v WHERE v.s ="
                        + " t.s)) FROM t",
                "SELECT id, (SELECT max(u.b) FROM u WHERE u.a = (SELECT min(v.a) FROM v WHERE v.b = t.b)) FROM t",
                "SELECT id, (SELECT b FROM u WHERE u.a = t.a ORDER BY u.id DESC LIMIT 1) FROM t",
                "SELECT id, (SELECT b FROM u WHERE u.a < t.a ORDER BY u.id LIMIT 1 OFFSET 1) FROM t",
                "SELECT id, (SELECT DISTINCT u.a FROM u WHERE u.a = t.a) FROM t",
                "SELECT id, (SELECT sum(x) FROM (SELECT DISTINCT u.b AS x FROM u WHERE u.a = t.a) q) FROM t",
                "SELECT id, (SELECT sum(x) FROM (SELECT u.b AS x FROM u WHERE u.a = t.a UNION ALL SELECT v.b FROM v"
                        + " WHERE v.a = t.a) q) FROM t",
                "SELECT id, (SELECT count(*) FROM (SELECT u.b AS x FROM u WHERE u.a = t.a UNION SELECT v.b FROM v) q)"
                        + " FROM t",
                "SELECT id, (SELECT count(*) FROM (SELECT u.b FROM u WHERE u.a = t.a EXCEPT SELECT v.b FROM v WHERE"
                        + " v.a = t.b) q) FROM t",
                "SELECT id, (SELECT count(*) FROM (SELECT u.b FROM u WHERE u.a < t.a INTERSECT SELECT v.b FROM v WHERE"
                        + " v.a = t.a) q) FROM t",
                "SELECT id, (SELECT count(v.id) FROM u LEFT JOIN v ON v.b = u.b AND v.a = t.a WHERE u.a = t.a) FROM t",
                "SELECT id, (SELECT count(v.id) FROM u LEFT JOIN v ON v.b = u.b AND v.a = t.a) FROM t",
                "SELECT id, (SELECT count(*) FROM (SELECT * FROM u WHERE u.a = t.a) x FULL JOIN (SELECT * FROM v WHERE"
                        + " v.a = t.b) y ON x.b = y.b) FROM t",
                "SELECT id, (SELECT sum(r) FROM (SELECT row_number() OVER (PARTITION BY u.b ORDER BY u.id) AS r FROM u"
                        + " WHERE u.a = t.a) q) FROM t",
                "SELECT id, (SELECT sum(r) FROM (SELECT sum(u.b) OVER (ORDER BY u.id) AS r FROM u WHERE u.a < t.a) q)"
                        + " FROM t",
                "SELECT id, (SELECT t.a + 1) FROM t",
                "SELECT id, (SELECT max(x) FROM (VALUES (t.a), (t.b), (3)) q(x)) FROM t",
                "SELECT t.id, q.n FROM t, LATERAL (SELECT count(*) AS n FROM u WHERE u.a = t.a) q",
                "SELECT t.id, q.id FROM t, LATERAL (SELECT u.id FROM u WHERE u.a = t.a ORDER BY u.id LIMIT 2) q",
                "SELECT t.id, q.x FROM t LEFT JOIN LATERAL (SELECT u.b + t.b AS x FROM u WHERE u.a = t.a AND u.s ="
                        + " 'a') q ON true",
                "SELECT t.id, q.x FROM t LEFT JOIN LATERAL (SELECT max(u.b) AS x FROM u WHERE u.a = t.a GROUP BY u.s)"
                        + " q ON q.x > t.b",
                "SELECT a, (SELECT count(*) FROM u WHERE u.a = t.a) n FROM t GROUP BY a",
                "SELECT a, max((SELECT count(*) FROM u WHERE u.a = t.a)) FROM t GROUP BY a",
                "SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > (SELECT count(*) FROM u WHERE u.a = t.a)",
                "SELECT id FROM t ORDER BY (SELECT count(*) FROM u WHERE u.a = t.a), id",
                "SELECT t.id, u.id FROM t JOIN u ON u.a = t.a AND u.b IN (SELECT v.b FROM v WHERE v.a = t.a)",
                "SELECT t.id, u.id FROM t LEFT JOIN u ON u.a = t.a AND u.b IN (SELECT v.b FROM v WHERE v.a = u.a)",
                "SELECT t.id, u.id FROM t LEFT JOIN u ON u.a = t.a WHERE u.b > 2 OR u.id IS NULL",
                "SELECT t.id, u.id FROM t LEFT JOIN u ON u.a = t.a WHERE u.b = 2",
                "SELECT t.id, u.id FROM t FULL JOIN u ON u.a = t.a WHERE t.b = 2",
                "SELECT t.id, u.id FROM t FULL JOIN u ON u.a = t.a WHERE coalesce(t.b, 0) = 2",
                "SELECT count(*) FROM t, u, v WHERE t.a = u.a AND u.a = v.a AND t.b = 2 OR t.a = u.a AND t.id = v.id"
                        + " AND u.b = 3",
                "SELECT t.id, x.n FROM t JOIN (SELECT a, count(*) AS n FROM u GROUP BY a) x ON x.a = t.a WHERE x.a > 2"
                        + " AND x.n > 1",
                "SELECT id FROM t WHERE (a, b) IN (SELECT a, b FROM u)",
                "SELECT id FROM t WHERE (a, b) NOT IN (SELECT a, b FROM u WHERE a IS NOT NULL AND b IS NOT NULL)",
                "SELECT id FROM t WHERE a BETWEEN (SELECT min(a) FROM u) AND (SELECT max(b) FROM v WHERE v.s = t.s)",
                "WITH x AS (SELECT a, sum(b) s FROM u GROUP BY a) SELECT t.id FROM t WHERE b > (SELECT s FROM x WHERE"
                        + " x.a = t.a) OR EXISTS (SELECT 1 FROM x WHERE x.s = t.b)",
                "SELECT id, CASE WHEN a IN (SELECT b FROM u) THEN (SELECT max(a) FROM v WHERE v.b = t.a) ELSE -1 END"
                        + " FROM t",
                "SELECT id FROM t WHERE a = ANY (SELECT b FROM u WHERE u.id <> t.id) AND NOT EXISTS (SELECT * FROM v"
                        + " WHERE v.a = t.a AND v.b > 4)",
                "SELECT id FROM (SELECT id, rank() OVER (PARTITION BY a ORDER BY id) r, sum(b) OVER (PARTITION BY a)"
                        + " FROM t) q WHERE r = 1",
                "SELECT DISTINCT a FROM (SELECT a, b FROM t WHERE b > 2 ORDER BY b) q",
                "SELECT a FROM (SELECT a FROM t UNION ALL SELECT b FROM u) q WHERE a > 3 ORDER BY a LIMIT 5 OFFSET 1",
                "SELECT id FROM t WHERE a + 0 = 3 OR a = 4 OR a IN (5, 6)",
                "SELECT id FROM t WHERE CAST(a AS DOUBLE) > 2.5 AND CAST(a AS DECIMAL(12,2)) < 5.5",
                "SELECT id FROM t WHERE NOT (a > 3 AND b < 4)",
                "SELECT id FROM t WHERE s LIKE 'a' OR s = 'b' AND 1 = 1",
                "SELECT t.a, count(*), sum(t.a + u.b), sum(t.a + u.b) / count(*) FROM t JOIN u ON t.b = u.b GROUP BY"
                        + " t.a"
            })
    void givesTheOraclesAnswer(String sql) throws Exception {
        compare(sql);
    }

    private void compare(String sql) throws Exception {
        Table expected;
        try (var statement = oracle.createStatement();
                var result = statement.executeQuery(sql)) {
            expected = Table.of(result).sorted();
        } catch (java.sql.SQLException failure) {
            assertThat(failure.getMessage()).as(sql).contains("More than one row returned");
            return;
        }
        try (var result = session.execute(sql)) {
            assertThat(Table.of(result).sorted().difference(expected)).as(sql).isNull();
        }
        var optional = new ArrayList<>(Optimizer.passes());
        optional.remove("unnest");
        session.execute("SET disabled_optimizers = '" + String.join(",", optional) + "'")
                .close();
        try (var result = session.execute(sql)) {
            assertThat(Table.of(result).sorted().difference(expected))
                    .as("not optimized: " + sql)
                    .isNull();
        } finally {
            session.execute("RESET disabled_optimizers").close();
        }
    }

    @Test
    void givesTheOraclesAnswerToRandomSubqueries() throws Exception {
        for (int seed = 0; seed < RANDOM_QUERIES; seed++) {
            compare(new RandomSubqueries(seed).query());
        }
    }

    @Test
    void givesTheOraclesAnswerToRandomJoins() throws Exception {
        for (int seed = 0; seed < RANDOM_QUERIES; seed++) {
            compare(new RandomJoins(seed).query());
        }
    }
}
