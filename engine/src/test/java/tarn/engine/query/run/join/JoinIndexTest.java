package tarn.engine.query.run.join;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.engine.Session;
import tarn.engine.Tarn;

/** The ways in which a join finds build rows, which depend on how close the keys lie together. */
class JoinIndexTest {
    private static final int KEYS = 60_000;

    @ParameterizedTest
    @CsvSource({"1, direct-address", "30, bitmap", "5000000, hash"})
    void everyWayFindsTheSameRows(long step, String strategy) {
        try (var tarn = Tarn.open();
                var session = tarn.session()) {
            tarn.setThreads(4);
            session.execute("SET disabled_optimizers = 'join-filters,join-order'")
                    .close();
            session.execute("""
                CREATE TABLE build AS SELECT CASE WHEN i % 7 > 0 THEN i % KEYS * STEP END AS k, i AS v
                FROM range(KEYS + 20000) t(i)\
                """.replace("KEYS", "" + KEYS).replace("STEP", "" + step))
                    .close();
            session.execute("CREATE TABLE probe AS SELECT (i - 10) * %d + i %% 2 AS k FROM range(%d) t(i)"
                            .formatted(step, KEYS + 30))
                    .close();
            var sql = "SELECT count(*), sum(v), count(DISTINCT k) FROM probe JOIN build USING (k)";
            assertThat(explain(session, sql)).contains(strategy);
            long pairs = 0;
            long sum = 0;
            var keys = new java.util.HashSet<Long>();
            for (long i = 0; i < KEYS + 20_000; i++) {
                long key = i % KEYS * step;
                long at = Math.floorDiv(key, step) + 10;
                if (i % 7 > 0 && probeKey(at, step) == key) {
                    pairs++;
                    sum += i;
                    keys.add(key);
                }
                if (i % 7 > 0 && step == 1 && probeKey(at - 1, step) == key) {
                    pairs++;
                    sum += i;
                    keys.add(key);
                }
            }
            assertThat(row(session, sql)).isEqualTo(pairs + " " + sum + " " + keys.size());
        }
    }

    private static long probeKey(long i, long step) {
        return (i - 10) * step + i % 2;
    }

    private static String row(Session session, String sql) {
        try (var result = session.execute(sql)) {
            var batch = result.batches().getFirst();
            return result.value(batch, 0, 0) + " " + result.value(batch, 0, 1) + " " + result.value(batch, 0, 2);
        }
    }

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
}
