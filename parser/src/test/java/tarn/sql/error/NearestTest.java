package tarn.sql.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES =
            List.of("price", "prize_id", "customer_id", "CustomerName", "id", "order_date", "quantity");

    @Test
    void findsSlipsOfTheFinger() {
        assertThat(Nearest.of("prise", NAMES)).first().isEqualTo("price");
        assertThat(Nearest.of("pirce", NAMES)).containsExactly("price");
        assertThat(Nearest.of("customerid", NAMES)).containsExactly("customer_id");
        assertThat(Nearest.of("CUSTOMERNAME", NAMES)).containsExactly("CustomerName");
        assertThat(Nearest.of("quantitiy", NAMES)).containsExactly("quantity");
        assertThat(Nearest.of("orderdat", NAMES)).containsExactly("order_date");
    }

    @Test
    void keepsSilentWhereNothingIsNear() {
        assertThat(Nearest.of("weather", NAMES)).isEmpty();
        assertThat(Nearest.of("x", NAMES)).isEmpty();
        assertThat(Nearest.of("ab", NAMES)).isEmpty();
        assertThat(Nearest.of("", NAMES)).isEmpty();
    }

    @Test
    void countsSwappedNeighboursOnce() {
        assertThat(Nearest.distance("from", "form")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
