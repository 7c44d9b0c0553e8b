package tarn.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FormattingTest {
    /** With {@code -Dformat} the files are rewritten instead: see CONTRIBUTING.md. */
    @Test
    void everyJavaFileIsFormatted() throws IOException {
        if (Boolean.getBoolean("format")) {
            Formatting.main(new String[0]);
        }
        assertThat(Sources.javaFiles())
                .allSatisfy(file -> assertThat(isFormatted(file))
                        .as("%s is not formatted; `mvn -q test -pl quality -Dformat=true` does it", Sources.name(file))
                        .isTrue());
    }

    private static boolean isFormatted(Path file) throws FormatterException {
        var text = Sources.read(file);
        return Formatting.format(text).equals(text);
    }
}
