package tarn.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import tarn.datasets.Datasets;
import tarn.datasets.ProgressListener;
import tarn.engine.Session;
import tarn.engine.Tarn;

/** A data set loaded from the same CSV files into Tarn and into the oracle, to ask both the same. */
public final class Suite implements AutoCloseable {
    private final Tarn tarn = Tarn.open();
    private final Session session = tarn.session();
    private final Connection oracle;

    private Suite(Path folder) throws IOException, SQLException {
        var schema = Files.readString(folder.resolve("schema.sql"));
        session.execute(schema).close();
        oracle = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = oracle.createStatement()) {
            statement.execute(schema);
        }
    }

    /** Makes the data set, loads it, and removes its files. */
    public static Suite of(String dataset, double scale) throws IOException, SQLException {
        var folder = Files.createTempDirectory("tarn-" + dataset);
        try {
            Datasets.find(dataset).orElseThrow().generate(scale, folder, ProgressListener.NONE);
            return new Suite(folder);
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    /** Fails unless both give the same rows, in any order. */
    public void compare(String sql) throws SQLException {
        try (var statement = oracle.createStatement();
                var expected = statement.executeQuery(sql);
                var actual = session.execute(sql)) {
            assertThat(Table.of(actual).sorted().difference(Table.of(expected).sorted()))
                    .isNull();
        }
    }

    public Session session() {
        return session;
    }

    @Override
    public void close() throws SQLException {
        session.close();
        tarn.close();
        oracle.close();
    }
}
