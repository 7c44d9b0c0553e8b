package tarn.shell.insight;

import java.util.ArrayList;
import java.util.List;
import tarn.datasets.ecommerce.ChartSpec;
import tarn.shell.View;
import tarn.shell.render.CellText;
import tarn.shell.render.Chart;
import tarn.shell.render.Format;
import tarn.shell.render.Layout;
import tarn.shell.render.ResultRows;
import tarn.shell.render.Rows;

/** Shows an insight: for people as a page with title, table, chart and finding; for programs its table alone. */
final class InsightPage {
    private static final int WIDEST_TEXT = 100;

    private InsightPage() {}

    /**
     * @param number before the title; 0 for none
     */
    static void show(View view, InsightRun run, int number) {
        var rows = new ResultRows(run.rows());
        if (view.format() != Format.BOX) {
            view.show(rows, run.nanos());
            return;
        }
        var out = view.out();
        var layout = view.layout();
        var style = layout.style();
        var insight = run.insight();
        out.append(style.title((number > 0 ? number + ". " : "") + insight.title()))
                .append('\n');
        out.append(insight.question()).append("\n\n");
        view.show(rows, run.nanos());
        insight.chart().ifPresent(spec -> {
            var lines = chart(spec, rows, layout);
            if (!lines.isEmpty()) {
                out.append('\n');
                lines.forEach(line -> out.append("  ").append(line).append('\n'));
            }
        });
        out.append('\n');
        paragraph("→ ", run.finding(), layout)
                .forEach(line -> out.append(style.bold(line)).append('\n'));
        var recommendation = run.recommendation();
        if (recommendation != null) {
            paragraph("✓ ", recommendation, layout)
                    .forEach(line -> out.append(style.finding(line)).append('\n'));
        }
        out.flush();
    }

    private static List<String> chart(ChartSpec spec, Rows rows, Layout layout) {
        int x = index(rows, spec.x());
        int y = index(rows, spec.y());
        if (x < 0 || y < 0 || rows.count() == 0) {
            return List.of();
        }
        var inner = layout.withWidth(layout.width() <= 0 ? 0 : layout.width() - 4);
        return switch (spec.kind()) {
            case BAR -> Chart.bars(rows, x, y, inner);
            case LINE -> Chart.columns(rows, x, y, inner);
        };
    }

    private static int index(Rows rows, String name) {
        return rows.columns().stream().map(column -> column.name()).toList().indexOf(name);
    }

    /** Lines broken between words, all but the first indented like the text of the first. */
    private static List<String> paragraph(String mark, String text, Layout layout) {
        int room = Math.clamp(layout.width() <= 0 ? WIDEST_TEXT : layout.width(), 20, WIDEST_TEXT);
        var lines = new ArrayList<String>();
        var line = new StringBuilder(mark);
        boolean first = true;
        for (var word : text.split(" ")) {
            if (!first && CellText.width(line.toString()) + 1 + CellText.width(word) > room) {
                lines.add(line.toString());
                line.setLength(0);
                line.repeat(' ', mark.length());
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
