package tarn.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tarn.bench.engine.Engine;
import tarn.bench.engine.Engines;
import tarn.bench.measure.PairedRun;
import tarn.bench.report.Checkout;
import tarn.bench.report.History;
import tarn.bench.report.HtmlPage;
import tarn.bench.report.Machine;
import tarn.bench.report.Report;
import tarn.bench.report.ReportJson;
import tarn.bench.roofline.Roofline;
import tarn.bench.suite.Case;
import tarn.bench.suite.Suite;
import tarn.datasets.Datasets;
import tarn.datasets.ProgressListener;

/**
 * {@code tarn bench SUITE}: measures the cases of a suite, alone or side by side with DuckDB or another build of Tarn, and
 * checks that the results are the same.
 */
public final class BenchCommand {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;

    private BenchCommand() {}

    /** @return the exit code: 1 if results differ, 2 for wrong usage, 3 if an engine does not run or a file is missing */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        Options options;
        try {
            options = Options.parse(words);
        } catch (IllegalArgumentException error) {
            err.println(error.getMessage());
            err.print(Options.USAGE);
            return USAGE;
        }
        try {
            if (options.isRoofline()) {
                out.print(Roofline.measure(options.scale(), options.threads(), options.runs()));
            }
            return run(options, engines(options), out, err);
        } catch (IOException error) {
            err.println("bench: " + error.getMessage());
            return ENVIRONMENT;
        }
    }

    private static List<Engine> engines(Options options) throws IOException {
        int threads = options.threads();
        if (options.versus() == null) {
            return List.of(Engines.tarn(threads));
        }
        if (options.versus().equals("duckdb")) {
            return List.of(Engines.tarn(threads), Engines.duckdb(options.duckdbJar(), threads));
        }
        var there = Engines.tarn(options.rival(), Path.of(options.versus()), threads);
        return List.of(Engines.tarnAgainst(options.rival(), threads), there);
    }

    /** Measures with these engines, Tarn first. */
    static int run(Options options, List<Engine> engines, PrintStream out, PrintStream err) throws IOException {
        var checkout = Checkout.find();
        if (options.isSaved() && checkout == null) {
            throw new IOException("no folder bench/history above the program: nowhere to save to");
        }
        var reports = new ArrayList<Report>();
        var page = new HtmlPage();
        for (var suite : options.suites()) {
            var report = run(options, suite, engines, checkout == null ? "unknown" : checkout.commit(), err);
            out.print(report.text());
            reports.add(report);
            if (options.isSaved() && checkout != null) {
                History.append(checkout.history(suite.name()), report);
            }
            page.add(report, checkout == null ? new History(List.of()) : History.read(checkout.history(suite.name())));
        }
        if (options.json() != null) {
            Files.writeString(options.json(), ReportJson.of(reports));
        }
        if (options.html() != null) {
            Files.writeString(options.html(), page.html());
        }
        return reports.stream().allMatch(Report::agrees) ? DONE : FAILED;
    }

    private static Report run(Options options, Suite suite, List<Engine> engines, String commit, PrintStream err)
            throws IOException {
        double scale = Double.isNaN(options.scale()) ? suite.defaultScale() : options.scale();
        var folder = options.data() == null ? Files.createTempDirectory("tarn-bench") : options.data();
        try {
            for (var files : suite.files(scale)) {
                generate(files, files.in(folder), err);
            }
            var when = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            var cases = suite.cases(scale, folder).stream()
                    .filter(one -> options.only().isEmpty() || options.only().contains(one.name()))
                    .toList();
            if (cases.isEmpty()) {
                throw new IOException("no case of " + suite.name() + " is called " + String.join(", ", options.only()));
            }
            try (var run = new PairedRun(engines, suite.load(scale, folder), options.runs())) {
                var measured = run.measure(cases, one -> err.println(Report.line(one)));
                for (var one : options.isProfiled() ? cases : List.<Case>of()) {
                    err.print("-- " + one.name() + "\n" + run.profile(one));
                }
                return new Report(
                        suite.name(),
                        scale,
                        options.threads(),
                        options.runs(),
                        when,
                        commit,
                        Machine.here(),
                        run.footprints(),
                        measured);
            }
        } finally {
            if (options.data() == null) {
                remove(folder);
            }
        }
    }

    /** Unless an earlier run left them: the schema is the last file to appear. */
    private static void generate(Suite.Files files, Path folder, PrintStream err) throws IOException {
        if (!Files.exists(folder.resolve("schema.sql"))) {
            err.printf(Locale.ROOT, "generating %s at scale %s%n", files.dataset(), files.scale());
            Datasets.find(files.dataset()).orElseThrow().generate(files.scale(), folder, ProgressListener.NONE);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
