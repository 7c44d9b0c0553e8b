package tarn.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.bench.engine.Answer;

class RowComparisonTest {
    private static Answer rows(String... rows) {
        return new Answer(
                List.of("a", "b"),
                Arrays.stream(rows).map(row -> List.of(row.split(" "))).toList());
    }

    @Test
    void orderCountsWhereTheQuerySorts() {
        var left = rows("#1 'x", "#1 'y", "#2 'z");
        var tied = rows("#1 'y", "#1 'x", "#2 'z");
        var wrong = rows("#2 'z", "#1 'x", "#1 'y");
        var sorted = SortColumns.of("SELECT a, b FROM t ORDER BY a", left.columns());
        assertThat(RowComparison.difference(left, tied, sorted)).isNull();
        assertThat(RowComparison.difference(left, wrong, sorted))
                .isEqualTo("the order: row 1 is [1, x] against [2, z]");
        assertThat(RowComparison.difference(left, wrong, List.of())).isNull();
    }

    @Test
    void numbersCountNotTheirTypes() {
        assertThat(RowComparison.difference(rows("#1.5 ~1"), rows("~1.5 #1"), List.of()))
                .isNull();
        assertThat(RowComparison.difference(rows("'a ~0.30000000000000004"), rows("'a ~0.3"), List.of()))
                .isNull();
        assertThat(RowComparison.difference(rows("'a ~0.300001"), rows("'a ~0.3"), List.of()))
                .isNotNull();
        assertThat(RowComparison.difference(rows("#1 #2"), rows("#1 #2", "#1 #2"), List.of()))
                .isEqualTo("1 rows against 2");
    }

    @Test
    void sortColumnsEndWithTheFirstUnknown() {
        var columns = List.of("a", "total");
        assertThat(SortColumns.of("SELECT a, sum(b) AS total FROM t GROUP BY a ORDER BY total DESC, 1", columns))
                .containsExactly(1, 0);
        assertThat(SortColumns.of("SELECT a, sum(b) AS total FROM t GROUP BY a ORDER BY sum(b), min(c), a", columns))
                .containsExactly(1);
        assertThat(SortColumns.of("SELECT *, a FROM t ORDER BY t.a", columns)).isEmpty();
        assertThat(SortColumns.of("CREATE TABLE u AS FROM t", columns)).isEmpty();
    }

    @Test
    void quartilesLieBetweenRuns() {
        var times = new Times("tarn", 9, List.of(4.0, 1.0, 3.0, 2.0));
        assertThat(times.median()).isEqualTo(2.5);
        assertThat(times.lowerQuartile()).isEqualTo(1.75);
        assertThat(times.upperQuartile()).isEqualTo(3.25);
    }
}
