package tarn.engine.query.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors as people read them: sentence, the text under the carets, hints. */
class BindErrorTest {
    private final BindFixture catalog = new BindFixture();

    static Stream<List<String>> errors() {
        return Stream.of(
                error("SELECT nope FROM t", "unknown column: nope", "nope", "there are a, b, s, d"),
                error("SELECT sx FROM (SELECT s AS sales FROM t) x", "unknown column: sx", "sx", "there are sales"),
                error(
                        "SELECT sale FROM (SELECT s AS sales FROM t) x",
                        "unknown column: sale",
                        "sale",
                        "did you mean sales?"),
                error("SELECT t.c FROM t JOIN u ON t.a = u.a", "unknown column: t.c", "t.c", "did you mean u.c?"),
                error("SELECT t.a FROM t AS x", "unknown table: t", "t", "t is called x here"),
                error("SELECT a FROM t, u", "ambiguous column: a", "a", "write one of: t.a, u.a"),
                error("SELECT \"x\"", "unknown column: x", "\"x\"", "strings are written in single quotes: 'x'"),
                error(
                        "SELECT * FROM data.csv",
                        "unknown table: data.csv",
                        "data.csv",
                        "a file is written in quotes: FROM 'data.csv'"),
                error(
                        "SELECT a, b FROM t GROUP BY a",
                        "column must appear in GROUP BY or be used in an aggregate: b",
                        "b",
                        "write any_value(b) if any value of the group will do"),
                error(
                        "SELECT a FROM t WHERE sum(b) > 1",
                        "aggregates are not allowed in WHERE: sum",
                        "sum(b)",
                        "conditions on aggregates go into HAVING"),
                error(
                        "SELECT sum(max(a)) FROM t",
                        "aggregates cannot be nested: max",
                        "max(a)",
                        "compute the inner one in a sub-query"),
                error(
                        "SELECT a FROM t WHERE rank() OVER (ORDER BY a) = 1",
                        "window functions are not allowed in WHERE: rank",
                        "rank() OVER (ORDER BY a)",
                        "conditions on window functions go into QUALIFY"),
                error("SELECT a FROM t ORDER BY 2", "ORDER BY position must be from 1 to 1, not 2", "2"),
                error("SELECT 1 UNION SELECT 1, 2", "both sides of UNION need as many columns: 1 and 2", "SELECT 1, 2"),
                error(
                        "SELECT (SELECT a, b FROM t)",
                        "sub-query returns 2 columns where one is wanted",
                        "SELECT a, b FROM t"),
                error("SELECT a FROM t WHERE d", "WHERE needs a BOOLEAN, not a DATE", "d"),
                error("SELECT a = d FROM t", "cannot compare INTEGER with DATE", "a = d", "cast one of them"),
                error(
                        "SELECT CASE WHEN a = 1 THEN a ELSE s END FROM t",
                        "cannot mix types in CASE: INTEGER and VARCHAR",
                        "s",
                        "cast one of them"),
                error(
                        "SELECT row_number() FROM t",
                        "window function needs OVER: row_number",
                        "row_number()",
                        "write row_number(...) OVER (ORDER BY ...)"),
                error("SELECT sum(a) OVER w FROM t", "unknown window: w", "w"),
                error(
                        "SELECT sum(a) OVER (RANGE 1 PRECEDING) FROM t",
                        "a frame of RANGE with an offset needs exactly one ORDER BY key",
                        "RANGE 1 PRECEDING"),
                error(
                        "SELECT a FROM t QUALIFY a > 1",
                        "QUALIFY needs a window function in the query",
                        "a > 1",
                        "conditions on rows go into WHERE, those on aggregates into HAVING"),
                error("INSERT INTO t VALUES (1)", "t has 4 columns, but 1 value is given", "1"),
                error("INSERT INTO t (a) SELECT 1, 2", "1 column is named, but 2 values are given", "SELECT 1, 2"),
                error("INSERT INTO t (bb) VALUES (1)", "unknown column: bb", "bb", "t has a, b, s, d"),
                error("SELECT a::nope FROM t", "unknown type: nope", "nope"),
                error(
                        "SELECT * FROM broken",
                        "unknown column: gone",
                        "broken",
                        "there are a, b, s, d",
                        "in view broken"));
    }

    private static List<String> error(String... parts) {
        return Arrays.asList(parts);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void says(List<String> parts) {
        String sql = parts.get(0);
        var lines = catalog.error(sql).lines().toList();
        assertThat(lines.getFirst()).isEqualTo(parts.get(1));
        int from = lines.get(3).indexOf('^');
        assertThat(lines.get(2).substring(from, lines.get(3).length())).isEqualTo(parts.get(2));
        assertThat(lines.subList(4, lines.size())).isEqualTo(parts.subList(3, parts.size()));
    }
}
