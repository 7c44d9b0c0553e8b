package tarn.engine.query.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tarn.engine.query.optimize.OnSql.on;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each pass makes of a plan; every plan is verified on the way. */
class PassesTest {
    private static void simplified(String condition, String becomes) {
        on("SELECT a FROM t WHERE " + condition).by("simplify").becomes("""
            Project a
              Filter %s
                Scan t (a, b, c, s, d)
            """.formatted(becomes));
    }

    @Test
    void simplifyFoldsConstantsButLeavesErrorsToTheRun() {
        simplified("1 + 1 = 2 AND a = 2 + 3", "a = 5");
        simplified("1 // 0 = 1", "(1 // 0) = 1");
        on("SELECT a FROM t WHERE a = 1 AND NULL").by("simplify").becomes("Values (a): 0 rows\n");
        on("SELECT CASE WHEN FALSE THEN a WHEN TRUE THEN b ELSE c END AS x, coalesce(NULL, a, 3, b) AS y FROM t")
                .by("simplify")
                .becomes("""
                    Project b AS x, COALESCE(a, 3) AS y
                      Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void simplifyRewritesConditions() {
        simplified("(a = 1 AND b = 2) OR (a = 1 AND c = 3)", "(a = 1) AND ((b = 2) OR (c = 3))");
        simplified("a = 1 OR a = 2 OR a IN (3, 4)", "a IN (1, 2, 3, 4)");
        simplified("NOT (a > 3 OR b IS NULL)", "(a <= 3) AND (b IS NOT NULL)");
        simplified("a = a AND b IN (5)", "(a IS NOT NULL) AND (b = 5)");
        simplified("s LIKE 'abc'", "s = 'abc'");
    }

    @Test
    void simplifyComparesColumnsInTheirOwnType() {
        simplified("CAST(a AS DOUBLE) < 2.5", "a <= 2");
        simplified("CAST(a AS BIGINT) = 7", "a = 7");
        simplified("CAST(a AS BIGINT) = 7000000000", "CAST(a AS BIGINT) = 7000000000");
        simplified("CAST(a AS DECIMAL(12,1)) >= 2.5", "a > 2");
    }

    @Test
    void anAnswerOfOneRowIsJoinedLikeATable() {
        on("SELECT t.a FROM t JOIN u ON t.a = u.a WHERE u.b = (SELECT DISTINCT c FROM t)")
                .by("push-filters")
                .becomes("""
                    Project a
                      Project a, b, c, s, d, a, b, c, s, d
                        INNER Join on b = c
                          INNER Join on a = a
                            Scan t (a, b, c, s, d)
                            Scan u (a, b, c, s, d)
                          SINGLE Join
                            One row
                            Distinct c
                              Project c
                                Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void filtersGoThroughOuterJoins() {
        on("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a WHERE u.b = 3")
                .by("push-filters")
                .becomes("""
                    Project a
                      INNER Join on a = a
                        Scan t (a, b, c, s, d)
                        Scan u (a, b, c, s, d) where b = 3
                    """);
        on("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a AND t.b = 1 AND u.c = 2 WHERE t.c = 4")
                .by("push-filters")
                .becomes("""
                    Project a
                      LEFT Join on a = a AND b = 1
                        Scan t (a, b, c, s, d) where c = 4
                        Scan u (a, b, c, s, d) where c = 2
                    """);
        on("SELECT t.a FROM t FULL JOIN u ON t.a = u.a WHERE t.b = 3")
                .by("push-filters")
                .becomes("""
                    Project a
                      LEFT Join on a = a
                        Scan t (a, b, c, s, d) where b = 3
                        Scan u (a, b, c, s, d)
                    """);
        on("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a WHERE u.b IS NULL")
                .by("push-filters")
                .becomes("""
                    Project a
                      Filter b IS NULL
                        LEFT Join on a = a
                          Scan t (a, b, c, s, d)
                          Scan u (a, b, c, s, d)
                    """);
    }

    /** A condition of another join throws padded rows away as a filter does. */
    @Test
    void joinConditionsMakeOuterJoinsInnerOnes() {
        on("SELECT q.a FROM (SELECT t.a, u.b AS x FROM t LEFT JOIN u ON t.a = u.a) q, n WHERE q.x = n.b")
                .by("push-filters", "merge-projects")
                .becomes("""
                    Project a
                      INNER Join on b = b
                        INNER Join on a = a
                          Scan t (a, b, c, s, d)
                          Scan u (a, b, c, s, d)
                        Scan n (a, b)
                    """);
        on("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a WHERE NOT EXISTS (FROM n WHERE n.b = u.b)")
                .by("push-filters", "merge-projects")
                .becomes("""
                    Project a
                      ANTI Join on b = b
                        LEFT Join on a = a
                          Scan t (a, b, c, s, d)
                          Scan u (a, b, c, s, d)
                        Scan n (a, b)
                    """);
    }

    @Test
    void filtersFollowEqualitiesAndDisjunctions() {
        on("SELECT t.a FROM t, u WHERE t.a = u.a AND t.a = 5")
                .by("push-filters")
                .becomes("""
                    Project a
                      INNER Join on a = a
                        Scan t (a, b, c, s, d) where a = 5
                        Scan u (a, b, c, s, d) where a = 5
                    """);
        on("SELECT t.a FROM t, u WHERE (t.a = 1 AND u.b = 2) OR (t.a = 3 AND u.b = 4)")
                .by("push-filters")
                .becomes("""
                    Project a
                      INNER Join on ((a = 1) AND (b = 2)) OR ((a = 3) AND (b = 4))
                        Scan t (a, b, c, s, d) where a IN (1, 3)
                        Scan u (a, b, c, s, d) where b IN (2, 4)
                    """);
    }

    @Test
    void filtersStopWhereTheyMust() {
        on("SELECT a, n FROM (SELECT a, count(*) AS n FROM t GROUP BY a) q WHERE a > 3 AND n > 1")
                .by("push-filters", "merge-projects")
                .becomes("""
                    Filter count > 1
                      Aggregate by a compute count()
                        Scan t (a, b, c, s, d) where a > 3
                    """);
        on("SELECT a, r FROM (SELECT a, b, row_number() OVER (PARTITION BY a ORDER BY b) AS r FROM t) q WHERE a = 1"
                        + " AND b = 2")
                .by("push-filters", "merge-projects")
                .becomes("""
                    Project a, row_number
                      Filter b = 2
                        Window row_number() OVER (PARTITION BY a ORDER BY b)
                          Scan t (a, b, c, s, d) where a = 1
                    """);
        on("SELECT a FROM (SELECT a, random() AS r FROM t) q WHERE r < 0.5 AND a = 1")
                .by("push-filters")
                .becomes("""
                    Project a
                      Filter r < 0.5
                        Project a, random() AS r
                          Scan t (a, b, c, s, d) where a = 1
                    """);
        on("SELECT x FROM (SELECT a AS x FROM t UNION ALL SELECT b FROM u) q WHERE x = 1")
                .by("push-filters")
                .becomes("""
                    Project x
                      UNION ALL (x)
                        Project a
                          Scan t (a, b, c, s, d) where a = 1
                        Project b
                          Scan u (a, b, c, s, d) where b = 1
                    """);
    }

    @Test
    void columnsThatNobodyReadsAreLeftOut() {
        on("SELECT a FROM (SELECT a, b + 1 AS x, sum(c) OVER (PARTITION BY b) AS y FROM t) q")
                .by("prune-columns", "merge-projects")
                .becomes("Scan t (a)\n");
        on("SELECT count(*) FROM t").by("prune-columns", "merge-projects").becomes("""
            Aggregate compute count()
              Scan t ()
            """);
        on("SELECT t.a FROM t LEFT JOIN (SELECT a, count(*) AS n FROM u GROUP BY a) q ON q.a = t.a")
                .by("prune-columns", "merge-projects")
                .becomes("Scan t (a)\n");
        on("SELECT t.a FROM t LEFT JOIN u ON u.a = t.a")
                .by("prune-columns", "merge-projects")
                .becomes("""
                    Project a
                      LEFT Join on a = a
                        Scan t (a)
                        Scan u (a)
                    """);
        on("SELECT DISTINCT a FROM t WHERE b = 1")
                .by("prune-columns", "merge-projects")
                .becomes("""
                    Distinct a
                      Project a
                        Filter b = 1
                          Scan t (a, b)
                    """);
    }

    @Test
    void limitsMeetSorts() {
        on("SELECT a FROM t ORDER BY b LIMIT 3 OFFSET 2").by("top-n").becomes("""
            Project a
              Top 3 after 2 by b
                Project a, b
                  Scan t (a, b, c, s, d)
            """);
        on("SELECT a FROM t UNION ALL SELECT a FROM u LIMIT 5").by("top-n").becomes("""
            Limit 5
              UNION ALL (a)
                Project a
                  Limit 5
                    Scan t (a, b, c, s, d)
                Project a
                  Limit 5
                    Scan u (a, b, c, s, d)
            """);
    }

    @Test
    void whatIsRedundantGoes() {
        on("SELECT count(*) FROM (SELECT a FROM t ORDER BY a) q")
                .by("remove-redundant", "merge-projects")
                .becomes("""
                    Aggregate compute count()
                      Scan t (a, b, c, s, d)
                    """);
        on("SELECT DISTINCT a, n FROM (SELECT a, count(*) AS n FROM t GROUP BY a) q")
                .by("remove-redundant", "merge-projects")
                .becomes("""
                    Aggregate by a compute count()
                      Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void groupsNeedTheirKeysOnly() {
        on("SELECT name, k, n.b, count(*) FROM keyed, n WHERE keyed.x = n.a GROUP BY name, k, n.b")
                .by("key-groups", "push-filters", "merge-projects", "prune-columns")
                .becomes("""
                    Project name, k, b, count
                      Aggregate by k, b compute count(), any_value(name)
                        INNER Join on x = a
                          Scan keyed (k, name, x)
                          Scan n (a, b)
                    """);
        on("SELECT name, x, count(*) FROM keyed GROUP BY name, x")
                .by("key-groups", "merge-projects")
                .becomes("""
                    Aggregate by name, x compute count()
                      Scan keyed (k, name, x)
                    """);
        on("SELECT name, k, count(*) FROM n LEFT JOIN keyed ON n.a = x GROUP BY name, k")
                .by("key-groups")
                .becomes("""
                    Project name, k, count
                      Aggregate by name, k compute count()
                        LEFT Join on a = x
                          Scan n (a, b)
                          Scan keyed (k, name, x)
                    """);
    }

    @Test
    void keysComputedFromKeysAreComputedForGroups() {
        on("SELECT a, a % 5, a % b, count(*) FROM t GROUP BY 1, 2, 3")
                .by("key-groups", "merge-projects")
                .becomes("""
                    Project a, mod(a, 5), key, count
                      Aggregate by a, mod(a, b) compute count()
                        Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void sumsOfOneColumnAndConstantsShareASum() {
        on("SELECT sum(length(s)), sum(length(s) + 1), sum(length(s) - 2), max(a) FROM t")
                .by("shifted-sums")
                .becomes("""
                    Project sum, sum, sum, max
                      Project sum, sum + (CAST(count AS HUGEINT) * CAST(1 AS HUGEINT)) AS sum, sum + (CAST(count AS HUGEINT) * CAST(-2 AS HUGEINT)) AS sum, max
                        Aggregate compute sum(length(s)), count(length(s)), max(a)
                          Scan t (a, b, c, s, d)
                    """);
        on("SELECT sum(a), sum(a + 1), sum(a + 2147483647) FROM t")
                .by("shifted-sums", "merge-projects")
                .becomes("""
                    Aggregate compute sum(a), sum(a + 1), sum(a + 2147483647)
                      Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void whatDoesNotSortIsComputedForTheFirstRows() {
        on("SELECT a, s || 'x' AS x, b || 'y' AS y FROM t ORDER BY a, y LIMIT 3")
                .by("top-n", "late-columns", "merge-projects")
                .becomes("""
                    Project a, s || 'x' AS x, y
                      Top 3 by a, y
                        Project a, CAST(b AS VARCHAR) || 'y' AS y, s
                          Scan t (a, b, c, s, d)
                    """);
        on("SELECT a, b + 1 AS x FROM t ORDER BY a LIMIT 3")
                .by("top-n", "late-columns")
                .becomes("""
                    Top 3 by a
                      Project a, b + 1 AS x
                        Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void commonPartsAreComputedOnceUnlessTheyMayFail() {
        on("SELECT sum(a + b), max(a + b), sum(CASE WHEN c = 1 THEN 10 // a END), sum(CASE WHEN c = 2 THEN 10 // a"
                        + " END) FROM t")
                .by("common-subexpressions", "merge-projects")
                .becomes("""
                    Aggregate compute sum(shared), max(shared), sum(CASE WHEN c = 1 THEN 10 // a ELSE NULL END), sum(CASE WHEN c = 2 THEN 10 // a ELSE NULL END)
                      Project a, c, a + b AS shared
                        Scan t (a, b, c, s, d)
                    """);
        on("SELECT random() AS x, random() AS y FROM t")
                .by("common-subexpressions")
                .becomes("""
                    Project random() AS x, random() AS y
                      Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void windowsAreGroupedBySpecification() {
        on("SELECT sum(a) OVER (PARTITION BY b), rank() OVER (PARTITION BY c ORDER BY a), max(a) OVER (PARTITION BY b)"
                        + " FROM t")
                .by("group-windows")
                .becomes("""
                    Project sum, rank, max
                      Window rank() OVER (PARTITION BY c ORDER BY a)
                        Window sum(a) OVER (PARTITION BY b), max(a) OVER (PARTITION BY b)
                          Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void windowsShareTheLongestOrder() {
        on("SELECT sum(a) OVER (PARTITION BY b), rank() OVER (PARTITION BY b ORDER BY a), lag(a) OVER (PARTITION BY b),"
                        + " row_number() OVER (PARTITION BY b ORDER BY a, c) FROM t")
                .by("group-windows")
                .becomes("""
                    Project sum, rank, lag, row_number
                      Project a, b, c, s, d, sum, lag, rank, row_number
                        Window row_number() OVER (PARTITION BY b ORDER BY a, c), rank() OVER (PARTITION BY b ORDER BY a)
                          Window sum(a) OVER (PARTITION BY b), lag(a, 1, NULL) OVER (PARTITION BY b)
                            Scan t (a, b, c, s, d)
                    """);
    }

    @Test
    void joinsAreOrderedAndBuildOnTheSmallerSide() {
        on("SELECT n.a FROM n LEFT JOIN t ON n.a = t.a")
                .by("join-order", "merge-projects", "prune-columns")
                .becomes("""
                    Project a
                      RIGHT Join on a = a
                        Scan t (a)
                        Scan n (a)
                    """);
        on("SELECT t.a FROM t, u WHERE t.b = u.b AND EXISTS (SELECT 1 FROM n WHERE n.a = t.a)")
                .by("join-order", "merge-projects", "prune-columns")
                .becomes("""
                    Project a
                      INNER Join on b = b
                        Scan u (b)
                        SEMI Join on a = a
                          Scan t (a, b)
                          Scan n (a)
                    """);
    }

    @Test
    void aggregatesComputeOnlyTheGroupsThatAreAskedFor() {
        on("SELECT n.a, q.m FROM n LEFT JOIN (SELECT a, max(b) AS m FROM t GROUP BY a) q ON q.a = n.a")
                .by("restrict-groups", "merge-projects", "prune-columns")
                .becomes("""
                    Project a, max
                      LEFT Join on a = a
                        Scan n (a)
                        Aggregate by a compute max(b)
                          SEMI Join on a = a
                            Scan t (a, b)
                            Scan n (a)
                    """);
    }

    @Test
    void subqueriesBecomeJoins() {
        on("SELECT a FROM t WHERE a NOT IN (SELECT a FROM u)").becomes("""
            Project a
              Filter NOT mark
                MARK Join on a = a mark mark
                  Scan t (a)
                  Scan u (a)
            """);
        on("SELECT a FROM t WHERE a NOT IN (SELECT a FROM n)").becomes("""
            ANTI Join on a = a
              Scan t (a)
              Scan n (a)
            """);
        on("SELECT a FROM t WHERE b = (SELECT max(b) FROM u WHERE u.a = t.a)").becomes("""
            Project a
              INNER Join on b = max AND a = a
                Scan t (a, b)
                Aggregate by a compute max(b)
                  Scan u (a, b)
            """);
        on("SELECT a, (SELECT count(*) FROM u WHERE u.a < t.a) AS n FROM t").becomes("""
            Project a, count AS n
              Shared 1
                Distinct a
                  Scan t (a)
                Project a, count
                  INNER Join on a IS NOT DISTINCT FROM a
                    Scan t (a)
                    Project COALESCE(count, 0) AS count, a
                      LEFT Join on a IS NOT DISTINCT FROM a
                        Scan shared 1 (a)
                        Aggregate by a compute count()
                          INNER Join on a < a
                            Scan shared 1 (a)
                            Scan u (a)
            """);
    }

    @Test
    void whatIsPutTogetherOfOtherNodesStaysSound() {
        for (var sql : List.of(
                "WITH RECURSIVE r AS (SELECT a, b FROM t UNION SELECT r.a, u.b FROM r JOIN u ON r.b = u.a) SELECT b"
                        + " FROM r",
                "WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + count(*) FROM r WHERE x < 9 GROUP BY x)"
                        + " SELECT r1.x FROM r r1 JOIN r r2 ON r1.x = r2.x WHERE r1.x < 5",
                "WITH RECURSIVE r(x, y) USING KEY (x) AS (SELECT a, b FROM u UNION SELECT r.x, q.y + 1 FROM r,"
                        + " recurring.r q WHERE q.x = r.x AND EXISTS (SELECT 1 FROM t WHERE t.a = r.y)) SELECT y FROM r"
                        + " WHERE x = 3",
                "SELECT a, (WITH RECURSIVE r AS (SELECT t.b AS x UNION ALL SELECT sum(x) + t.c FROM r WHERE x < t.a)"
                        + " SELECT max(x) FROM r) FROM t",
                "SELECT t.s, u.b FROM t ASOF LEFT JOIN u ON t.a = u.a AND t.b >= u.b AND u.c > 3 WHERE t.c = 1",
                "SELECT t.s, u.b FROM t ASOF FULL JOIN u ON t.a = u.a AND t.b >= u.b AND t.c + u.c < 9",
                "SELECT t.s, u.b FROM t ASOF SEMI JOIN v USING (a, b) POSITIONAL JOIN u",
                "SELECT t.s, u.b FROM t FULL JOIN u ON t.a = (SELECT max(v.a) FROM v WHERE v.b = t.b AND v.c < u.c)",
                "SELECT t.a FROM t ANTI JOIN u ON t.a = u.a AND EXISTS (SELECT 1 FROM v WHERE v.b = t.b AND v.c < u.c)",
                "SELECT a, (SELECT max(n) FROM (SELECT b, count(*) AS n FROM u WHERE u.a < t.a GROUP BY ROLLUP (b)))"
                        + " FROM t",
                "SELECT x.a FROM (SELECT a, b FROM t ORDER BY b LIMIT 10%) x, u TABLESAMPLE reservoir(5 ROWS)",
                "SELECT a FROM t WHERE (a, b) < ALL (SELECT a, b FROM u WHERE u.c = t.c)")) {
            assertThat(on(sql).optimized().output()).as(sql).isNotEmpty();
            assertThat(on(sql).by().optimized().output()).as(sql).isNotEmpty();
        }
    }

    @Test
    void passesAreDisabledByName() {
        Optimizer.check(Set.of("join-order"));
        assertThatThrownBy(() -> Optimizer.check(Set.of("join-oder")))
                .hasMessage("unknown optimizer: join-oder")
                .extracting("hints")
                .asString()
                .contains("did you mean join-order?");
        assertThatThrownBy(() -> Optimizer.check(Set.of("unnest"))).hasMessageContaining("cannot be disabled");
        assertThat(Optimizer.passes()).doesNotHaveDuplicates().startsWith("unnest");
    }

    @Test
    void filtersThatTheTablesDecideGo() {
        on("SELECT a FROM t WHERE a >= 1 AND a < 10001 AND b IS NOT NULL")
                .by("push-filters", "known-filters")
                .becomes("""
                    Project a
                      Scan t (a, b, c, s, d) where b IS NOT NULL
                    """);
        on("SELECT b FROM n WHERE a <> 20 AND a IN (0, 3, 30) AND b IS NOT NULL")
                .by("push-filters", "known-filters")
                .becomes("""
                    Project b
                      Scan n (a, b) where a IN (3)
                    """);
        on("SELECT t.b, n.b FROM t LEFT JOIN n ON t.a = n.a AND n.b > 10 WHERE t.a IS NOT NULL")
                .by("push-filters", "known-filters", "merge-projects")
                .becomes("""
                    Project b, NULL AS b
                      Scan t (a, b, c, s, d)
                    """);
        on("SELECT a FROM t WHERE a > 10000")
                .by("push-filters", "known-filters")
                .becomes("Values (a): 0 rows\n");
    }

    @Test
    void firstRowsComeFromFirstRows() {
        on("SELECT t.a, u.b FROM t LEFT JOIN u ON t.a = u.a ORDER BY t.b LIMIT 3 OFFSET 2")
                .by("top-n", "push-limits", "merge-projects")
                .becomes("""
                    Project a, b
                      Top 3 after 2 by b
                        LEFT Join on a = a
                          Top 5 by b
                            Scan t (a, b, c, s, d)
                          Scan u (a, b, c, s, d)
                    """);
        on("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a ORDER BY u.b LIMIT 3")
                .by("top-n", "push-limits", "merge-projects")
                .becomes("""
                    Project a
                      Top 3 by b
                        LEFT Join on a = a
                          Scan t (a, b, c, s, d)
                          Scan u (a, b, c, s, d)
                    """);
        on("SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY 1 LIMIT 4")
                .by("top-n", "push-limits", "merge-projects")
                .becomes("""
                    Top 4 by a
                      UNION ALL (a)
                        Top 4 by a
                          Project a
                            Scan t (a, b, c, s, d)
                        Top 4 by b
                          Project b
                            Scan u (a, b, c, s, d)
                    """);
    }
}
