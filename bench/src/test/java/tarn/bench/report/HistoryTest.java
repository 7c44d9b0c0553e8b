package tarn.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.bench.measure.Footprint;
import tarn.bench.measure.Measured;
import tarn.bench.measure.Times;

class HistoryTest {
    @TempDir
    private Path folder;

    private static Report report(String when, double scale, double tarn, double other) {
        var times = List.of(new Times("tarn", 50, List.of(tarn)), new Times("duckdb", 40, List.of(other)));
        var footprints = List.of(new Footprint("tarn", 10, 1 << 20, -1), new Footprint("duckdb", 12, 1 << 20, 2 << 20));
        var measured = List.of(new Measured("q<1>", times, null), new Measured("q2", times, "1 rows against 2"));
        var machine = new Machine("a cpu", 2, 1L << 30, "25");
        return new Report("tpch", scale, 2, 1, when, "abc", machine, footprints, measured);
    }

    @Test
    void aPageShowsTheRunsThatCompare() throws IOException {
        var file = folder.resolve("tpch.jsonl");
        History.append(file, report("2026-01-01T00:00:00Z", 1, 8, 4));
        History.append(file, report("2026-01-02T00:00:00Z", 10, 80, 40));
        History.append(file, report("2026-01-03T00:00:00Z", 1, 6, 4));
        var history = History.read(file);
        assertThat(Files.readAllLines(file)).hasSize(3);

        var last = report("2026-01-04T00:00:00Z", 1, 2, 4);
        var runs = history.of(last);
        assertThat(runs.ratios()).containsExactly(2, 1.5, 0.5);
        assertThat(runs.medians("q2", "tarn")).containsExactly(8, 6, 2);
        assertThat(runs.medians("q3", "tarn")).containsExactly(Double.NaN, Double.NaN, Double.NaN);

        var page = new HtmlPage();
        page.add(last, history);
        assertThat(page.html())
                .contains("q&lt;1&gt;", "0.500", "1 rows against 2", "2026-01-03", "unknown memory")
                .doesNotContain("q<1>", "2026-01-02");
    }

    @Test
    void noHistoryIsAnEmptyOne() throws IOException {
        assertThat(History.read(folder.resolve("none.jsonl")).runs()).isEmpty();
    }
}
