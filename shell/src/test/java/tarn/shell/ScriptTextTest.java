package tarn.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTextTest {
    private static List<String> parts(String script) throws IOException {
        var parts = new ArrayList<String>();
        ScriptText.read(new BufferedReader(new StringReader(script)), new ScriptText.Parts() {
            @Override
            public boolean sql(String text) {
                parts.add(text);
                return !text.contains("stop");
            }

            @Override
            public boolean command(String line) {
                parts.add(line);
                return true;
            }
        });
        return parts;
    }

    @Test
    void statementsAndCommandsInTurn() throws IOException {
        assertThat(parts(".a b\nSELECT 1;\n.c\nSELECT\n2"))
                .containsExactly(".a b", "\nSELECT 1;\n", ".c", "\n\n\nSELECT\n2\n");
    }

    @Test
    void dotsInsideStatementsAreNoCommands() throws IOException {
        assertThat(parts("SELECT\n.5;\nSELECT '\n.quit\n';"))
                .containsExactly("SELECT\n.5;\n", "\n\nSELECT '\n.quit\n';\n");
    }

    @Test
    void linesKeepTheirNumbers() throws IOException {
        assertThat(parts("SELECT 1;\n\n-- two\nSELECT 2;\n")).containsExactly("SELECT 1;\n", "\n\n-- two\nSELECT 2;\n");
    }

    @Test
    void theReceiverMayEndIt() throws IOException {
        assertThat(parts("stop;\nSELECT 1;\n")).containsExactly("stop;\n");
    }
}
