package tarn.datasets.ecommerce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The insight scripts that come with Tarn. They read the tables of {@link Ecommerce}. */
public final class Insights {
    private static final List<String> MAIN =
            List.of("engagement_depth", "customer_acquisition", "sales_trend", "product_turnover", "premium_products");
    private static final List<String> FURTHER = List.of(
            "peak_months",
            "average_order_value",
            "category_reach",
            "loyalty",
            "cohort_retention",
            "basket_pairs",
            "pareto",
            "moving_average",
            "rfm");

    private Insights() {}

    /** The five that answer an analyst's first questions, in their order. */
    public static List<Insight> main() {
        return MAIN.stream().map(Insights::load).toList();
    }

    /** More questions, which are asked by name only. */
    public static List<Insight> further() {
        return FURTHER.stream().map(Insights::load).toList();
    }

    /** The names of all, the five first. */
    public static List<String> names() {
        return Stream.concat(MAIN.stream(), FURTHER.stream()).toList();
    }

    public static Optional<Insight> find(String name) {
        return names().contains(name) ? Optional.of(load(name)) : Optional.empty();
    }

    private static Insight load(String name) {
        String resource = "insights/" + name + ".sql";
        try (InputStream in = Insights.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            return Insight.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
