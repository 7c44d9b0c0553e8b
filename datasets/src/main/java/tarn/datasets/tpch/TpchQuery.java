package tarn.datasets.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

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
        String script = read(number).strip();
        int firstLineEnd = script.indexOf('\n');
        String title = script.substring("-- ".length(), firstLineEnd);
        String sql = script.substring(firstLineEnd + 1, script.length() - 1);
        if (number == DEPENDS_ON_SCALE) {
            BigDecimal fraction = new BigDecimal(FRACTION).divide(BigDecimal.valueOf(scale), MathContext.DECIMAL32);
            sql = sql.replace(FRACTION, fraction.toPlainString());
        }
        return new TpchQuery(number, title, sql);
    }

    /** The name of the script, such as {@code q01}. */
    public String name() {
        return name(number);
    }

    private static String name(int number) {
        return number < 10 ? "q0" + number : "q" + number;
    }

    private static String read(int number) {
        String resource = "queries/" + name(number) + ".sql";
        try (InputStream in = TpchQuery.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
