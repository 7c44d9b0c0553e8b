package tarn.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Lines over runs as SVG; its colours are the page's. Values go up from zero, so that heights can be compared; NaN is a gap.
 *
 * @param labels of the runs, for what the pointer is on
 */
record LineChart(int width, int height, List<String> labels, List<Line> lines) {
    private static final int LEFT = 44;
    private static final int MARGIN = 8;

    /** One line and its name. */
    record Line(String name, double[] values) {}

    /** With a scale on the left, unless it is too small for one. */
    String svg() {
        double top = top();
        boolean hasScale = height >= 100;
        int left = hasScale ? LEFT : MARGIN / 2;
        var out = new StringBuilder(
                String.format(Locale.ROOT, "<svg viewBox='0 0 %d %d' width='%d' role='img'>", width, height, width));
        for (int step = 0; hasScale && step <= 4; step++) {
            double value = top * step / 4;
            out.append(String.format(
                    Locale.ROOT,
                    "<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/><text x='%d' y='%.1f'>%s</text>",
                    left,
                    width - MARGIN,
                    y(value, top),
                    y(value, top),
                    left - 6,
                    y(value, top) + 4,
                    shown(value)));
        }
        for (int i = 0; i < lines.size(); i++) {
            append(out, lines.get(i), i, left, top);
        }
        return out.append("</svg>").toString();
    }

    private void append(StringBuilder out, Line line, int index, int left, double top) {
        var path = new StringBuilder();
        var points = new StringBuilder();
        boolean isDrawing = false;
        for (int run = 0; run < line.values.length; run++) {
            double value = line.values[run];
            if (!Double.isFinite(value)) {
                isDrawing = false;
                continue;
            }
            double x = x(run, left);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", isDrawing ? "L" : "M", x, y(value, top)));
            points.append(String.format(
                    Locale.ROOT,
                    "<circle cx='%.1f' cy='%.1f' r='%d'><title>%s: %s (%s)</title></circle>",
                    x,
                    y(value, top),
                    height >= 100 ? 3 : 2,
                    HtmlPage.escape(line.name),
                    shown(value),
                    HtmlPage.escape(labels.get(run))));
            isDrawing = true;
        }
        out.append("<g class='s")
                .append(index)
                .append("'><path d='")
                .append(path)
                .append("'/>")
                .append(points);
        out.append("</g>");
    }

    private double top() {
        double most = 0;
        for (var line : lines) {
            for (double value : line.values) {
                most = Math.max(most, Double.isFinite(value) ? value : 0);
            }
        }
        return most == 0 ? 1 : most * 1.1;
    }

    private double x(int run, int left) {
        int gaps = Math.max(1, labels.size() - 1);
        double room = width - left - MARGIN;
        return labels.size() == 1 ? left + room / 2 : left + room * run / gaps;
    }

    private double y(double value, double top) {
        return MARGIN + (height - 2.0 * MARGIN) * (1 - value / top);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
