package tarn.datasets.tpcds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.datasets.Rows;

class TpcdsTest {
    private final Tpcds tpcds = new Tpcds();

    @Test
    void theFirstReturnIsTheBenchmarksOwn() {
        List<Object> first = Rows.of(tpcds, "store_returns", 0.01).getFirst();
        assertThat(first).startsWith(2451984L, 46418L, 404L, 6L);
        assertThat(first).endsWith(new BigDecimal("772.63"));
    }

    @Test
    void partsTogetherAreTheTable() {
        assertThat(tpcds.tables()).hasSize(24);
        assertThat(tpcds.parts(tpcds.table("inventory"), 0.01)).isEqualTo(14);
        List<List<Object>> inventory = Rows.of(tpcds, "inventory", 0.01);
        assertThat(inventory).hasSize(261_261).doesNotHaveDuplicates();
    }

    @Test
    void whatIsUnknownIsNull() {
        assertThat(Rows.of(tpcds, "time_dim", 0.01).getFirst()).endsWith("third", "night", null);
        assertThat(tpcds.table("time_dim").createStatement())
                .contains("t_time_sk INTEGER NOT NULL,")
                .contains("t_meal_time VARCHAR\n");
    }

    @Test
    void thereAreNinetyNineQueries() {
        assertThat(TpcdsQuery.all())
                .hasSize(99)
                .allMatch(query -> !query.title().isEmpty());
        assertThat(TpcdsQuery.all())
                .noneMatch(query -> query.sql().contains("[") || query.sql().endsWith(";"));
        assertThatThrownBy(() -> TpcdsQuery.of(100)).hasMessageContaining("100");
    }
}
