package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.engine.testing.RandomRun;

/** A few random queries give what DuckDB gives, however they are run; {@link RandomRun} does it by the hour. */
class RandomQueriesTest {
    @ParameterizedTest
    @ValueSource(longs = {601, 602, 701})
    void asTheOracle(long seed) throws SQLException {
        assertThat(RandomRun.differences(seed, 20)).isEmpty();
    }
}
