package tarn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.bench.engine.Engine;
import tarn.bench.engine.Engines;
import tarn.engine.data.json.Json;
import tarn.engine.data.json.JsonPath;

/** The command, on data so small that it says nothing about speed. */
class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private int run(String... words) {
        return BenchCommand.run(List.of(words), outStream, errStream);
    }

    private static double number(Json json, String path) {
        return JsonPath.of(path).find(json) instanceof Json.Num number
                ? Double.parseDouble(number.digits())
                : Double.NaN;
    }

    @Test
    void figuresOfAComparisonFitTogether() throws IOException {
        var json = folder.resolve("report.json");
        var html = folder.resolve("report.html");
        var only = "sales_trend,product_turnover";

        int code = run(
                "insights",
                "--scale",
                "1",
                "--vs",
                "duckdb",
                "--runs",
                "3",
                "--only",
                only,
                "--json",
                json.toString(),
                "--html",
                html.toString());

        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("sales_trend", "different results: 0");
        var report = JsonPath.of("$[0]").find(Json.parse(Files.readString(json)));
        assertThat(report).isNotNull();
        double logarithms = 0;
        int slower = 0;
        double total = 0;
        for (int i = 0; i < 2; i++) {
            var times = "$.cases[" + i + "].times";
            double tarn = number(report, times + "[0].median");
            double ratio = tarn / number(report, times + "[1].median");
            assertThat(number(report, "$.cases[" + i + "].ratio")).isCloseTo(ratio, within(0.01 * ratio));
            assertThat(number(report, times + "[0].runs[1]")).isEqualTo(tarn);
            assertThat(number(report, times + "[0].lower_quartile")).isLessThanOrEqualTo(tarn);
            assertThat(number(report, times + "[0].upper_quartile")).isGreaterThanOrEqualTo(tarn);
            logarithms += Math.log(ratio);
            slower += ratio > 1 ? 1 : 0;
            total += tarn;
        }
        double mean = Math.exp(logarithms / 2);
        assertThat(number(report, "$.geometric_mean")).isCloseTo(mean, within(0.01 * mean));
        assertThat(number(report, "$.slower")).isEqualTo(slower);
        assertThat(number(report, "$.engines[0].total_ms")).isCloseTo(total, within(0.01));
        assertThat(number(report, "$.engines[1].peak_bytes")).isNotZero();
        assertThat(Files.readString(html))
                .contains("<svg", "sales_trend", "prefers-color-scheme: dark")
                .doesNotContain("NaN", "http", "$body");
    }

    @Test
    void aWrongResultIsADifference() throws IOException {
        var options =
                Options.parse(List.of("window", "--scale", "1000", "--runs", "1", "--only", "s02,s03", "--profile"));
        var right = Engines.tarn(1);
        var setUp = new ArrayList<>(right.setUp());
        setUp.add("SET integer_division = true"); // the amounts lose their cents
        var wrong = new Engine(
                "wrong", right.driver(), right.url(), right.classPath(), right.flags(), setUp, right.program());

        assertThat(BenchCommand.run(options, List.of(right, wrong), outStream, errStream))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("DIFFERENT: [", "different results: 2");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("-- s03", "Scan orders");
    }

    @Test
    void anEngineThatDoesNotStartIsNamedWithItsLastWords() {
        var options = Options.parse(List.of("window", "--scale", "1000", "--runs", "1"));
        var tarn = Engines.tarn(1);
        var broken = new Engine(
                "broken",
                tarn.driver(),
                tarn.url(),
                tarn.classPath(),
                List.of("-XX:+NoSuchFlag"),
                tarn.setUp(),
                List.of());

        assertThatThrownBy(() -> BenchCommand.run(options, List.of(broken), outStream, errStream))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the process of broken ended with exit code 1; it was at: starting")
                .hasMessageContaining("NoSuchFlag");
    }

    @Test
    void measuresLoadingAndStarting() {
        var data = folder.resolve("data").toString();
        var small = List.of("--scale", "0.001", "--runs", "1", "--data", data, "--only");
        var pair = new ArrayList<>(List.of("load", "coldstart", "--vs", "duckdb"));
        pair.addAll(small);
        pair.add("ecommerce.orders read_csv,start 42");
        var alone = new ArrayList<>(List.of("coldstart"));
        alone.addAll(small);
        alone.add("first q06 after load");

        assertThat(run(pair.toArray(String[]::new)))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(run(alone.toArray(String[]::new)))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ecommerce.orders read_csv", "start 42", "first q06 after load");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("nothing")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown suite: nothing", "tpch");
        assertThat(run("tpch", "--vs", "oracle")).isEqualTo(2);
        assertThat(run("tpch", "--runs", "0")).isEqualTo(2);
        assertThat(run("tpch", "--only", "q01", "--save")).isEqualTo(2);
        assertThat(run("window", "--scale", "10", "--only", "w99")).isEqualTo(3);
        assertThat(run("window", "--vs", folder.resolve("no.jar").toString())).isEqualTo(3);
    }

    @Test
    void rooflineReadsMemory() {
        assertThat(run("roofline", "--scale", "1", "--threads", "1", "--runs", "1"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("GB/s", "SELECT sum(l) FROM numbers", "% of reading");
    }
}
