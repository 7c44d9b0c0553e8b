package tarn.datasets.tpch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import tarn.datasets.QueryText;

/**
 * A query of TPC-H with the parameters by which the benchmark validates an implementation.
 *
 * @param number 1 to 22
 * @param title what it asks
 * @param sql one SELECT without a semicolon
 */
public record TpchQuery(int number, String title, String sql) {
    private static final int QUERIES = 22;
    private static final int DEPENDS_ON_SCALE = 11;
    private static final String FRACTION = "0.0001";

    /** All 22 for data of a scale: the fraction of query 11 shrinks as the scale grows. */
    public static List<TpchQuery> all(double scale) {
        return IntStream.rangeClosed(1, QUERIES).mapToObj(n -> of(n, scale)).toList();
    }

    /** One of the 22 for data of a scale. */
    public static TpchQuery of(int number, double scale) {
        if (number < 1 || number > QUERIES) {
            throw new IllegalArgumentException("TPC-H has the queries 1 to " + QUERIES + ", not " + number);
        }
        var text = QueryText.read(TpchQuery.class, name(number));
        String sql = text.sql();
        if (number == DEPENDS_ON_SCALE) {
            BigDecimal fraction = new BigDecimal(FRACTION).divide(BigDecimal.valueOf(scale), MathContext.DECIMAL32);
            sql = sql.replace(FRACTION, fraction.toPlainString());
        }
        return new TpchQuery(number, text.title(), sql);
    }

    /** The name of the script, such as {@code q01}. */
    public String name() {
        return name(number);
    }

    private static String name(int number) {
        return number < 10 ? "q0" + number : "q" + number;
    }
}
