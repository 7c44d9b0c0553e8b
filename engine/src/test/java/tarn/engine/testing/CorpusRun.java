package tarn.engine.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs files of SQLite's sqllogictest corpus through the JDBC driver, each with a database of its own, and says what failed and
 * how many statements a second were done: {@code CorpusRun [-seconds N] [-show N] [-url jdbc:...] FILE|DIRECTORY...}.
 * Records are taken that are not only for another database; {@code /} of integers is an integer and NULL by zero, as the corpus expects.
 */
public final class CorpusRun {
    private static final String NAME = "duckdb";

    private final Statement statement;
    private final int show;
    private final long end;
    private final Map<String, String> labels = new HashMap<>();
    private int threshold;
    private int done;
    private int failed;

    private CorpusRun(Statement statement, int show, long end) {
        this.statement = statement;
        this.show = show;
        this.end = end;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int seconds = 60;
        int show = 3;
        var url = "jdbc:tarn:";
        var files = new ArrayList<Path>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "-show" -> show = Integer.parseInt(arguments[++i]);
                case "-url" -> url = arguments[++i];
                default -> files.addAll(tests(Path.of(arguments[i])));
            }
        }
        long start = System.nanoTime();
        long total = 0;
        long failures = 0;
        for (var file : files) {
            long left = start + seconds * 1_000_000_000L;
            if (System.nanoTime() > left) {
                System.out.println("out of time before " + file);
                break;
            }
            try (var connection = DriverManager.getConnection(url);
                    var statement = prepare(connection)) {
                long begin = System.nanoTime();
                var run = new CorpusRun(statement, show, left);
                run.file(file);
                double spent = (System.nanoTime() - begin) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d done, %d failed, %.1f s, %.0f a second%n",
                        file,
                        run.done,
                        run.failed,
                        spent,
                        run.done / spent);
                total += run.done;
                failures += run.failed;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d files, %d done, %d failed, %.0f a second%n",
                files.size(),
                total,
                failures,
                total / ((System.nanoTime() - start) / 1e9));
    }

    private static Statement prepare(Connection connection) throws SQLException {
        var statement = connection.createStatement();
        statement.execute("SET integer_division = true");
        statement.execute("SET error_on_division_by_zero = false");
        statement.execute("SET default_null_order = 'nulls_first_on_asc_last_on_desc'");
        return statement;
    }

    private static List<Path> tests(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var found = Files.walk(path)) {
            return found.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
        }
    }

    private void file(Path path) throws IOException {
        try (var reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            var records = new Records(reader);
            while (records.next() && System.nanoTime() < end) {
                var head = records.lines.getFirst().split("\\s+");
                switch (head[0]) {
                    case "halt" -> {
                        return;
                    }
                    case "hash-threshold" -> threshold = Integer.parseInt(head[1]);
                    default -> count(path, records, head);
                }
            }
        }
    }

    private void count(Path path, Records records, String[] head) {
        done++;
        var failure = head[0].equals("query") ? query(records, head) : statement(records, head);
        if (failure != null) {
            failed++;
            if (failed <= show) {
                System.out.println(path + ":" + records.first + ": " + failure + "\n" + records.sql());
            }
        }
    }

    private @Nullable String statement(Records records, String[] head) {
        boolean wanted = head[1].equals("ok");
        try {
            statement.execute(records.sql());
            return wanted ? null : "no error";
        } catch (SQLException error) {
            return wanted ? error.getMessage() : null;
        }
    }

    private @Nullable String query(Records records, String[] head) {
        try (var rows = statement.executeQuery(records.sql())) {
            var actual = values(rows, head[1], head.length > 2 ? head[2] : "nosort");
            var expected = records.expected();
            var label = head.length > 3 ? labels.putIfAbsent(head[3], hash(actual)) : null;
            if (label != null && !label.equals(hash(actual))) {
                return "another result than the query with the label " + head[3];
            }
            boolean hashed = expected.size() == 1 && expected.getFirst().contains(" values hashing to ");
            if (hashed || (threshold > 0 && actual.size() > threshold)) {
                var found = actual.size() + " values hashing to " + hash(actual);
                return expected.equals(List.of(found)) ? null : "expected " + expected + " but got " + found;
            }
            return actual.equals(expected) ? null : "expected " + expected + " but got " + actual;
        } catch (SQLException error) {
            return error.getMessage();
        }
    }

    private static List<String> values(ResultSet rows, String types, String order) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        if (width != types.length()) {
            throw new SQLException("expected " + types.length() + " columns but got " + width);
        }
        var lines = new ArrayList<List<String>>();
        while (rows.next()) {
            var line = new ArrayList<String>(width);
            for (int i = 0; i < width; i++) {
                line.add(text(rows.getObject(i + 1), types.charAt(i)));
            }
            lines.add(line);
        }
        if (order.equals("rowsort")) {
            lines.sort((a, b) -> {
                for (int i = 0; i < width; i++) {
                    int compared = a.get(i).compareTo(b.get(i));
                    if (compared != 0) {
                        return compared;
                    }
                }
                return 0;
            });
        }
        var values = new ArrayList<String>();
        lines.forEach(values::addAll);
        if (order.equals("valuesort")) {
            values.sort(null);
        }
        return values;
    }

    private static String text(@Nullable Object value, char type) {
        if (value == null) {
            return "NULL";
        }
        return switch (type) {
            case 'I' ->
                switch (value) {
                    case Boolean truth -> truth ? "1" : "0";
                    case Float number ->
                        BigDecimal.valueOf(number).toBigInteger().toString();
                    case Double number ->
                        BigDecimal.valueOf(number).toBigInteger().toString();
                    case BigDecimal number -> number.toBigInteger().toString();
                    case Number number -> number.toString();
                    default -> whole(value.toString());
                };
            case 'R' ->
                String.format(
                        Locale.ROOT,
                        "%.3f",
                        value instanceof BigInteger big
                                ? new BigDecimal(big)
                                : value instanceof BigDecimal decimal ? decimal : ((Number) value).doubleValue());
            default -> {
                var text = value.toString();
                yield text.isEmpty() ? "(empty)" : text.replaceAll("[^ -~]", "@");
            }
        };
    }

    /** SQLite reads a number at the beginning of a text. */
    private static String whole(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? "0" : text.substring(0, end);
    }

    private static String hash(List<String> values) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            values.forEach(value -> digest.update((value + "\n").getBytes(StandardCharsets.ISO_8859_1)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException(error);
        }
    }

    /** The records of a file, one after another; those for other databases are left out. */
    private static final class Records {
        private final BufferedReader reader;
        private final List<String> lines = new ArrayList<>();
        private int at;
        private int first;

        private Records(BufferedReader reader) {
            this.reader = reader;
        }

        private boolean next() throws IOException {
            while (read()) {
                boolean mine = true;
                while (!lines.isEmpty()
                        && (lines.getFirst().startsWith("onlyif")
                                || lines.getFirst().startsWith("skipif"))) {
                    var words = lines.removeFirst().split("\\s+");
                    mine &= words[0].equals("onlyif") == words[1].equals(NAME);
                }
                if (mine && !lines.isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        private boolean read() throws IOException {
            lines.clear();
            String line;
            while ((line = reader.readLine()) != null) {
                at++;
                if (line.isBlank()) {
                    if (!lines.isEmpty()) {
                        return true;
                    }
                } else if (!line.startsWith("#")) {
                    if (lines.isEmpty()) {
                        first = at;
                    }
                    lines.add(line);
                }
            }
            return !lines.isEmpty();
        }

        private String sql() {
            int end = lines.indexOf("----");
            return String.join("\n", lines.subList(1, end < 0 ? lines.size() : end));
        }

        private List<String> expected() {
            int end = lines.indexOf("----");
            return end < 0 ? List.of() : List.copyOf(lines.subList(end + 1, lines.size()));
        }
    }
}
