package tarn.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.json.Json;

/** The runs of a suite that were kept, oldest first: a file with a line of JSON for each. */
public record History(List<Json.Obj> runs) {

    /** @return no runs if there is no such file */
    public static History read(Path file) throws IOException {
        var runs = new ArrayList<Json.Obj>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    if (!(Json.tryParse(line) instanceof Json.Obj run)) {
                        throw new IOException("no run of a benchmark in " + file + ": " + line);
                    }
                    runs.add(run);
                }
            }
        }
        return new History(runs);
    }

    public static void append(Path file, Report report) throws IOException {
        Files.writeString(
                file, ReportJson.historyLine(report) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The runs that can be compared with a report, and the report itself as the last, unless it is there already. */
    History of(Report report) {
        var own = (Json.Obj) Json.parse(ReportJson.historyLine(report));
        var comparable = new ArrayList<>(runs.stream()
                .filter(run -> List.of("suite", "machine", "scale", "threads").stream()
                        .allMatch(name -> Objects.equals(run.get(name), own.get(name))))
                .toList());
        if (!comparable.contains(own)) {
            comparable.add(own);
        }
        return new History(comparable);
    }

    /** A label for each run. */
    List<String> labels() {
        return runs.stream()
                .map(run -> text(run.get("when")) + ", commit " + text(run.get("commit")))
                .toList();
    }

    /** A figure of each run; NaN where a run has none. */
    double[] ratios() {
        return runs.stream()
                .mapToDouble(run -> number(run.get("geometric_mean")))
                .toArray();
    }

    /** An engine's median for a case in each run, in milliseconds; NaN where there is none. */
    double[] medians(String query, String engine) {
        return runs.stream()
                .mapToDouble(run ->
                        run.get("queries") instanceof Json.Obj queries && queries.get(query) instanceof Json.Obj times
                                ? number(times.get(engine))
                                : Double.NaN)
                .toArray();
    }

    private static String text(@Nullable Json value) {
        return value instanceof Json.Text text ? text.value() : "?";
    }

    private static double number(@Nullable Json value) {
        return value instanceof Json.Num number ? Double.parseDouble(number.digits()) : Double.NaN;
    }
}
