package tarn.datasets.ssb;

import java.util.List;
import java.util.stream.Stream;
import tarn.datasets.QueryText;

/**
 * A query of the star schema benchmark.
 *
 * @param name flight and number, such as {@code q2.1}
 * @param title what it asks
 * @param sql one SELECT without a semicolon
 */
public record SsbQuery(String name, String title, String sql) {

    /** All 13, in four flights. */
    public static List<SsbQuery> all() {
        return Stream.of(
                        "q1.1", "q1.2", "q1.3", "q2.1", "q2.2", "q2.3", "q3.1", "q3.2", "q3.3", "q3.4", "q4.1", "q4.2",
                        "q4.3")
                .map(SsbQuery::of)
                .toList();
    }

    private static SsbQuery of(String name) {
        var text = QueryText.read(SsbQuery.class, name);
        return new SsbQuery(name, text.title(), text.sql());
    }
}
