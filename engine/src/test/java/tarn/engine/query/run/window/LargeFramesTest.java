package tarn.engine.query.run.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.engine.Tarn;

/** One partition of 200,000 rows, frames of 100,000: work that grew with the square of the frame would not end. */
class LargeFramesTest {
    private static final Tarn TARN = Tarn.open();

    @BeforeAll
    static void rows() {
        try (var session = TARN.session()) {
            session.execute("CREATE TABLE t AS SELECT i, i % 1000 AS x, (i % 1000)::DOUBLE AS d, 's' || i % 1000 AS s"
                            + " FROM range(200000) r(i)")
                    .close();
        }
    }

    @AfterAll
    static void close() {
        TARN.close();
    }

    /** What a function gives over all frames that begin and end within the rows; these hold 100 times 1000 values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count(*) | 100000",
                "sum(x) | 49950000",
                "sum(d) | 49950000",
                "avg(d) | 499.5",
                "min(s) | s0",
                "max(d) | 999",
                "round(stddev_pop(x) OVER w, 3) | 288.675",
                "count(DISTINCT s) | 1000",
                "sum(DISTINCT x) | 499500",
                "round(stddev_pop(DISTINCT d) OVER w, 3) | 288.675",
                "median(x) | 499.5",
                "quantile_disc(d, 0.1) | 99",
                "round(entropy(x) OVER w, 6) | 9.965784",
                "nth_value(x, 5 ORDER BY d DESC) | 999",
                "first_value(s ORDER BY x) | s0",
                "arg_max(s, x) | s999",
                "bool_or(x = 999) | true",
                "mad(x) | 250",
                "mad(d::REAL) | 250.0",
                "mad(x::DECIMAL(38, 2)) | 250.00",
                "mad(DATE '2024-01-01' + x::INT) OVER w = INTERVAL 250 DAYS | true",
                "median(DISTINCT x) | 499.5",
                "quantile_disc(DISTINCT s, 0.5) | s548",
                "mad(DISTINCT d) | 250",
                "quantile_cont(x, [0, 0.5]) | [0.0, 499.5]",
                "quantile_disc(DISTINCT x, [0.1, 0.2]) | [99, 199]",
                "reservoir_quantile(x, 0.5) | 499",
                "mode(s ORDER BY x DESC) | s999",
                "round(entropy(DISTINCT x) OVER w, 6) | 9.965784",
                "histogram(i % 2) | {0=50000, 1=50000}",
                "approx_top_k(x // 900, 1) | [0]",
                "min(x, 3) | [0, 0, 0]",
                "max(DISTINCT x, 3) | [999, 998, 997]",
                "arg_max(s, x, 2) | [s999, s999]",
                "arg_max_nulls_last(s, x, 1) | [s999]",
                "arg_min(s, x ORDER BY i DESC) | s0",
                "strlen(string_agg(s) OVER w) | 488999",
                "list(DISTINCT x % 4 ORDER BY x % 4) | [0, 1, 2, 3]"
            })
    void givesTheSameOverAllFullFrames(String function, String expected) {
        String call = function.contains(" OVER ") ? function : function + " OVER w";
        String results = "SELECT i, " + call + " AS r FROM t"
                + " WINDOW w AS (ORDER BY i ROWS BETWEEN 50000 PRECEDING AND 49999 FOLLOWING)";
        String sql = "SELECT count(*), min(r), max(r) FROM (" + results + ") WHERE i BETWEEN 50000 AND 150000";
        try (var session = TARN.session();
                var result = session.execute(sql)) {
            assertThat(result.value(0, 0)).isEqualTo(100001L);
            assertThat(text(result.value(0, 1))).isEqualTo(expected);
            assertThat(text(result.value(0, 2))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rank(ORDER BY d) OVER (ORDER BY i ROWS 99999 PRECEDING) | i >= 99999 | 1 | 99901",
                "mode(x) OVER (ORDER BY i ROWS BETWEEN 50000 PRECEDING AND 50000 FOLLOWING EXCLUDE CURRENT ROW)"
                        + " | x = 7 AND i BETWEEN 51000 AND 149000 | 7 | 7",
                "count(DISTINCT x) OVER (ORDER BY x RANGE BETWEEN 250 PRECEDING AND 249 FOLLOWING EXCLUDE GROUP)"
                        + " | x BETWEEN 250 AND 750 | 499 | 499",
                "median(DISTINCT x) OVER (ORDER BY x RANGE BETWEEN 250 PRECEDING AND 250 FOLLOWING EXCLUDE TIES)"
                        + " | x = 500 | 500 | 500",
                "strlen(string_agg(s, '') OVER (ORDER BY i ROWS BETWEEN 500 PRECEDING AND 499 FOLLOWING EXCLUDE"
                        + " CURRENT ROW)) | x = 7 AND i BETWEEN 1000 AND 199000 | 3888 | 3888",
                "sum(x) OVER (ORDER BY i ROWS BETWEEN i % 7 * 10000 PRECEDING AND UNBOUNDED FOLLOWING)"
                        + " | i = 199999 | 9990999 | 9990999"
            })
    void staysQuickWithFramesOfManyKinds(String call, String condition, String least, String greatest) {
        String sql = "SELECT min(r), max(r) FROM (SELECT i, x, " + call + " AS r FROM t) WHERE " + condition;
        try (var session = TARN.session();
                var result = session.execute(sql)) {
            assertThat(text(result.value(0, 0)) + " " + text(result.value(0, 1)))
                    .isEqualTo(least + " " + greatest);
        }
    }

    private static String text(Object value) {
        return value instanceof Double number && number == Math.rint(number)
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }
}
