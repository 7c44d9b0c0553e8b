package tarn.shell.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void tellsShareAndTime() {
        assertThat(ProgressLine.text(0.25, 2))
                .isEqualTo("██████░░░░░░░░░░░░░░░░░░ 25 %  2.0 s, about 6 s left  (Ctrl-C stops it)");
        assertThat(ProgressLine.text(0, 1)).isEqualTo("░░░░░░░░░░░░░░░░░░░░░░░░  0 %  1.0 s  (Ctrl-C stops it)");
        assertThat(ProgressLine.text(2, 1)).contains("99 %");
    }

    @Test
    void whatIsQuickShowsNothing() {
        var bytes = new ByteArrayOutputStream();
        var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (var _ = ProgressLine.start(err, () -> 0.5)) {
            err.flush();
        }
        assertThat(bytes.size()).isZero();
    }
}
