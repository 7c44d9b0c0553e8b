package tarn.shell;

import java.io.BufferedReader;
import java.io.IOException;
import tarn.sql.text.StatementSplitter;

/** Takes a script apart as its lines come in: SQL up to a closing semicolon, and dot-commands, which are lines of their own. */
final class ScriptText {
    /** Takes the parts; false ends the script. */
    interface Parts {
        /** SQL of one or more statements. Empty lines stand for what came before, so that line numbers are those of the script. */
        boolean sql(String text);

        /** A line that starts with a dot. */
        boolean command(String line);
    }

    private ScriptText() {}

    static void read(BufferedReader lines, Parts parts) throws IOException {
        var text = new StringBuilder();
        int before = 0;
        int here = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            here++;
            if (line.startsWith(".") && !isNumber(line) && isBetweenStatements(text.toString())) {
                if (!parts.command(line.strip())) {
                    return;
                }
                text.setLength(0);
                before = here;
                continue;
            }
            text.append(line).append('\n');
            if (line.indexOf(';') >= 0 && StatementSplitter.isComplete(text.toString())) {
                if (!parts.sql("\n".repeat(before) + text)) {
                    return;
                }
                text.setLength(0);
                before = here;
            }
        }
        if (!text.toString().isBlank()) {
            parts.sql("\n".repeat(before) + text);
        }
    }

    private static boolean isBetweenStatements(String text) {
        return StatementSplitter.state(text) == StatementSplitter.State.EMPTY;
    }

    private static boolean isNumber(String line) {
        return line.length() > 1 && Character.isDigit(line.charAt(1));
    }
}
