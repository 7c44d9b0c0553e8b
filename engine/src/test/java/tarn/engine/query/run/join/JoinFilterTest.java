package tarn.engine.query.run.join;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.engine.Session;
import tarn.engine.Tarn;

/** Filters made of the keys of a join's build side, as EXPLAIN ANALYZE tells of them. */
class JoinFilterTest {
    private static final String TABLES = """
        CREATE TABLE few AS SELECT i * %d AS k FROM range(5) t(i);
        CREATE TABLE many AS SELECT i AS k, i %% 100 AS g FROM range(300000) t(i)\
        """;

    private static String explain(Session session, String sql) {
        var text = new StringBuilder();
        try (var result = session.execute("EXPLAIN ANALYZE " + sql)) {
            for (var batch : result.batches()) {
                for (int row = 0; row < batch.rows(); row++) {
                    text.append(result.value(batch, row, 1)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static long count(Session session, String sql) {
        try (var result = session.execute(sql)) {
            return ((Number) result.value(result.batches().getFirst(), 0, 0)).longValue();
        }
    }

    /** Keys close together are a bitmap, others a Bloom filter. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_000, 3_000_000_000_000L})
    void rowsAreRemovedBelowAnAggregate(long step) {
        var sql = "SELECT count(*) FROM few JOIN (SELECT k, count(*) FROM many GROUP BY k) m USING (k)";
        try (var tarn = Tarn.open();
                var session = tarn.session()) {
            session.execute(TABLES.formatted(step)).close();
            long expected = step == 1 ? 5 : step == 20_000 ? 5 : 1;
            assertThat(count(session, sql)).isEqualTo(expected);
            session.execute("SET disabled_optimizers = 'restrict-groups'").close();
            assertThat(count(session, sql)).isEqualTo(expected);
            assertThat(explain(session, sql)).contains("join filter on k removed");
            session.execute("SET disabled_optimizers = 'restrict-groups,join-filters'")
                    .close();
            assertThat(count(session, sql)).isEqualTo(expected);
            assertThat(explain(session, sql)).doesNotContain("join filter");
        }
    }

    @Test
    void rowGroupsOutsideTheBoundsAreSkipped() {
        try (var tarn = Tarn.open();
                var session = tarn.session()) {
            session.execute(TABLES.formatted(1)).close();
            var sql = "SELECT count(*) FROM many JOIN few USING (k)";
            assertThat(count(session, sql)).isEqualTo(5);
            assertThat(explain(session, sql)).contains("row groups");
        }
    }

    @Test
    void nothingPassesWhenTheBuildSideIsEmpty() {
        try (var tarn = Tarn.open();
                var session = tarn.session()) {
            session.execute(TABLES.formatted(1)).close();
            assertThat(count(session, "SELECT count(*) FROM many JOIN (FROM few WHERE k > 100) f USING (k)"))
                    .isZero();
        }
    }

    /** Strings in dictionaries and not, and two keys of which neither alone says much. */
    @Test
    void stringsAndSeveralKeysFilter() {
        try (var tarn = Tarn.open();
                var session = tarn.session()) {
            session.execute("""
                CREATE TABLE words AS SELECT 'w' || i AS w, 'c' || (i % 5000) AS c, i % 1000 AS a, i // 1000 AS b
                    FROM range(100000) t(i);
                CREATE TABLE several AS FROM words WHERE a = b * 7 % 1000;
                CREATE TABLE few AS FROM several LIMIT 20;
                INSERT INTO few VALUES (NULL, NULL, NULL, NULL);
                SET disabled_optimizers = 'restrict-groups'
                """).close();
            var byWord = "SELECT count(*) FROM few JOIN (SELECT w, count(*) FROM words GROUP BY w) m USING (w)";
            assertThat(count(session, byWord)).isEqualTo(20);
            assertThat(explain(session, byWord)).containsPattern("join filter on w removed [0-9,]+ in [0-9.]+ ms");
            var byCode = "SELECT count(*) FROM few JOIN (SELECT c, count(*) FROM words GROUP BY c) m USING (c)";
            assertThat(count(session, byCode)).isEqualTo(20);
            assertThat(explain(session, byCode)).contains("join filter on c removed");
            var byTwo =
                    "SELECT count(*) FROM several JOIN (SELECT a, b, count(*) FROM words GROUP BY a, b) m USING (a, b)";
            assertThat(count(session, byTwo)).isEqualTo(100);
            assertThat(explain(session, byTwo)).containsPattern("join filter on (a, b|b, a) removed");
            session.execute("SET disabled_optimizers = 'restrict-groups,join-filters'")
                    .close();
            assertThat(count(session, byWord)).isEqualTo(20);
            assertThat(count(session, byTwo)).isEqualTo(100);
            assertThat(explain(session, byTwo)).doesNotContain("join filter");
        }
    }
}
