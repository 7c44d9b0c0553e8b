package tarn.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuitesTest {
    /** No scale is too small, though some of the numbers in the data come from parts of it. */
    @ParameterizedTest
    @CsvSource({"h2o, 2", "clickbench, 1", "window, 1"})
    void runsAtTheSmallestScale(String name, int count) throws SQLException {
        var suites = Suites.find(name);
        assertThat(suites).hasSize(count);
        for (var suite : suites) {
            try (var connection = DriverManager.getConnection("jdbc:tarn:");
                    var statement = connection.createStatement()) {
                statement.execute(suite.load(0.5, Path.of("")));
                for (var one : suite.cases(0.5, Path.of(""))) {
                    assertThat(statement.execute(one.sql())).as(one.name()).isTrue();
                }
            }
        }
    }
}
