package tarn.engine.query.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.PlanPrinter;
import tarn.sql.SqlParser;
import tarn.sql.error.Span;

class BinderTest {
    private final BindFixture catalog = new BindFixture();

    private void plan(String sql, String expected) {
        assertThat(catalog.plan(sql)).isEqualTo(expected.strip());
    }

    @Test
    void selectsFiltersSortsAndLimits() {
        plan("SELECT a + 1, b FROM t WHERE a > 1 AND s = 'x' ORDER BY b DESC LIMIT 10", """
            Limit 10
              Sort b DESC
                Project a + 1 AS (a + 1), b
                  Filter (a > 1) AND (s = 'x')
                    Scan t (a, b, s, d)
            """);
    }

    @Test
    void sortsByWhatIsNotSelected() {
        plan("SELECT a FROM t ORDER BY a + b NULLS FIRST", """
            Project a
              Sort key NULLS FIRST
                Project a, CAST(a AS BIGINT) + b
                  Scan t (a, b, s, d)
            """);
    }

    @Test
    void groups() {
        plan("SELECT a + 1 AS k, count(*), sum(b) FROM t GROUP BY k HAVING count(*) > 1 ORDER BY sum(b)", """
            Sort sum
              Project key, count, sum
                Filter count > 1
                  Aggregate by a + 1 compute count(), sum(b)
                    Scan t (a, b, s, d)
            """);
    }

    @Test
    void knowsGroupingSets() {
        plan("SELECT a, b, sum(a), grouping(a, b) FROM t GROUP BY ROLLUP (a, b)", """
            Project a, b, sum, CASE WHEN grouping_set = 0 THEN 0 WHEN grouping_set = 1 THEN 1 ELSE 3 END AS GROUPING(a, b)
              Aggregate by a, b compute sum(a) sets [[0, 1], [0], []]
                Scan t (a, b, s, d)
            """);
        assertThat(catalog.plan("SELECT a FROM t GROUP BY CUBE (a, b), d"))
                .contains("sets [[0, 1, 2], [0, 2], [1, 2], [2]]");
        assertThat(catalog.plan("SELECT a FROM t GROUP BY GROUPING SETS ((a, b), a, ())"))
                .contains("sets [[0, 1], [0], []]");
    }

    @Test
    void keepsEqualKeysOfGroupingSetsApart() {
        assertThat(catalog.plan("SELECT a AS x, a AS y FROM t GROUP BY ROLLUP (x, y)"))
                .contains("sets [[0, 1], [0], []]");
        assertThat(catalog.plan("SELECT a FROM t GROUP BY ROLLUP (a, a)")).contains("sets [[0], [0], []]");
    }

    @Test
    void givesAggregatesToTheQueryTheyAreOver() {
        plan("SELECT (SELECT sum(t.b)) FROM t", """
            Project (subquery) AS (SELECT sum(t.b))
                subquery: Project sum AS sum(t.b)
                  One row
              Aggregate compute sum(b)
                Scan t (a, b, s, d)
            """);
    }

    @Test
    void groupsBySubqueriesByTheirText() {
        assertThat(catalog.plan("SELECT (SELECT max(c) FROM u WHERE u.a = t.a), count(*) FROM t GROUP BY (SELECT"
                        + " max(c) FROM u WHERE u.a = t.a)"))
                .startsWith("Project key, count\n  Aggregate by (subquery)");
    }

    @Test
    void putsWindowsAboveAggregates() {
        plan(
                "SELECT a, sum(sum(b)) OVER w FROM t GROUP BY a WINDOW w AS (ORDER BY a) QUALIFY row_number() OVER w <"
                        + " 3",
                """
                Project a, sum
                  Filter row_number < 3
                    Window sum(sum) OVER (ORDER BY a), row_number() OVER (ORDER BY a)
                      Aggregate by a compute sum(b)
                        Scan t (a, b, s, d)
                """);
    }

    @Test
    void fillsInWindowDefaults() {
        assertThat(catalog.plan("SELECT lag(a) OVER (ORDER BY b) FROM t"))
                .contains("lag(a, 1, NULL) OVER (ORDER BY b)");
        assertThat(catalog.plan("SELECT sum(a) OVER (ORDER BY a RANGE 1.5 PRECEDING) FROM t"))
                .contains("ORDER BY CAST(a AS DECIMAL(11,1)) RANGE BETWEEN 1.5 PRECEDING AND CURRENT ROW");
    }

