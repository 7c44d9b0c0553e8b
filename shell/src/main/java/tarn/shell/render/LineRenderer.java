package tarn.shell.render;

import java.io.PrintStream;

/** {@code name = value}, a line each, with an empty line between rows: for rows too wide to stand side by side. */
final class LineRenderer implements Renderer {
    @Override
    public void render(Rows rows, PrintStream out, Layout layout) {
        var columns = rows.columns();
        var style = layout.style();
        int widest = columns.stream()
                .mapToInt(column -> CellText.width(CellText.visible(column.name())))
                .max()
                .orElse(0);
        var cursor = rows.cursor();
        boolean first = true;
        while (!layout.stopped().getAsBoolean() && cursor.next()) {
            out.append(first ? "" : "\n");
            first = false;
            for (int i = 0; i < columns.size(); i++) {
                var value = cursor.value(i);
                var text = columns.get(i).text(value);
                out.append(style.bold(
                                CellText.pad(CellText.visible(columns.get(i).name()), widest, true)))
                        .append(" = ")
                        .append(value == null ? style.dim(text) : text.replace("\n", "\n" + " ".repeat(widest + 3)))
                        .append('\n');
            }
        }
    }
}
