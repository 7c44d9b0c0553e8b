package tarn.datasets.ecommerce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A question about a shop, with the SQL that answers it and the SQL that says the answer in words.
 *
 * <p>A script is a header of {@code -- key: value} lines (title, question, chart, columns), the query, a line
 * {@code -- finding:}, and a second query. The second query reads the rows of the first as a table named {@code result}
 * and returns one row of two texts: {@code finding}, one or two sentences, and {@code recommendation}, NULL where the
 * data supports none. Every figure in them comes from the result.
 *
 * @param name the name of the script, such as {@code sales_trend}
 * @param title what it is called for people
 * @param question the question it answers
 * @param chart how the result is drawn, if it lends itself to that
 * @param columns the names of the result's columns, in order
 * @param sql the query, without a semicolon
 * @param findingSql the query over {@code result}, without a semicolon
 */
public record Insight(
        String name,
        String title,
        String question,
        Optional<ChartSpec> chart,
        List<String> columns,
        String sql,
        String findingSql) {
    private static final String FINDING = "-- finding:";

    public Insight {
        columns = List.copyOf(columns);
    }

    /** Reads a script; an error if a part of it is missing. */
    public static Insight parse(String name, String script) {
        List<String> lines = script.lines().toList();
        int finding = lines.indexOf(FINDING);
        if (finding < 0) {
            throw new IllegalArgumentException(name + " has no line '" + FINDING + "'");
        }
        String chart = header(name, lines, "chart");
        String columns = header(name, lines, "columns");
        return new Insight(
                name,
                header(name, lines, "title"),
                header(name, lines, "question"),
                chart.equals("none") ? Optional.empty() : Optional.of(ChartSpec.parse(chart)),
                Arrays.stream(columns.split(",")).map(String::strip).toList(),
                statement(lines.subList(0, finding)),
                statement(lines.subList(finding + 1, lines.size())));
    }

    /**
     * The finding in one statement that runs the query anew. Whoever keeps the query's rows in a table named
     * {@code result} saves that and runs {@link #findingSql()}.
     */
    public String findingStatement() {
        return "WITH result AS (\n" + sql + "\n)\n" + findingSql;
    }

    private static String header(String name, List<String> lines, String key) {
        String start = "-- " + key + ":";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()).strip())
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(name + " has no line '" + start + " ...'"));
    }

    private static String statement(List<String> lines) {
        String text = String.join("\n", lines).strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }
}
