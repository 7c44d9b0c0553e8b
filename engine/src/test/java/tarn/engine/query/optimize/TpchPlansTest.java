package tarn.engine.query.optimize;

import static org.assertj.core.api.Assertions.assertThat;

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
}
