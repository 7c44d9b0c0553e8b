package tarn.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/functions.md is what the registry says; {@code -Ddocs.write=true} writes it anew. */
class FunctionsDocTest {
    private static final String PREFACE = """
        # Functions

        Names are case-insensitive. A function gives NULL when an argument is NULL, unless it says otherwise. Examples are
        expressions that are true; those of aggregates over `range(1, 5) t(x)`, the numbers 1 to 4. Which arguments are
        converted to fit a function stands in [sql.md](sql.md).

        Regular expressions are those of `java.util.regex`, in RE2's dialect where common patterns differ. They
        backtrack: a pattern such as `(a+)+$` may take time exponential in the length of a string.
        """;

    @Test
    void theDocumentIsUpToDate() throws IOException {
        var path = document();
        var text = text();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(path, text);
        }
        assertThat(Files.readString(path)).isEqualTo(text);
    }

    /** The document, whether the test runs in the repository or in the module. */
    private static Path document() {
        return Files.isDirectory(Path.of("docs")) ? Path.of("docs/functions.md") : Path.of("../docs/functions.md");
    }

    private static String text() {
        var text = new StringBuilder(PREFACE);
        var topics = Functions.all().stream()
                .collect(Collectors.groupingBy(FunctionEntry::topic, TreeMap::new, Collectors.toList()));
        topics.forEach((topic, entries) -> {
            text.append("\n## ").append(topic).append("\n\n| Function | Meaning | Example |\n|---|---|---|\n");
            for (var entry : entries) {
                text.append("| `").append(cell(entry.name())).append('`');
                for (var alias : entry.aliases()) {
                    text.append(", `").append(cell(alias)).append('`');
                }
                text.append(" | ").append(cell(entry.doc())).append(" | ");
                if (!entry.example().isEmpty()) {
                    text.append('`').append(cell(entry.example())).append('`');
                }
                text.append(" |\n");
            }
        });
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
