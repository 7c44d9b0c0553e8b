package tarn.datasets.tpcds;

import java.util.List;
import java.util.stream.IntStream;
import tarn.datasets.QueryText;

/**
 * A query of TPC-DS with the parameters by which the benchmark validates an implementation.
 *
 * @param number 1 to 99
 * @param title what it asks
 * @param sql one SELECT without a semicolon
 */
public record TpcdsQuery(int number, String title, String sql) {
    private static final int QUERIES = 99;

    /** All 99. */
    public static List<TpcdsQuery> all() {
        return IntStream.rangeClosed(1, QUERIES).mapToObj(TpcdsQuery::of).toList();
    }

    public static TpcdsQuery of(int number) {
        if (number < 1 || number > QUERIES) {
            throw new IllegalArgumentException("TPC-DS has the queries 1 to " + QUERIES + ", not " + number);
        }
        var text = QueryText.read(TpcdsQuery.class, name(number));
        return new TpcdsQuery(number, text.title(), text.sql());
    }

    /** The name of the script, such as {@code q01}. */
    public String name() {
        return name(number);
    }

    private static String name(int number) {
        return number < 10 ? "q0" + number : "q" + number;
    }
}
