package tarn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command, on data so small that it says nothing about speed. */
class BenchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return BenchCommand.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void comparesTheInsightsWithDuckDb() {
        assertThat(run("insights", "--scale", "1", "--vs", "duckdb", "--runs", "1"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("sales_trend", "different results: 0");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("nothing")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown suite: nothing");
    }
}
