package tarn.shell.render;

import java.io.PrintStream;

/** A table of GitHub's Markdown; numbers stand on the right. */
final class MarkdownRenderer implements Renderer {
    @Override
    public void render(Rows rows, PrintStream out, Layout layout) {
        var columns = rows.columns();
        var line = new StringBuilder("|");
        columns.forEach(
                column -> line.append(' ').append(escaped(column.name())).append(" |"));
        line.append("\n|");
        columns.forEach(column -> line.append(column.type().isNumeric() ? "--:|" : "---|"));
        out.append(line.append('\n'));
        var cursor = rows.cursor();
        while (!layout.stopped().getAsBoolean() && cursor.next()) {
            line.setLength(0);
            line.append('|');
            for (int i = 0; i < columns.size(); i++) {
                line.append(' ')
                        .append(escaped(columns.get(i).text(cursor.value(i))))
                        .append(" |");
            }
            out.append(line.append('\n'));
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("\r\n", "<br>")
                .replace("\n", "<br>")
                .replace("\r", "<br>");
    }
}
