package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tarn.sql.error.ErrorRenderer;
import tarn.sql.error.SqlException;

/**
 * Errors as people read them: {@code errors.txt} holds wrong statements, each with the whole text that is shown for it. To
 * write down what is shown now, run {@code main} with the path of the file, and read every change.
 */
class ErrorTextTest {
    private static final String RULE = "----";

    /** @param shown empty for what prepares the tables */
    private record Entry(String sql, List<String> shown) {}

    @Test
    void everyErrorReadsAsWrittenDown() throws IOException {
        try (var in = ErrorTextTest.class.getResourceAsStream("errors.txt")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rewritten(text)).isEqualTo(text);
        }
    }

    public static void main(String[] paths) throws IOException {
        var path = Path.of(paths[0]);
        Files.writeString(path, rewritten(Files.readString(path)));
    }

    /** The file with what is shown now; comments and statements that succeed stay as they are. */
    private static String rewritten(String text) {
        var out = new ArrayList<String>();
        try (var database = Tarn.open();
                var session = database.session()) {
            for (var block : text.strip().split("\n\n+")) {
                out.add(block.startsWith("#") ? block : rewritten(entry(block), session));
            }
        }
        return String.join("\n\n", out) + "\n";
    }

    private static Entry entry(String block) {
        var lines = block.lines().toList();
        int rule = lines.indexOf(RULE);
        return rule < 0
                ? new Entry(block, List.of())
                : new Entry(String.join("\n", lines.subList(0, rule)), lines.subList(rule + 1, lines.size()));
    }

    private static String rewritten(Entry entry, Session session) {
        try (var result = session.execute(entry.sql())) {
            return entry.shown().isEmpty()
                    ? entry.sql()
                    : entry.sql() + "\n" + RULE + "\nno error, rows: " + result.rows();
        } catch (SqlException error) {
            return entry.sql() + "\n" + RULE + "\n" + error.code() + "\n" + ErrorRenderer.render(error, error.sql());
        }
    }
}
