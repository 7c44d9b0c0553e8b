package tarn.shell.render;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The view for people: a box with types under names and numbers on the right. Of a long result the head and the tail are
 * shown, of a wide one the outer columns; the footer says so.
 */
final class BoxRenderer implements Renderer {
    /** Columns wider than this are cut before any column is left out. */
    private static final int NARROWEST_CUT = 16;

    private static final String DOTS = "·";
    private static final String GAP = "…";

    /** A cell as it is shown. */
    private record Cell(String text, boolean isNull) {}

    /** A column as it is shown; {@code index} is -1 for the gap where columns are left out. */
    private record Shown(int index, int width) {}

    @Override
    public void render(Rows rows, PrintStream out, Layout layout) {
        long count = rows.count();
        boolean all = layout.maxRows() <= 0 || count <= layout.maxRows();
        long head = all ? count : (layout.maxRows() + 1) / 2;
        long tail = all ? 0 : layout.maxRows() - head;
        var cells = read(rows, head, tail);
        var widths = widths(rows, cells, layout);
        var shown = fit(widths, layout.width());
        write(rows, cells, all ? -1 : (int) head, shown, new Page(out, layout.style()));
        footer(rows, head + tail, shown, out, layout);
    }

    private static List<Cell[]> read(Rows rows, long head, long tail) {
        var cells = new ArrayList<Cell[]>();
        var cursor = rows.cursor();
        for (long row = 0; row < head && cursor.next(); row++) {
            cells.add(cells(rows, cursor));
        }
        if (tail > 0) {
            cursor.skip(rows.count() - head - tail);
            while (cursor.next()) {
                cells.add(cells(rows, cursor));
            }
        }
        return cells;
    }

    private static Cell[] cells(Rows rows, Rows.Cursor cursor) {
        var columns = rows.columns();
        var cells = new Cell[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            var value = cursor.value(i);
            cells[i] = new Cell(CellText.visible(columns.get(i).text(value)), value == null);
        }
        return cells;
    }

