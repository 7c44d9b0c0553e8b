package tarn.shell.render;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * CSV and TSV with a header row and line feeds. In CSV what needs quotes has them, an empty text is {@code ""} and NULL is
 * nothing; in TSV tabs, line breaks and backslashes are escaped and NULL is nothing.
 */
record SeparatedRenderer(char separator) implements Renderer {
    @Override
    public void render(Rows rows, PrintStream out, Layout layout) {
        var columns = rows.columns();
        var line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            field(line, i, columns.get(i).name());
        }
        end(line, out);
        var cursor = rows.cursor();
        while (!layout.stopped().getAsBoolean() && cursor.next()) {
            for (int i = 0; i < columns.size(); i++) {
                var value = cursor.value(i);
                field(line, i, value == null ? null : columns.get(i).text(value));
            }
            end(line, out);
        }
    }

    private void field(StringBuilder line, int index, @Nullable String text) {
        if (index > 0) {
            line.append(separator);
        }
        if (text == null) {
            return;
        }
        if (separator == '\t') {
            escaped(line, text);
        } else if (text.isEmpty() || needsQuotes(text)) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }

    private boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private static void escaped(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\\' -> line.append("\\\\");
                default -> line.append(c);
            }
        }
    }

    private static void end(StringBuilder line, PrintStream out) {
        out.append(line.append('\n'));
        line.setLength(0);
    }
}
