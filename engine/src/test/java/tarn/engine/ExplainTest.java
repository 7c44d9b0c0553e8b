package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What EXPLAIN shows, and plans that only tables with keys and rows have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
    private final Tarn tarn = Tarn.open();
    private final Session session = tarn.session();

    @BeforeAll
    void load() {
        for (var sql : List.of(
                "CREATE TABLE region (id INTEGER PRIMARY KEY, name VARCHAR)",
                "CREATE TABLE town (id INTEGER PRIMARY KEY, region INTEGER REFERENCES region (id), code VARCHAR"
                        + " UNIQUE)",
                "INSERT INTO region SELECT range, 'r' || range FROM range(10)",
                "INSERT INTO town SELECT range, range % 10, 't' || range FROM range(1000)",
                "CREATE TEMP TABLE far (id INTEGER PRIMARY KEY)",
                "CREATE TABLE open_town (id INTEGER, region INTEGER)")) {
            session.execute(sql).close();
        }
    }

    @AfterAll
    void close() {
        session.close();
        tarn.close();
    }

    private String explained(String sql) {
        var lines = new ArrayList<String>();
        try (var result = session.execute(sql)) {
            for (var batch : result.batches()) {
                for (int row = 0; row < batch.rows(); row++) {
                    lines.add(String.valueOf(result.value(batch, row, 1)));
                }
            }
        }
        return String.join("\n", lines);
    }

    private void joins(String sql, int count) {
        assertThat(explained("EXPLAIN " + sql).split(" Join ", -1)).as(sql).hasSize(count + 1);
    }

    @Test
    void keysMakeJoinsSuperfluous() {
        joins("SELECT t.code FROM town t JOIN region r ON t.region = r.id", 0);
        joins("SELECT t.code, r.id FROM region r JOIN town t ON t.region = r.id", 0);
        joins("SELECT t.code FROM town t WHERE t.region IN (SELECT id FROM region)", 0);
        joins("SELECT t.code FROM town t LEFT JOIN region r ON t.region = r.id", 0);
        joins("SELECT t.code FROM town t LEFT JOIN town u ON t.code = u.code AND u.region = 3", 0);
        joins("SELECT t.code FROM town t JOIN region r ON t.region = r.id AND r.name <> 'r1'", 1);
        joins("SELECT t.code, r.name FROM town t JOIN region r ON t.region = r.id", 1);
        joins("SELECT r.name FROM region r LEFT JOIN town t ON t.region = r.id", 1);
        joins("SELECT t.id FROM open_town t JOIN region r ON t.region = r.id", 1);
        joins("SELECT t.id FROM far t LEFT JOIN far u ON t.id = u.id", 0);
    }

    @Test
    void keysMakeDistinctSuperfluous() {
        assertThat(explained("EXPLAIN SELECT DISTINCT t.id, r.name FROM town t JOIN region r ON r.id = t.region"))
                .doesNotContain("Distinct");
        assertThat(explained("EXPLAIN SELECT DISTINCT code FROM town")).doesNotContain("Distinct"); // seen in the rows
        assertThat(explained("EXPLAIN SELECT DISTINCT region FROM town")).contains("Distinct");
    }

    @Test
    void aKeyThatGoesIsAKeyNoMore() {
        session.execute("CREATE TABLE short (id INTEGER)").close();
        session.execute("CREATE UNIQUE INDEX short_id ON short (id)").close();
        joins("SELECT t.id FROM town t LEFT JOIN short s ON t.id = s.id", 0);
        session.execute("DROP INDEX short_id").close();
        session.execute("INSERT INTO short VALUES (1), (1)").close();
        joins("SELECT t.id FROM town t LEFT JOIN short s ON t.id = s.id", 1);
    }

    @Test
    void jsonHasThePlanAsATree() {
        assertThat(explained("EXPLAIN (FORMAT json) SELECT id FROM town WHERE id < 10"))
                .isEqualTo("""
                    {
                      "name": "Scan",
                      "details": "town (id) where id < 10",
                      "estimated_rows": 10,
                      "children": []
                    }\
                    """);
        assertThat(explained("EXPLAIN (ANALYZE, FORMAT json) SELECT count(*) AS n FROM town"))
                .containsPattern("\"time_ms\": [0-9.]+")
                .containsPattern("\"passes\": \\{\n    \"unnest\": [0-9.]+,")
                .containsPattern("\"name\": \"Aggregate\",[^}]*\"estimated_rows\": 1,\\s+\"rows\": 1,\\s+\"time_ms\"")
                .containsPattern("\"name\": \"Scan\",[^}]*\"rows\": 1000,");
    }

    @Test
    void theKeySaysWhatPlanItIs() {
        assertThat(key("EXPLAIN SELECT 1")).isEqualTo("physical_plan");
        assertThat(key("EXPLAIN ANALYZE SELECT 1")).isEqualTo("analyzed_plan");
        session.execute("SET explain_output = 'optimized_only'").close();
        assertThat(key("EXPLAIN SELECT 1")).isEqualTo("logical_opt");
        session.execute("RESET explain_output").close();
        assertThat(key("EXPLAIN (FORMAT json) SELECT 1")).isEqualTo("physical_plan");
    }

    private String key(String sql) {
        try (var result = session.execute(sql)) {
            assertThat(result.columns()).hasSize(2);
            assertThat(result.rows()).isEqualTo(1);
            return String.valueOf(result.value(result.batches().getFirst(), 0, 0));
        }
    }

    @Test
    void analyzeShowsThePasses() {
        assertThat(explained("EXPLAIN ANALYZE SELECT count(*) FROM town"))
                .containsPattern("total time: [0-9.]+ ms")
                .containsPattern("optimizer: [0-9.]+ ms \\(unnest [0-9.]+, .*join-order [0-9.]+.*\\)")
                .containsPattern("Scan town .*\\[1,000 rows \\(~1,000\\), [0-9.]+ ms");
    }

    @Test
    void estimatesLookAtRows() {
        assertThat(explained(
                        "EXPLAIN SELECT t.code FROM town t, region r WHERE t.region = r.id AND t.code LIKE '%99' AND"
                                + " r.name <> ''"))
                .contains("t%99'  [~10 rows]".substring(1));
    }
}
