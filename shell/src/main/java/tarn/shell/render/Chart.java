package tarn.shell.render;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.TextForm;

/** Charts of block characters, as lines of text. */
public final class Chart {
    private static final int MOST_BARS = 24;
    private static final int WIDEST = 100;
    private static final int LABEL = 28;
    private static final int HEIGHT = 8;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final String RISING = " ▁▂▃▄▅▆▇█";

    /** A bar or a place on a line: what it is called, how large, and how that is written. */
    private record Point(String label, double size, String text) {}

    private Chart() {}

    /** A bar for each row, one below the other. */
    public static List<String> bars(Rows rows, int x, int y, Layout layout) {
        var points = points(rows, x, y, MOST_BARS);
        double largest =
                points.stream().mapToDouble(p -> Math.abs(p.size)).max().orElse(0);
        int labels =
                points.stream().mapToInt(p -> CellText.width(p.label)).max().orElse(0);
        int texts = points.stream().mapToInt(p -> p.text.length()).max().orElse(0);
        int room = Math.max(10, width(layout) - labels - texts - 4);
        var lines = new ArrayList<String>();
        for (var point : points) {
            int eighths = largest == 0 ? 0 : (int) Math.round(Math.abs(point.size) / largest * room * 8);
            var bar = "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
            lines.add(CellText.pad(point.label, labels, false) + "  "
                    + layout.style().bar(bar) + (bar.isEmpty() ? "" : " ") + point.text);
        }
        if (rows.count() > points.size()) {
            lines.add(layout.style().dim("(the first " + points.size() + " of " + rows.count() + " rows)"));
        }
        return lines;
    }

    /** A column for each row, side by side; if there are too many for the width, neighbours share one by their mean. */
    public static List<String> columns(Rows rows, int x, int y, Layout layout) {
        var points = points(rows, x, y, Integer.MAX_VALUE);
        if (points.isEmpty()) {
            return List.of();
        }
        double top = Math.max(0, points.stream().mapToDouble(Point::size).max().orElse(0));
        double bottom =
                Math.min(0, points.stream().mapToDouble(Point::size).min().orElse(0));
        var labels = List.of(number(top), number(bottom));
        int axis = Math.max(labels.get(0).length(), labels.get(1).length());
        int room = Math.max(10, width(layout) - axis - 3);
        int group = Math.ceilDiv(points.size(), room);
        var sizes = means(points, group);
        int each = Math.clamp(room / sizes.size(), 1, 6);
        int gap = each >= 3 ? 1 : 0;
        var lines = new ArrayList<String>();
        for (int row = HEIGHT - 1; row >= 0; row--) {
            var line = new StringBuilder();
            for (double size : sizes) {
                double share = top == bottom ? 0 : (size - bottom) / (top - bottom);
                int eighths = Math.clamp(Math.round(share * HEIGHT * 8) - row * 8L, 0, 8);
                line.repeat(RISING.charAt(eighths), each - gap).repeat(' ', gap);
            }
            var label = row == HEIGHT - 1 ? labels.get(0) : row == 0 ? labels.get(1) : "";
            lines.add(CellText.pad(label, axis, true) + " │"
                    + layout.style().bar(line.toString().stripTrailing()));
        }
        int span = Math.max(1, sizes.size() * each - gap);
        var first = points.getFirst().label;
        var last = points.size() == 1 ? "" : points.getLast().label;
        int between = span - CellText.width(first) - CellText.width(last);
        lines.add(" ".repeat(axis) + " └" + "─".repeat(span));
        lines.add(" ".repeat(axis + 2) + first + " ".repeat(Math.max(1, between)) + last);
        return lines;
    }

    private static int width(Layout layout) {
        return layout.width() <= 0 ? 80 : Math.min(WIDEST, layout.width());
    }

    private static List<Double> means(List<Point> points, int group) {
        var means = new ArrayList<Double>();
        for (int from = 0; from < points.size(); from += group) {
            means.add(points.subList(from, Math.min(points.size(), from + group)).stream()
                    .mapToDouble(Point::size)
                    .average()
                    .orElse(0));
        }
        return means;
    }

    private static List<Point> points(Rows rows, int x, int y, int most) {
        var points = new ArrayList<Point>();
        var type = rows.columns().get(y).type();
        var cursor = rows.cursor();
        while (points.size() < most && cursor.next()) {
            var value = cursor.value(y);
            var label = CellText.visible(rows.columns().get(x).text(cursor.value(x)));
            points.add(new Point(CellText.cut(label, LABEL), size(value, type), TextForm.of(value, type)));
        }
        return points;
    }

    private static double size(@Nullable Object value, DataType type) {
        if (!(value instanceof Number number)) {
            return 0;
        }
        if (type instanceof DecimalType decimal) {
            var unscaled = number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
            return new BigDecimal(unscaled, decimal.scale()).doubleValue();
        }
        return Double.isFinite(number.doubleValue()) ? number.doubleValue() : 0;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : BigDecimal.valueOf(value)
                        .setScale(2, java.math.RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
