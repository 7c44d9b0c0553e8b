package tarn.engine.query.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.datasets.tpch.TpchQuery;
import tarn.engine.query.logical.PlanPrinter;

/** Every query of TPC-H is planned without a join that has no equality, but for single rows. */
class TpchPlansTest {
    public static void main(String[] args) {
        for (var arg : args) {
            System.out.println(arg + "\n"
                    + PlanPrinter.print(
                            OnSql.on(TpchQuery.of(Integer.parseInt(arg), 1).sql())
                                    .optimized()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void joinsByEquality(int number) {
        var plan = OnSql.on(TpchQuery.of(number, 1).sql()).optimized();
        PlanWalk.forEachNode(plan, node -> {
            if (node instanceof tarn.engine.query.logical.Plan.Join join && !PlanWalk.oneRow(join.right())) {
                assertThat(PlanPrinter.line(node)).contains(" = ");
            }
        });
    }

    private static String optimized(String sql) {
        return PlanPrinter.print(OnSql.on(sql).optimized());
    }

    @Test
    void factsAreGroupedBeforeTheyAreJoined() {
        assertThat(optimized("SELECT l_partkey, p_name, sum(l_quantity), avg(l_discount), count(*) FROM lineitem, part"
                        + " WHERE l_partkey = p_partkey GROUP BY l_partkey, p_name"))
                .containsSubsequence("Aggregate by l_partkey, p_name", "Join", "Aggregate by l_partkey compute");
        assertThat(optimized("SELECT p_name, sum(DISTINCT l_quantity) FROM lineitem, part"
                        + " WHERE l_partkey = p_partkey GROUP BY p_name"))
                .containsOnlyOnce("Aggregate");
    }

    @Test
    void groupingSetsComeFromTheFinestOne() {
        assertThat(optimized("SELECT l_returnflag, l_linestatus, count(*), sum(l_quantity) FROM lineitem"
                        + " GROUP BY ROLLUP (l_returnflag, l_linestatus)"))
                .containsSubsequence("sets [[0, 1], [0], []]", "Aggregate by l_returnflag, l_linestatus compute");
    }

    @Test
    void whatOccursTwiceIsComputedOnce() {
        assertThat(optimized("SELECT (SELECT max(l_tax) FROM lineitem WHERE l_quantity < 3),"
                        + " (SELECT count(*) FROM lineitem WHERE l_quantity < 3)"))
                .containsOnlyOnce("Scan lineitem");
        var totals = "(SELECT l_partkey AS k, sum(l_quantity) AS s FROM lineitem GROUP BY l_partkey)";
        assertThat(optimized("SELECT a.s, b.m FROM " + totals + " a, (SELECT max(s) AS m FROM " + totals
                        + ") b WHERE a.s = b.m"))
                .containsOnlyOnce("Scan lineitem");
    }
}
