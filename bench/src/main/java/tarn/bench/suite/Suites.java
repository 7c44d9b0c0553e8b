package tarn.bench.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import tarn.datasets.Datasets;
import tarn.datasets.ecommerce.Insights;
import tarn.datasets.ssb.SsbQuery;
import tarn.datasets.tpcds.TpcdsQuery;
import tarn.datasets.tpch.TpchQuery;

/** The suites there are. */
public final class Suites {
    private static final double TEN_MILLION = 10_000_000;

    private static final List<Suite> ALL = List.of(
            new Queries(
                    "tpch",
                    "tpch",
                    1,
                    scale -> TpchQuery.all(scale).stream()
                            .map(query -> Case.hot("q%02d".formatted(query.number()), query.sql()))
                            .toList()),
            new Queries(
                    "tpcds",
                    "tpcds",
                    1,
                    _ -> TpcdsQuery.all().stream()
                            .map(query -> Case.hot(query.name(), query.sql()))
                            .toList()),
            new Queries(
                    "ssb",
                    "ssb",
                    1,
                    _ -> SsbQuery.all().stream()
                            .map(query -> Case.hot(query.name(), query.sql()))
                            .toList()),
            new Queries(
                    "insights",
                    "ecommerce",
                    10_000,
                    _ -> Insights.main().stream()
                            .map(insight -> Case.hot(insight.name(), insight.sql()))
                            .toList()),
            new Script("h2o-group", TEN_MILLION),
            new Script("h2o-join", TEN_MILLION),
            new Script("clickbench", TEN_MILLION),
            new Script("window", TEN_MILLION),
            new LoadSuite(),
            new ColdStartSuite());

    private Suites() {}

    /** The suites that a word stands for: one by its name, or all whose names begin with it and a hyphen. */
    public static List<Suite> find(String word) {
        return ALL.stream()
                .filter(suite -> suite.name().equals(word) || suite.name().startsWith(word + "-"))
                .toList();
    }

    public static String names() {
        return ALL.stream().map(Suite::name).collect(Collectors.joining("|"));
    }

    /** A data set and its queries. */
    private record Queries(String name, String dataset, double defaultScale, DoubleFunction<List<Case>> queries)
            implements Suite {
        @Override
        public String scaleMeaning() {
            return "of the data set " + dataset;
        }

        @Override
        public List<Files> files(double scale) {
            return List.of(new Files(dataset, scale));
        }

        @Override
        public String load(double scale, Path folder) {
            return Datasets.find(dataset).orElseThrow().schemaSql(new Files(dataset, scale).in(folder));
        }

        @Override
        public List<Case> cases(double scale, Path folder) {
            return queries.apply(scale);
        }
    }

    /** All in SQL: both engines compute the same tables from row numbers. */
    private record Script(String name, double defaultScale) implements Suite {
        @Override
        public String scaleMeaning() {
            return "rows of the largest table";
        }

        @Override
        public List<Files> files(double scale) {
            return List.of();
        }

        @Override
        public String load(double scale, Path folder) {
            return SuiteScript.data(name, scale);
        }

        @Override
        public List<Case> cases(double scale, Path folder) {
            return SuiteScript.queries(name);
        }
    }

    /** The path of a file as a literal of SQL. */
    static String literal(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }
}
