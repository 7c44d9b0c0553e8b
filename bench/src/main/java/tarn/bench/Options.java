package tarn.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.bench.suite.Suite;
import tarn.bench.suite.Suites;

/**
 * What {@code tarn bench} was asked for.
 *
 * @param isRoofline the machine's memory is to be measured, and no suite
 * @param scale NaN for that of the suite
 * @param versus {@code duckdb}, or another build's jar; null for nothing
 * @param rival what to call it
 * @param data a folder for generated files, which stay there for the next run; null for one that goes away
 * @param only the cases that are wanted; empty for all
 * @param isProfiled whether Tarn says of each query where its time goes
 * @param isSaved whether the history gets a line
 */
record Options(
        boolean isRoofline,
        List<Suite> suites,
        double scale,
        int threads,
        int runs,
        @Nullable String versus,
        String rival,
        @Nullable Path duckdbJar,
        @Nullable Path data,
        List<String> only,
        @Nullable Path json,
        @Nullable Path html,
        boolean isProfiled,
        boolean isSaved) {
    static final String USAGE = """
        usage: tarn bench SUITE... [--scale N] [--vs duckdb|JAR] [--threads N] [--runs N] [--only CASE,...]
                  [--json FILE] [--html FILE] [--save] [--profile] [--data DIR] [--duckdb-jar FILE] [--vs-name NAME]
               tarn bench roofline [--threads N] [--runs N] [--scale MIB]
        suites: %s
        """.formatted(Suites.names().replace("|", ", "));

    /** @throws IllegalArgumentException if the words make no sense */
    static Options parse(List<String> words) {
        return new Parser().parse(words);
    }

    private static final class Parser {
        private boolean isRoofline;
        private final List<Suite> suites = new ArrayList<>();
        private double scale = Double.NaN;
        private int threads = Runtime.getRuntime().availableProcessors();
        private int runs = 5;
        private @Nullable String versus;
        private @Nullable String rival;
        private @Nullable Path duckdbJar;
        private @Nullable Path data;
        private List<String> only = List.of();
        private @Nullable Path json;
        private @Nullable Path html;
        private boolean isProfiled;
        private boolean isSaved;

        private Options parse(List<String> words) {
            for (int i = 0; i < words.size(); i++) {
                var word = words.get(i);
                if (word.equals("--save")) {
                    isSaved = true;
                } else if (word.equals("--profile")) {
                    isProfiled = true;
                } else if (word.equals("roofline")) {
                    isRoofline = true;
                } else if (!word.startsWith("--")) {
                    var found = Suites.find(word);
                    if (found.isEmpty()) {
                        throw new IllegalArgumentException("unknown suite: " + word);
                    }
                    suites.addAll(found);
                } else if (i + 1 == words.size()) {
                    throw new IllegalArgumentException(word + " takes a value");
                } else {
                    option(word, words.get(++i));
                }
            }
            if (suites.isEmpty() && !isRoofline) {
                throw new IllegalArgumentException("which suite?");
            }
            if (isSaved && (!only.isEmpty() || (versus != null && !versus.equals("duckdb")))) {
                throw new IllegalArgumentException("--save keeps whole suites, alone or against DuckDB");
            }
            return new Options(
                    isRoofline,
                    suites,
                    scale,
                    threads,
                    runs,
                    versus,
                    rival == null ? rivalName() : rival,
                    duckdbJar,
                    data,
                    only,
                    json,
                    html,
                    isProfiled,
                    isSaved);
        }

        private String rivalName() {
            return versus == null || versus.equals("duckdb") ? "duckdb" : "there";
        }

        private void option(String word, String value) {
            switch (word) {
                case "--scale" -> scale = positive(word, value);
                case "--threads" -> threads = (int) Math.max(1, positive(word, value));
                case "--runs" -> runs = (int) Math.max(1, positive(word, value));
                case "--json" -> json = Path.of(value);
                case "--html" -> html = Path.of(value);
                case "--duckdb-jar" -> duckdbJar = Path.of(value);
                case "--data" -> data = Path.of(value).toAbsolutePath();
                case "--only" -> only = List.of(value.split(","));
                case "--vs-name" -> rival = value;
                case "--vs" -> {
                    if (!value.equals("duckdb") && !value.endsWith(".jar")) {
                        throw new IllegalArgumentException("--vs takes duckdb or another build's jar, not: " + value);
                    }
                    versus = value;
                }
                default -> throw new IllegalArgumentException("unknown option: " + word);
            }
        }

        private static double positive(String option, String value) {
            try {
                double number = Double.parseDouble(value);
                if (number > 0 && !Double.isInfinite(number)) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // said below
            }
            throw new IllegalArgumentException(option + " takes a number above zero, not: " + value);
        }
    }
}
