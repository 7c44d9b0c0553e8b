package tarn.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class FormattingTest {
    /** With {@code -Dformat=true} the files are rewritten first: see CONTRIBUTING.md. */
    @Test
    void everyJavaFileIsFormatted() throws IOException, FormatterException {
        if (Boolean.getBoolean("format")) {
            Formatting.main(new String[0]);
        }
        var unformatted = new ArrayList<String>();
        for (var file : Sources.javaFiles()) {
            var text = Sources.read(file);
            if (!Formatting.format(text).equals(text)) {
                unformatted.add(Sources.name(file));
            }
        }
        assertThat(unformatted)
                .as("not formatted; this does it: mvn -q test -pl quality -Dtest=FormattingTest -Dformat=true")
                .isEmpty();
    }
}
