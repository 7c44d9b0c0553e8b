package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.engine.query.optimize.Optimizer;
import tarn.engine.testing.SltFile;
import tarn.engine.testing.SltRunner;

/**
 * Every file under {@code src/test/slt}, on one thread and several, with batches of 1, 3 and 2048 rows; and against DuckDB.
 * {@code -Dslt=PATH} runs only files whose path contains it.
 */
class SltTest {
    private static final Path ROOT = Path.of(System.getProperty("tarn.slt", "src/test/slt"));

    static List<Path> files() throws IOException {
        var only = System.getProperty("slt", "");
        try (var paths = Files.walk(ROOT)) {
            return paths.filter(path -> path.toString().endsWith(".slt"))
                    .filter(path -> path.toString().contains(only))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void defaultBatches(Path path) throws IOException {
        check(path, 4, 2048);
    }

    @ParameterizedTest
    @MethodSource("files")
    void batchesOfOneRow(Path path) throws IOException {
        check(path, 1, 1);
    }

    @ParameterizedTest
    @MethodSource("files")
    void batchesOfThreeRows(Path path) throws IOException {
        check(path, 4, 3);
    }

    @ParameterizedTest
    @MethodSource("files")
    void withoutOptimizer(Path path) throws IOException {
        try (var database = Tarn.open();
                var session = database.session()) {
            database.setThreads(1);
            var passes = Optimizer.passes().stream()
                    .filter(pass -> !pass.startsWith("unnest"))
                    .toList();
            session.settings().set("disabled_optimizers", String.join(",", passes));
            assertThat(SltRunner.run(SltFile.read(path), session)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void theOracleAgrees(Path path) throws Exception {
        // With several threads it may keep another one of two values that a collation calls equal.
        try (var oracle = DriverManager.getConnection("jdbc:duckdb:");
                var statement = oracle.createStatement()) {
            statement.execute("SET threads = 1");
            assertThat(SltRunner.runOracle(SltFile.read(path), oracle)).isEmpty();
        }
    }

    private static void check(Path path, int threads, int batchRows) throws IOException {
        try (var database = Tarn.open();
                var session = database.session()) {
            database.setThreads(threads);
            session.settings().set("batch_size", Integer.toString(batchRows));
            assertThat(SltRunner.run(SltFile.read(path), session)).isEmpty();
        }
    }
}
