package tarn.datasets.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.datasets.DuckDb;
import tarn.datasets.ProgressListener;
import tarn.datasets.Rows;

class TpchTest {
    private static final double SCALE = 0.01;
    private final Tpch tpch = new Tpch();

    @Test
    void theFirstLineItemIsTheBenchmarksOwn() {
        List<Object> first = Rows.of(tpch, "lineitem", SCALE).getFirst();
        assertThat(first)
                .containsExactly(
                        1L,
                        1552L,
                        93L,
                        1L,
                        new BigDecimal("17.00"),
                        new BigDecimal("24710.35"),
                        new BigDecimal("0.04"),
                        new BigDecimal("0.02"),
                        "N",
                        "O",
                        LocalDate.of(1996, 3, 13),
                        LocalDate.of(1996, 2, 12),
                        LocalDate.of(1996, 3, 22),
                        "DELIVER IN PERSON",
                        "TRUCK",
                        "egular courts above the");
    }

    @Test
    void partsTogetherAreTheTable() {
        double scale = 0.1;
        assertThat(tpch.parts(tpch.table("orders"), scale)).isEqualTo(8);
        List<List<Object>> orders = Rows.of(tpch, "orders", scale);
        assertThat(orders).hasSize(150_000);
        assertThat(orders).extracting(row -> (Long) row.get(0)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theSchemaLoadsTheFilesAndTheQueriesRun(@TempDir Path folder) throws Exception {
        List<Path> files = tpch.generate(SCALE, folder, ProgressListener.NONE);
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.run(Files.readString(files.getLast()));
            assertThat(duckDb.rows("SELECT count(*), min(l_shipdate) FROM lineitem"))
                    .containsExactly("60175|1992-01-04");
            assertThat(duckDb.rows("SELECT count(*), count(DISTINCT c_nationkey) FROM customer"))
                    .containsExactly("1500|25");
            for (TpchQuery query : TpchQuery.all(SCALE)) {
                List<String> rows = duckDb.rows(query.sql());
                assertThat(rows).as(query.name()).isNotNull();
                if (query.number() == 1) {
                    assertThat(rows.getFirst()).startsWith("A|F|380456.00|532348211.65|505822441.4861|");
                }
                if (query.number() == 6) {
                    assertThat(rows).containsExactly("1193053.2253");
                }
            }
        }
    }

    @Test
    void theFractionOfQueryElevenFollowsTheScale() {
        assertThat(TpchQuery.of(11, 1).sql()).contains("* 0.0001\n");
        assertThat(TpchQuery.of(11, 0.01).sql()).contains("* 0.01\n");
        assertThat(TpchQuery.of(11, 10).sql()).contains("* 0.00001\n");
        assertThat(TpchQuery.of(1, 1).title()).isEqualTo("Pricing summary report");
        assertThatThrownBy(() -> TpchQuery.of(23, 1)).hasMessageContaining("23");
    }
}