    @Test
    void joins() {
        plan("SELECT * FROM t FULL JOIN u USING (a)", """
            Project COALESCE(a, a) AS a, b, s, d, c, p
              FULL Join on a = a
                Scan t (a, b, s, d)
                Scan u (a, c, p)
            """);
        plan("SELECT t.a FROM t, LATERAL (SELECT c FROM u WHERE u.a = t.a) x", """
            Project a
              INNER Dependent join
                Scan t (a, b, s, d)
                Project c
                  Filter a = a
                    Scan u (a, c, p)
            """);
        assertThat(catalog.plan("SELECT * FROM t ANTI JOIN u ON t.a = u.a"))
                .startsWith("Project a, b, s, d\n  ANTI Join");
    }

    @Test
    void sharesCommonTablesUsedTwice() {
        plan("WITH c AS (SELECT a, count(*) AS n FROM t GROUP BY a) SELECT x.n FROM c x JOIN c y USING (a)", """
            Shared 0
              Project a, count
                Aggregate by a compute count()
                  Scan t (a, b, s, d)
              Project count
                INNER Join on a = a
                  Scan shared 0 (a, count)
                  Scan shared 0 (a, count)
            """);
        assertThat(catalog.plan("WITH c AS (SELECT max(a) FROM t) SELECT * FROM c"))
                .doesNotContain("hared");
        assertThat(catalog.plan("WITH c AS (SELECT a FROM t) SELECT * FROM c, c y"))
                .doesNotContain("hared");
        assertThat(catalog.plan("WITH c AS MATERIALIZED (SELECT a FROM t) SELECT * FROM c"))
                .startsWith("Shared");
    }

    @Test
    void keepsSubqueriesForTheOptimizer() {
        plan("SELECT a FROM t WHERE b = (SELECT max(c) FROM u WHERE u.a = t.a) OR a NOT IN (SELECT a FROM u)", """
            Project a
              Filter (CAST(b AS DOUBLE) = (subquery)) OR (NOT (a = ANY (subquery)))
                  subquery: Project max
                    Aggregate compute max(c)
                      Filter a = a
                        Scan u (a, c, p)
                  subquery: Project a
                    Scan u (a, c, p)
                Scan t (a, b, s, d)
            """);
    }

    @Test
    void namesAndTypesResultColumnsAsDuckDbDoes() {
        assertThat(catalog.columns("SELECT 1, -2147483648, 2147483648, 1.50, .05, 1e3, 'x', NULL"))
                .isEqualTo("1 INTEGER, -2147483648 INTEGER, 2147483648 BIGINT, 1.50 DECIMAL(3,2), .05 DECIMAL(2,2), 1e3"
                        + " DOUBLE, 'x' VARCHAR, NULL INTEGER");
        assertThat(catalog.columns("SELECT a+b, count(*), sum(a) FILTER (WHERE b > 1), A FROM t GROUP BY ALL"))
                .isEqualTo("(a + b) BIGINT, count_star() BIGINT, sum(a) FILTER (WHERE (b > 1)) HUGEINT, a INTEGER");
        assertThat(catalog.columns(
                        "SELECT sum(a) OVER w, CASE WHEN a = 1 THEN 'x' END FROM t WINDOW w AS (PARTITION BY b"
                                + " ORDER BY a DESC)"))
                .isEqualTo("sum(a) OVER (PARTITION BY b ORDER BY a DESC) HUGEINT, CASE  WHEN ((a = 1)) THEN ('x') ELSE"
                        + " NULL END VARCHAR");
        assertThat(catalog.columns("SELECT min(COLUMNS('a|b')), * EXCLUDE (s, d) RENAME (b AS z) FROM t GROUP BY a, b"))
                .isEqualTo("a INTEGER, b BIGINT, a INTEGER, z BIGINT");
        assertThat(catalog.columns("SELECT a FROM t UNION ALL SELECT p FROM u")).isEqualTo("a DECIMAL(15,2)");
        assertThat(catalog.columns("SELECT a, b FROM t UNION BY NAME SELECT c, a FROM u"))
                .isEqualTo("a INTEGER, b BIGINT, c DOUBLE");
    }

