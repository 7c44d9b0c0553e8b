package tarn.shell.render;

import java.io.PrintStream;

/** A table of HTML without any style but the side on which numbers stand. */
final class HtmlRenderer implements Renderer {
    @Override
    public void render(Rows rows, PrintStream out, Layout layout) {
        var columns = rows.columns();
        var line = new StringBuilder("<table>\n<thead>\n<tr>");
        columns.forEach(
                column -> line.append("<th>").append(escaped(column.name())).append("</th>"));
        out.append(line.append("</tr>\n</thead>\n<tbody>\n"));
        var cursor = rows.cursor();
        while (!layout.stopped().getAsBoolean() && cursor.next()) {
            line.setLength(0);
            line.append("<tr>");
            for (int i = 0; i < columns.size(); i++) {
                var value = cursor.value(i);
                var type = columns.get(i).type();
                line.append(type.isNumeric() ? "<td style=\"text-align:right\">" : "<td>")
                        .append(
                                value == null
                                        ? "<i>NULL</i>"
                                        : escaped(columns.get(i).text(value)))
                        .append("</td>");
            }
            out.append(line.append("</tr>\n"));
        }
        out.append("</tbody>\n</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
