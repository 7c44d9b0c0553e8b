package tarn.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.datasets.ecommerce.Insights;
import tarn.datasets.ssb.SsbQuery;
import tarn.datasets.tpcds.TpcdsQuery;
import tarn.datasets.tpch.TpchQuery;

/** A data set and the queries to be run on it. */
public enum Suite {
    TPCH("tpch", "tpch", 1) {
        @Override
        public List<Query> queries(double scale) {
            return TpchQuery.all(scale).stream()
                    .map(query -> new Query("q%02d".formatted(query.number()), query.sql()))
                    .toList();
        }
    },
    TPCDS("tpcds", "tpcds", 1) {
        @Override
        public List<Query> queries(double scale) {
            return TpcdsQuery.all().stream()
                    .map(query -> new Query(query.name(), query.sql()))
                    .toList();
        }
    },
    SSB("ssb", "ssb", 1) {
        @Override
        public List<Query> queries(double scale) {
            return SsbQuery.all().stream()
                    .map(query -> new Query(query.name(), query.sql()))
                    .toList();
        }
    },
    INSIGHTS("insights", "ecommerce", 10_000) {
        @Override
        public List<Query> queries(double scale) {
            return Insights.main().stream()
                    .map(insight -> new Query(insight.name(), insight.sql()))
                    .toList();
        }
    },
    /** Scale is the number of rows, for this and what follows. */
    H2O_GROUP("h2o-group", null, 10_000_000),
    H2O_JOIN("h2o-join", null, 10_000_000),
    WINDOW("window", null, 10_000_000),
    CLICKBENCH("clickbench", null, 10_000_000);

    private final String suiteName;
    private final @Nullable String dataset;
    private final double defaultScale;

    Suite(String suiteName, @Nullable String dataset, double defaultScale) {
        this.suiteName = suiteName;
        this.dataset = dataset;
        this.defaultScale = defaultScale;
    }

    /** One query to be measured. */
    public record Query(String name, String sql) {}

    public static Optional<Suite> find(String name) {
        return Arrays.stream(values())
                .filter(suite -> suite.suiteName.equals(name))
                .findFirst();
    }

    public String suiteName() {
        return suiteName;
    }

    /** The name of its data set; null where a script makes the tables. */
    public @Nullable String dataset() {
        return dataset;
    }

    public double defaultScale() {
        return defaultScale;
    }

    public List<Query> queries(double scale) {
        return SuiteScript.queries(suiteName);
    }

    public static String names() {
        return Arrays.stream(values()).map(Suite::suiteName).collect(Collectors.joining("|"));
    }
}
