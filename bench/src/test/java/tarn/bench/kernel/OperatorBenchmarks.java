package tarn.bench.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tarn.engine.Session;
import tarn.engine.Tarn;

/** Nanoseconds a row of statements that spend their time in one operator each, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"})
public class OperatorBenchmarks {
    private static final int ROWS = 1_000_000;

    /** The operator, and the statement that spends its time there. */
    public enum Operator {
        FILTER("SELECT count(*) FROM facts WHERE amount < 5000 AND day > 100"),
        SUM("SELECT sum(amount), sum(price) FROM facts"),
        STRING_SEARCH("SELECT count(*) FROM facts WHERE note LIKE '%special%request%'"),
        FEW_GROUPS("SELECT day % 10, sum(amount) FROM facts GROUP BY 1"),
        MANY_GROUPS("SELECT count(s) FROM (SELECT item, sum(amount) AS s FROM facts GROUP BY item)"),
        JOIN("SELECT count(*), sum(weight) FROM facts JOIN items USING (item)"),
        SORT("SELECT sum(amount) FROM (SELECT amount FROM facts ORDER BY price, item OFFSET 1)"),
        TOP("SELECT * FROM facts ORDER BY price DESC, item LIMIT 10"),
        WINDOW("SELECT sum(p) FROM (SELECT lag(amount) OVER (PARTITION BY item ORDER BY day) AS p FROM facts)");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }
    }

    @Param
    private Operator operator;

    private Tarn database;
    private Session session;

    @Setup
    public void fill() {
        database = Tarn.open();
        database.setThreads(1);
        session = database.session();
        run("""
            CREATE TABLE facts AS
            SELECT n %% 10007 AS amount, n %% 365 AS day, n %% 100003 AS item, n / 7.0e0 AS price,
                'note ' || n %% 50021 || CASE WHEN n %% 97 = 0 THEN ' with a special request' ELSE ' as ever' END AS note
            FROM (SELECT range * 48271 %% 2147483647 AS n FROM range(%d))
            """.formatted(ROWS));
        run("CREATE TABLE items AS SELECT range AS item, range % 17 AS weight FROM range(100003)");
    }

    private long run(String sql) {
        try (var result = session.execute(sql)) {
            return result.rows();
        }
    }

    @TearDown
    public void close() {
        session.close();
        database.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long statement() {
        return run(operator.sql);
    }
}
