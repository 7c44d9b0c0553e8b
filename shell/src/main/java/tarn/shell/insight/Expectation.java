package tarn.shell.insight;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tarn.shell.render.Format;
import tarn.shell.render.Layout;
import tarn.shell.render.ResultRows;

/** The answers known for the shop that comes with Tarn: rows as CSV, then finding and recommendation, a line each. */
final class Expectation {
    private Expectation() {}

    /** The first line that is not as it should be, in words; empty if all are. */
    static String difference(InsightRun run) {
        var expected = expected(run.insight().name());
        var found = text(run);
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            var wanted = i < expected.size() ? expected.get(i) : "the end";
            var got = i < found.size() ? found.get(i) : "the end";
            if (!wanted.equals(got)) {
                return "line " + (i + 1) + " should be\n  " + wanted + "\nbut is\n  " + got;
            }
        }
        return "";
    }

    /** An answer in the form in which answers are kept. */
    static List<String> text(InsightRun run) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            Format.CSV.renderer().render(new ResultRows(run.rows()), out, Layout.PLAIN);
            out.append("-- finding: ").append(run.finding()).append('\n');
            var recommendation = run.recommendation();
            if (recommendation != null) {
                out.append("-- recommendation: ").append(recommendation).append('\n');
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> expected(String name) {
        var resource = "expected/" + name + ".txt";
        try (InputStream in = Expectation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
