package tarn.bench;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The engines of a run: Tarn, and DuckDB if it is asked for. DuckDB's driver is no part of Tarn: it is taken from the class
 * path, from a jar that is named, or from the local Maven repository.
 */
record Contenders(List<Contender> all) implements AutoCloseable {

    static Contenders open(boolean versus, @Nullable Path duckdbJar, int threads) throws IOException, SQLException {
        var all = new ArrayList<Contender>();
        all.add(new Contender("tarn", DriverManager.getConnection("jdbc:tarn:?threads=" + threads)));
        if (versus) {
            var connection = duckdb(duckdbJar).connect("jdbc:duckdb:", new Properties());
            if (connection == null) {
                throw new SQLException("DuckDB's driver refuses jdbc:duckdb:");
            }
            var duckdb = new Contender("duckdb", connection);
            duckdb.execute("SET threads = " + threads);
            all.add(duckdb);
        }
        return new Contenders(List.copyOf(all));
    }

    private static Driver duckdb(@Nullable Path jar) throws IOException, SQLException {
        if (jar == null) {
            try {
                return DriverManager.getDriver("jdbc:duckdb:");
            } catch (SQLException _) {
                return duckdb(fromLocalRepository());
            }
        }
        // The loader stays open as long as the driver is in use: to the end of the process.
        var loader = new URLClassLoader(new java.net.URL[] {jar.toUri().toURL()});
        try {
            return (Driver) loader.loadClass("org.duckdb.DuckDBDriver")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException error) {
            throw new IOException("no DuckDB driver in " + jar, error);
        }
    }

    private static Path fromLocalRepository() throws IOException {
        var folder = Path.of(System.getProperty("user.home"), ".m2", "repository", "org", "duckdb", "duckdb_jdbc");
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                var jar = files.filter(file -> file.toString().endsWith(".jar")).max(Comparator.naturalOrder());
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        throw new IOException(
                "no DuckDB driver: name its jar with --duckdb-jar, or run the tests once, which fetch it");
    }

    @Override
    public void close() throws SQLException {
        for (var contender : all) {
            contender.connection().close();
        }
    }
}
