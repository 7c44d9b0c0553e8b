package tarn.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the command line: exit codes, what goes to stdout and what to stderr. */
class CommandLineTest {
    private record Run(int code, String out, String err) {}

    @TempDir
    private Path folder;

    private static Run tarn(String... arguments) {
        return tarnReading("", arguments);
    }

    private static Run tarnReading(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new ResultStream(out),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Terminals.NONE);
        int code = CommandLine.run(List.of(arguments), streams);
        streams.out().flush();
        streams.err().flush();
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void dataAloneGoesToStdout() {
        assertThat(tarn("--format", "csv", "-c", "SELECT 42 AS \"the answer\""))
                .isEqualTo(new Run(0, "the answer\n42\n", ""));
    }

    @Test
    void severalTextsAndFilesRunInTheirOrder() throws IOException {
        var script = Files.writeString(folder.resolve("two.sql"), "SELECT 2 AS a;\nSELECT 3 AS a");
        assertThat(tarn("--format=jsonl", "-c", "SELECT 1 AS a", "-f", script.toString(), "-c", "SELECT 4 AS a"))
                .isEqualTo(new Run(0, "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n", ""));
    }

    @Test
    void sqlComesFromTheStandardInput() {
        var run = tarnReading("CREATE TABLE t(a INT);\nINSERT INTO t\n VALUES (1), (2);\n.mode csv\nFROM t;\n");
        assertThat(run).isEqualTo(new Run(0, "a\n1\n2\n", ""));
    }