    private static int[] widths(Rows rows, List<Cell[]> cells, Layout layout) {
        var columns = rows.columns();
        var widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int width = Math.max(CellText.width(name(rows, i)), CellText.width(type(rows, i)));
            for (var row : cells) {
                width = Math.max(width, CellText.width(row[i].text()));
            }
            widths[i] = Math.max(1, width);
        }
        return widths;
    }

    private static String name(Rows rows, int column) {
        return CellText.visible(rows.columns().get(column).name());
    }

    private static String type(Rows rows, int column) {
        return rows.columns().get(column).type().sql().replace("\"", "").toLowerCase(Locale.ROOT);
    }

    /** Which columns, and how wide: all if they fit; else the widest cut; else some in the middle left out. */
    private static List<Shown> fit(int[] widths, int room) {
        var all = IntStream.range(0, widths.length).boxed().toList();
        if (room <= 0 || total(widths, all, Integer.MAX_VALUE, false) <= room) {
            return shown(widths, all, Integer.MAX_VALUE, false);
        }
        if (total(widths, all, NARROWEST_CUT, false) <= room) {
            return shown(widths, all, widestCut(widths, all, room, false), false);
        }
        var left = new ArrayList<Integer>();
        var right = new ArrayList<Integer>();
        for (int i = 0; i < widths.length; i++) {
            boolean toLeft = i % 2 == 0;
            var side = toLeft ? left : right;
            side.add(toLeft ? side.size() : 0, toLeft ? i / 2 : widths.length - 1 - i / 2);
            if (total(widths, joined(left, right), NARROWEST_CUT, true) > room && left.size() + right.size() > 1) {
                side.remove(toLeft ? side.size() - 1 : 0);
                break;
            }
        }
        var kept = joined(left, right);
        return shown(
                widths, kept, widestCut(widths, kept, room, kept.size() < widths.length), kept.size() < widths.length);
    }

    private static List<Integer> joined(List<Integer> left, List<Integer> right) {
        var both = new ArrayList<>(left);
        both.addAll(right);
        return both;
    }

    private static int total(int[] widths, List<Integer> columns, int cut, boolean gap) {
        return columns.stream().mapToInt(i -> Math.min(widths[i], cut) + 3).sum() + 1 + (gap ? 4 : 0);
    }

    private static int widestCut(int[] widths, List<Integer> columns, int room, boolean gap) {
        int low = 1;
        int high = room;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (total(widths, columns, middle, gap) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static List<Shown> shown(int[] widths, List<Integer> columns, int cut, boolean gap) {
        var shown = new ArrayList<Shown>();
        int expected = 0;
        for (int i : columns) {
            if (i != expected) {
                shown.add(new Shown(-1, 1));
            }
            shown.add(new Shown(i, Math.min(widths[i], cut)));
            expected = i + 1;
        }
        if (gap && expected < widths.length) {
            shown.add(new Shown(-1, 1));
        }
        return shown;
    }

    private static void write(Rows rows, List<Cell[]> cells, int dotsAt, List<Shown> shown, Page page) {
        page.border(shown, "┌", "┬", "┐");
        page.start();
        for (var column : shown) {
            page.cell(column, column.index < 0 ? GAP : name(rows, column.index), right(rows, column), Look.BOLD);
        }
        page.end();
        page.start();
        for (var column : shown) {
            page.cell(column, column.index < 0 ? "" : type(rows, column.index), right(rows, column), Look.DIM);
        }
        page.end();
        page.border(shown, "├", "┼", "┤");
        for (int row = 0; row < cells.size(); row++) {
            if (row == dotsAt) {
                page.start();
                shown.forEach(column -> page.cell(column, DOTS, right(rows, column), Look.DIM));
                page.end();
            }
            var values = cells.get(row);
            page.start();
            for (var column : shown) {
                var cell = column.index < 0 ? new Cell(GAP, true) : values[column.index];
                page.cell(column, cell.text, right(rows, column), cell.isNull ? Look.DIM : Look.NORMAL);
            }
            page.end();
        }
        page.border(shown, "└", "┴", "┘");
    }

    private static boolean right(Rows rows, Shown column) {
        return column.index >= 0 && rows.columns().get(column.index).type().isNumeric();
    }

    private static void footer(Rows rows, long shownRows, List<Shown> shown, PrintStream out, Layout layout) {
        long shownColumns = shown.stream().filter(column -> column.index >= 0).count();
        var text = new StringBuilder(counted(rows.count(), "row"));
        if (shownRows < rows.count()) {
            text.append(String.format(Locale.ROOT, " (%,d shown)", shownRows));
        }
        text.append(", ").append(counted(rows.columns().size(), "column"));
        if (shownColumns < rows.columns().size()) {
            text.append(String.format(Locale.ROOT, " (%,d shown)", shownColumns));
        }
        if (!layout.note().isEmpty()) {
            text.append(", ").append(layout.note());
        }
        out.append(layout.style().dim(text.toString())).append('\n');
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    /** How a cell looks on a terminal with colours. */
    private enum Look {
        NORMAL,
        BOLD,
        DIM
    }

    /** Writes the lines of the box. */
    private record Page(PrintStream out, Style style) {
        void border(List<Shown> columns, String left, String middle, String right) {
            var line = new StringBuilder(left);
            for (int i = 0; i < columns.size(); i++) {
                line.append(i == 0 ? "" : middle).repeat('─', columns.get(i).width + 2);
            }
            out.append(style.dim(line.append(right).toString())).append('\n');
        }

        void start() {
            out.append(style.dim("│"));
        }

        void cell(Shown column, String text, boolean right, Look look) {
            var padded = " " + CellText.pad(CellText.cut(text, column.width), column.width, right) + " ";
            out.append(
                            switch (look) {
                                case NORMAL -> padded;
                                case BOLD -> style.bold(padded);
                                case DIM -> style.dim(padded);
                            })
                    .append(style.dim("│"));
        }

        void end() {
            out.append('\n');
        }
    }
}