    @Test
    void convertsLiteralsAtOnce() {
        assertThat(catalog.plan("SELECT 1 FROM t WHERE d >= '2020-01-01' AND b IN (1, 2) AND d BETWEEN DATE"
                        + " '2020-01-01' AND '2020-02-01'"))
                .contains("(d >= DATE '2020-01-01') AND (b IN (1, 2)) AND (d >= DATE '2020-01-01') AND (d <= DATE"
                        + " '2020-02-01')");
    }

    @Test
    void reusesAliases() {
        assertThat(catalog.plan("SELECT a AS x, x + 1 AS y FROM t WHERE y > 3")).contains("Filter (a + 1) > 3");
    }

    @Test
    void infersParameters() {
        var prepare = (BoundStatement.Prepare) catalog.bind("PREPARE q AS SELECT $3 FROM t WHERE a > $1 AND d = $2");
        assertThat(prepare.parameters())
                .containsExactly(
                        new BoundParameter(1, null, ScalarType.INTEGER),
                        new BoundParameter(2, null, ScalarType.DATE),
                        new BoundParameter(3, null, ScalarType.VARCHAR));
        var settings = BindFixture.settings()
                .withParameters(Map.of(
                        "1", new Expr.Literal(7L, ScalarType.INTEGER, Span.NONE),
                        "day", new Expr.Literal("2020-01-01", ScalarType.VARCHAR, Span.NONE)));
        var bound = new Binder(catalog, new ColumnIds(), settings)
                .bind(SqlParser.parseOne("SELECT a FROM t WHERE b = $1 AND d = $day"));
        assertThat(PlanPrinter.print(((BoundStatement.Query) bound).plan()))
                .contains("(b = 7) AND (d = DATE '2020-01-01')");
    }

    @Test
    void bindsStatements() {
        var create = (BoundStatement.CreateTable)
                catalog.bind("CREATE TABLE z (a INT PRIMARY KEY, b DECIMAL(10, 2) DEFAULT 1.5, c TEXT NOT NULL)");
        assertThat(create.columns().toString())
                .isEqualTo("[ColumnDefinition[name=a, type=INTEGER, notNull=true, defaultSql=null, generatedSql=null,"
                        + " collation=null], ColumnDefinition[name=b, type=DECIMAL(10,2), notNull=false,"
                        + " defaultSql=1.5, generatedSql=null, collation=null], ColumnDefinition[name=c,"
                        + " type=VARCHAR, notNull=true, defaultSql=null, generatedSql=null, collation=null]]");
        assertThat(create.constraints().keys()).hasSize(1);
        var as = (BoundStatement.CreateTable) catalog.bind("CREATE TABLE z AS SELECT a, b AS a, NULL AS n FROM t");
        assertThat(as.columns().stream().map(c -> c.name() + " " + c.type()).toList())
                .isEqualTo(List.of("a INTEGER", "a_1 BIGINT", "n INTEGER"));
        var insert = (BoundStatement.Insert) catalog.bind("INSERT INTO u (c, a) VALUES (1, '2'), (DEFAULT, 3)");
        assertThat(PlanPrinter.print(insert.rows()).strip()).isEqualTo("""
            Project a, c, CAST(1 + 1 AS DECIMAL(15,2)) AS p
              Values (c, a): 2 rows\
            """);
        catalog.bind("COPY t FROM 'x.csv' (HEADER, DELIMITER '|')");
        assertThat(catalog.copied.keySet()).containsExactlyInAnyOrder("header", "delimiter");
        assertThat(((BoundStatement.Explain) catalog.bind("EXPLAIN ANALYZE SELECT 1")).analyze())
                .isTrue();
        assertThat(catalog.columns("DESCRIBE SELECT a FROM t"))
                .isEqualTo("column_name VARCHAR, column_type VARCHAR, null VARCHAR, key VARCHAR, default VARCHAR, extra"
                        + " VARCHAR");
    }
}
