package tarn.bench.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query.
 *
 * @param rows values with their marks: {@code #} before an exact number, {@code ~} before a floating-point number, {@code '}
 *     before anything else
 */
public record Answer(List<String> columns, List<List<@Nullable String>> rows) {

    /** What a program printed as CSV: numbers by their looks, and without regard to their types. */
    static Answer ofCsv(List<String> lines) {
        var rows = lines.stream()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)).stream()
                        .map(Answer::marked)
                        .<@Nullable String>map(value -> value)
                        .toList())
                .toList();
        return new Answer(lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1)), rows);
    }

    /** The values of each row with blanks between them, a line each. */
    public String text() {
        return rows.stream()
                .map(row -> row.stream()
                        .map(value -> value == null ? "" : value.substring(1))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String marked(String value) {
        return (value.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?") ? "~" : "'") + value;
    }
}
