package tarn.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A suite that is all SQL: {@code NAME-data.sql} makes its tables, {@code NAME.sql} has its queries, each behind a comment
 * with its name. Both engines make the same tables, since the data are computed from row numbers.
 */
final class SuiteScript {
    private SuiteScript() {}

    /** @param rows of the largest table */
    static String data(String name, double rows) {
        return read(name + "-data.sql").replace("$rows", String.format(Locale.ROOT, "%.0f", Math.max(1, rows)));
    }

    static List<Case> queries(String name) {
        var queries = new ArrayList<Case>();
        for (var part : read(name + ".sql").split("(?m)^-- ")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                var sql = part.substring(end + 1).strip();
                queries.add(Case.hot(part.substring(0, end), sql.substring(0, sql.length() - 1)));
            }
        }
        return queries;
    }

    private static String read(String resource) {
        try (InputStream in = SuiteScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
