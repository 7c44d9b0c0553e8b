package tarn.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.datasets.Datasets;
import tarn.datasets.ProgressListener;

/**
 * {@code tarn bench SUITE}: runs the queries of a suite, alone or side by side with DuckDB, and checks that the results are
 * the same.
 */
public final class BenchCommand {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;

    private BenchCommand() {}

    private record Arguments(
            Suite suite,
            double scale,
            boolean versus,
            int threads,
            int runs,
            @Nullable Path json,
            @Nullable Path duckdbJar,
            List<String> only) {}

    /** @return the exit code */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        Arguments arguments;
        try {
            arguments = parse(words);
        } catch (IllegalArgumentException error) {
            err.println(error.getMessage());
            err.println("usage: tarn bench " + Suite.names() + " [--scale N] [--vs duckdb] [--threads N] [--runs N]"
                    + " [--only QUERY,...] [--json FILE] [--duckdb-jar FILE]");
            return USAGE;
        }
        try {
            return run(arguments, out, err) ? DONE : FAILED;
        } catch (IOException | SQLException error) {
            err.println("bench: " + error.getMessage());
            return ENVIRONMENT;
        }
    }

    private static boolean run(Arguments arguments, PrintStream out, PrintStream err) throws IOException, SQLException {
        var folder = Files.createTempDirectory("tarn-bench");
        try (var contenders = Contenders.open(arguments.versus, arguments.duckdbJar, arguments.threads)) {
            var script = script(arguments, folder, err);
            for (var contender : contenders.all()) {
                err.printf(Locale.ROOT, "loading into %s: %.0f ms%n", contender.name(), contender.execute(script));
            }
            var measured = new ArrayList<Measured>();
            for (var query : arguments.suite.queries(arguments.scale)) {
                if (arguments.only.isEmpty() || arguments.only.contains(query.name())) {
                    measured.add(Measured.of(query, contenders.all(), arguments.runs));
                    err.println(measured.getLast().line());
                }
            }
            var report = new Report(
                    arguments.suite.suiteName(), arguments.scale, arguments.threads, contenders.all(), measured);
            out.print(report.text());
            if (arguments.json != null) {
                Files.writeString(arguments.json, report.json());
            }
            return measured.stream().allMatch(Measured::agrees);
        } finally {
            remove(folder);
        }
    }

    /** What makes the tables, after the files that it reads have been written. */
    private static String script(Arguments arguments, Path folder, PrintStream err) throws IOException {
        var name = arguments.suite.dataset();
        if (name == null) {
            return SuiteScript.data(arguments.suite.suiteName(), arguments.scale);
        }
        err.printf(Locale.ROOT, "generating %s at scale %s%n", name, arguments.scale);
        var dataset = Datasets.find(name).orElseThrow();
        dataset.generate(arguments.scale, folder, ProgressListener.NONE);
        return dataset.schemaSql(folder);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Arguments parse(List<String> words) {
        @Nullable Suite suite = null;
        double scale = -1;
        boolean versus = false;
        int threads = Runtime.getRuntime().availableProcessors();
        int runs = 5;
        @Nullable Path json = null;
        @Nullable Path jar = null;
        List<String> only = List.of();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!word.startsWith("--")) {
                suite = Suite.find(word).orElseThrow(() -> new IllegalArgumentException("unknown suite: " + word));
                continue;
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(word + " takes a value");
            }
            var value = words.get(++i);
            switch (word) {
                case "--scale" -> scale = number(word, value);
                case "--threads" -> threads = (int) number(word, value);
                case "--runs" -> runs = (int) number(word, value);
                case "--json" -> json = Path.of(value);
                case "--duckdb-jar" -> jar = Path.of(value);
                case "--only" -> only = List.of(value.split(","));
                case "--vs" -> {
                    if (!value.equals("duckdb")) {
                        throw new IllegalArgumentException("--vs takes duckdb, not: " + value);
                    }
                    versus = true;
                }
                default -> throw new IllegalArgumentException("unknown option: " + word);
            }
        }
        if (suite == null) {
            throw new IllegalArgumentException("which suite?");
        }
        return new Arguments(
                suite, scale < 0 ? suite.defaultScale() : scale, versus, threads, Math.max(1, runs), json, jar, only);
    }

    private static double number(String option, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(option + " takes a number, not: " + value);
        }
    }
}