    @Test
    void anEmptyInputIsNoError() {
        assertThat(tarnReading("\n-- nothing\n")).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void theFirstErrorEndsAScript() {
        var run = tarnReading("SELECT 1 AS a;\nSELECT nope;\nSELECT 2 AS a;\n", "--format", "csv");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEqualTo("a\n1\n");
        assertThat(run.err())
                .startsWith("error: unknown column: nope\nline 2, column 8:\n  SELECT nope;\n         ^^^^\n");
    }

    @Test
    void bailOffGoesOnAndStillTellsOfTheError() {
        var run = tarnReading(".bail off\nSELEC 1;\nSELECT nope; SELECT 2 AS a;\n", "--format", "csv");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEqualTo("a\n2\n");
        assertThat(run.err()).contains("SELEC").contains("unknown column: nope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-such-option",
                "nonsense",
                "--format xml",
                "-c",
                "--set novalue",
                "--threads many",
                "--memory-limit much",
                "--quiet=yes",
                "insights no_such_insight",
                "insights --check --data .",
                "insights -c x",
                "run",
                "generate",
                "generate nothing",
                "generate ecommerce --scale 0",
                "--scale 2",
                "report"
            })
    void wrongUsageIsTwo(String arguments) {
        var run = tarn(arguments.split(" "));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("tarn: ").contains("--help");
    }

    @ParameterizedTest
    @CsvSource({
        "--formt csv, did you mean --format?",
        "insight, did you mean insights?",
        "insights sales_tren, did you mean sales_trend?",
        "generate ecomerce, did you mean ecommerce?",
        "x.sql, tarn run x.sql"
    })
    void usageErrorsSayWhatWasMeant(String arguments, String hint) {
        assertThat(tarn(arguments.split(" ")).err()).contains(hint);
    }

    @Test
    void missingFilesAreThree() {
        for (var arguments : List.of(
                List.of("-f", "/no/such.sql"),
                List.of("run", "no_such_name"),
                List.of("insights", "--data", "/no/such/folder"),
                List.of("-c", ".read /no/such.sql"))) {
            var run = tarn(arguments.toArray(String[]::new));
            assertThat(run.code()).as("%s", arguments).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isNotEmpty();
        }
    }

    @Test
    void helpNamesEveryOptionAndCommand() {
        var run = tarn("--help");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "-c SQL", "-f FILE", "--format", "--set", "--threads", "--memory-limit", "--safe", "--no-color")
                .contains("--quiet", "--help", "--version", "insights", "--data", "--list", "--check", "run FILE|NAME")
                .contains("generate DATASET", "--scale", "--out", "bench");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 110);
    }

    @Test
    void versionIsOneLine() {
        assertThat(tarn("--version").out()).startsWith("Tarn ").endsWith("\n").hasLineCount(1);
    }

    @Test
    void settingsAndParametersComeByOptions() {
        assertThat(tarn(
                        "--threads",
                        "1",
                        "--set",
                        "integer_division=true",
                        "--format",
                        "csv",
                        "-c",
                        "SELECT 7 / 2 AS q"))
                .isEqualTo(new Run(0, "q\n3\n", ""));
        assertThat(tarn(
                        "--set",
                        "low=2",
                        "--set",
                        "day=2024-02-29",
                        "--format",
                        "csv",
                        "-c",
                        "SELECT $low + 1 AS a, $day::DATE + 1 AS b"))
                .isEqualTo(new Run(0, "a,b\n3,2024-03-01\n", ""));
    }

    @Test
    void safeModeTouchesNoFiles() throws IOException {
        var csv = Files.writeString(folder.resolve("a.csv"), "a\n1\n");
        assertThat(tarn("--safe", "-c", "FROM '" + csv + "'").code()).isEqualTo(ExitCode.FAILED);
        assertThat(tarn("--safe", "-c", ".read " + csv).code()).isEqualTo(ExitCode.FAILED);
        assertThat(tarn("--safe", "-c", ".output " + folder.resolve("b")).code())
                .isEqualTo(ExitCode.FAILED);
        assertThat(folder.resolve("b")).doesNotExist();
        assertThat(tarn("--format", "csv", "-c", "FROM '" + csv + "'")).isEqualTo(new Run(0, "a\n1\n", ""));
    }

    @Test
    void theCacheIsTrainedByThisCommand() {
        var run = tarn(
                "--safe",
                "--quiet",
                "--format",
                "none",
                "-c",
                "SELECT i % 3 AS k, count(*), sum(i), avg(i) FROM range(1000) t(i) GROUP BY k ORDER BY k");
        assertThat(run).isEqualTo(new Run(0, "", ""));
    }

    @Test
    void scriptsReadScriptsBesideThem() throws IOException {
        Files.createDirectories(folder.resolve("inner"));
        Files.writeString(folder.resolve("inner/one.sql"), "SELECT 1 AS a;\n.read two.sql\n");
        Files.writeString(folder.resolve("inner/two.sql"), "SELECT 2 AS a;\n");
        var outer = Files.writeString(folder.resolve("outer.sql"), ".mode csv\n.read inner/one.sql\nSELECT 3 AS a;\n");
        assertThat(tarn("run", outer.toString())).isEqualTo(new Run(0, "a\n1\na\n2\na\n3\n", ""));
    }

    @Test
    void resultsGoToFilesInTheFormOfTheirEnding() throws IOException {
        var json = folder.resolve("a.json");
        var csv = folder.resolve("b.csv");
        var run = tarn(
                "--format",
                "csv",
                "-c",
                ".once " + json + "\nSELECT 1 AS a; SELECT 2 AS a;\n.output " + csv
                        + "\nSELECT 3 AS a;\n.output\nSELECT 4 AS a");
        assertThat(run).isEqualTo(new Run(0, "a\n2\na\n4\n", ""));
        assertThat(json).hasContent("[{\"a\":1}]");
        assertThat(csv).hasContent("a\n3");
    }

    @Test
    void dotCommandsTellAboutTables() {
        var run = tarn(
                "--format",
                "csv",
                "-c",
                "CREATE TABLE t(a INT, b VARCHAR); INSERT INTO t VALUES (1, 'x');\n.tables\n.schema t");
        assertThat(run.out())
                .isEqualTo("name,kind,columns,rows\nt,table,2,1\nCREATE TABLE t (a INTEGER, b VARCHAR);\n");
        assertThat(tarn("-c", ".schema nope").code()).isEqualTo(ExitCode.FAILED);
        assertThat(tarn("-c", ".tabels").err()).contains("did you mean .tables?");
        assertThat(tarn("-c", ".help").out()).contains(".tables", ".read", ".insights", "Ctrl-C");
        assertThat(tarn("-c", ".functions lag").out()).contains("lag");
    }

    @Test
    void quitEndsAScript() {
        assertThat(tarnReading("SELECT 1 AS a;\n.quit\nSELECT 2 AS a;\n", "--format", "csv")
                        .out())
                .isEqualTo("a\n1\n");
    }

    @Test
    void timesGoToStderr() {
        var run = tarn("--format", "csv", "-c", ".timer on\nSELECT 1 AS a;");
        assertThat(run.out()).isEqualTo("a\n1\n");
        assertThat(run.err()).matches("[0-9.]+ m?s\n");
    }

    @Test
    void machineFormatsAreNeverCut() {
        var run = tarn("--format", "csv", "-c", "FROM range(5000) t(i)");
        assertThat(run.out()).hasLineCount(5001).endsWith("\n4999\n");
        var box = tarn("-c", "FROM range(5000) t(i)");
        assertThat(box.out()).contains("5,000 rows (40 shown)", "│   4999 │");
    }

    @Test
    void explainIsTextForPeople() {
        assertThat(tarn("-c", "EXPLAIN SELECT 1 AS a").out())
                .doesNotContain("│ plan")
                .isNotBlank();
    }

    @Test
    void generateWritesFiles() {
        var run = tarn("generate", "ecommerce", "--out", folder.resolve("shop").toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("customers.csv", "insights --data");
        assertThat(folder.resolve("shop/order_details.csv")).isNotEmptyFile();
    }

    @Test
    void generateRefusesAFileForAFolder() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        assertThat(tarn("generate", "ecommerce", "--out", file.toString()).code())
                .isEqualTo(ExitCode.ENVIRONMENT);
    }
}
