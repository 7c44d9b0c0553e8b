package tarn.bench.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The program that runs in an engine's process. Its arguments: the class of a JDBC driver, a URL, and the class path of the
 * driver, or nothing for our own. It reads requests until its input ends, see {@link Wire}; with further arguments, it runs
 * these statements instead, prints the rows of the last as CSV without quotes, and ends.
 */
public final class EngineMain {
    private final Connection connection;
    private final PrintStream out;

    private EngineMain(Connection connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err); // what an engine prints must not look like an answer
        var driver = driver(arguments[0], arguments[2]);
        try (var connection = driver.connect(arguments[1], new Properties())) {
            if (connection == null) {
                throw new SQLException(arguments[0] + " refuses " + arguments[1]);
            }
            var engine = new EngineMain(connection, out);
            if (arguments.length > 3) {
                engine.runOnce(List.of(arguments).subList(3, arguments.length));
            } else {
                engine.serve();
            }
        }
        out.flush();
    }

    /** The driver of that class, apart from our own classes if it has a class path. */
    private static Driver driver(String name, String classPath) throws IOException, ReflectiveOperationException {
        if (classPath.isEmpty()) {
            return (Driver) Class.forName(name).getDeclaredConstructor().newInstance();
        }
        var urls = new ArrayList<URL>();
        for (var entry : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        // The loader stays open as long as the driver is in use: to the end of the process.
        var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return (Driver) loader.loadClass(name).getDeclaredConstructor().newInstance();
    }

    private void serve() throws IOException, SQLException {
        var metaData = connection.getMetaData();
        say(List.of(Wire.READY, metaData.getDatabaseProductVersion()));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var request = Wire.fields(line);
            try {
                answer(request.getFirst(), request.getLast());
            } catch (SQLException | RuntimeException | StackOverflowError error) {
                say(List.of(Wire.FAILED, String.valueOf(error.getMessage())));
            }
        }
    }

    private void answer(String request, String argument) throws IOException, SQLException {
        switch (request) {
            case Wire.RUN -> say(List.of(Wire.DONE, Long.toString(run(argument))));
            case Wire.TIME -> {
                var taken = query(argument);
                say(List.of(Wire.DONE, Long.toString(taken.nanos), Integer.toString(taken.rows.size())));
            }
            case Wire.ROWS -> {
                var taken = query(argument);
                var lines = new ArrayList<String>(taken.rows.size());
                for (var row : taken.rows) {
                    var values = new ArrayList<@Nullable String>(row.size());
                    for (var value : row) {
                        values.add(Wire.value(value));
                    }
                    lines.add(Wire.row(values));
                }
                out.println(
                        Wire.line(List.of(Wire.DONE, Long.toString(taken.nanos), Integer.toString(taken.rows.size()))));
                out.println(Wire.line(taken.columns));
                lines.forEach(out::println);
                out.flush();
            }
            case Wire.MEMORY -> say(List.of(Wire.DONE, kilobytes("VmRSS:"), kilobytes("VmHWM:")));
            default -> throw new IllegalArgumentException("unknown request: " + request);
        }
    }

    private void say(List<String> fields) {
        out.println(Wire.line(fields));
        out.flush();
    }

    private record Taken(long nanos, List<String> columns, List<List<@Nullable Object>> rows) {}

    private long run(String sql) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return System.nanoTime() - start;
    }

    /** The time holds execution and the reading of every value of every row. */
    private Taken query(String sql) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return new Taken(System.nanoTime() - start, List.of(), List.of());
            }
            try (var result = statement.getResultSet()) {
                var columns = columns(result);
                var rows = new ArrayList<List<@Nullable Object>>();
                while (result.next()) {
                    var row = new ArrayList<@Nullable Object>(columns.size());
                    for (int column = 1; column <= columns.size(); column++) {
                        row.add(result.getObject(column));
                    }
                    rows.add(row);
                }
                return new Taken(System.nanoTime() - start, columns, rows);
            }
        }
    }

    private static List<String> columns(ResultSet result) throws SQLException {
        var metaData = result.getMetaData();
        var columns = new ArrayList<String>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(metaData.getColumnLabel(column));
        }
        return columns;
    }

    private void runOnce(List<String> statements) throws SQLException {
        for (var sql : statements.subList(0, statements.size() - 1)) {
            run(sql);
        }
        var taken = query(statements.getLast());
        out.println(String.join(",", taken.columns));
        for (var row : taken.rows) {
            out.println(String.join(
                    ",",
                    row.stream()
                            .map(value -> value == null ? "" : value.toString())
                            .toList()));
        }
    }

    /** A figure of this process that Linux keeps; -1 elsewhere. */
    private static String kilobytes(String name) throws IOException {
        var status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (var line : Files.readAllLines(status)) {
                if (line.startsWith(name)) {
                    return line.substring(name.length()).replace("kB", "").strip();
                }
            }
        }
        return "-1";
    }
}
