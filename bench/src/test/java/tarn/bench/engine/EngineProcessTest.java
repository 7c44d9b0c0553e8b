package tarn.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.bench.engine.EngineProcess.StatementFailedException;

class EngineProcessTest {
    @Test
    void answersUntilItDies() throws IOException, StatementFailedException {
        try (var tarn = EngineProcess.start(Engines.tarn(1))) {
            assertThat(tarn.run("CREATE TABLE t AS SELECT 1 AS a")).isPositive();
            var taken = tarn.rows("SELECT a, 0.50, 2.5e0, NULL, 'x\ty\\N', [1, 2] FROM t");
            assertThat(taken.rows()).isEqualTo(1);
            assertThat(taken.answer()).isNotNull();
            assertThat(taken.answer().rows().getFirst())
                    .containsExactly("#1", "#0.5", "~2.5", null, "'x\ty\\N", "'[#1, #2]");

            assertThatThrownBy(() -> tarn.time("SELECT nothing"))
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("nothing");
            assertThat(tarn.time("SELECT 1 FROM range(3)").rows()).isEqualTo(3);
            assertThat(tarn.memory().peak()).isNotZero();

            ProcessHandle.of(tarn.pid()).orElseThrow().destroyForcibly();
            assertThatThrownBy(() -> tarn.time("SELECT 2"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the process of tarn ended")
                    .hasMessageContaining("it was at: SELECT 2");
        }
    }

    @Test
    void runsAsAProgram() throws IOException, StatementFailedException {
        var taken = ProgramRun.of(Engines.tarn(1), List.of("CREATE TABLE t AS SELECT 7 AS a", "FROM t"));
        assertThat(taken.answer()).isEqualTo(new Answer(List.of("a"), List.of(List.of("~7"))));
    }

    @Test
    void linesKeepWhatTheyCarry() {
        var fields = List.of("", "a\tb", "c\\d\ne\r", "\\N");
        assertThat(Wire.fields(Wire.line(fields))).isEqualTo(fields);
    }
}
