package tarn.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tarn.bench.measure.Measured;

/** Reports and their history as one page that needs nothing else, in light and in dark. */
public final class HtmlPage {
    private final StringBuilder out = new StringBuilder();

    /** Adds a report, drawn with the runs before it. */
    public void add(Report report, History history) {
        var runs = history.of(report);
        out.append("<section><h2>").append(escape(report.suite())).append("</h2><p>");
        out.append(escape(report.setting() + "; " + report.when())).append("</p>");
        cards(report);
        if (report.isComparison()) {
            out.append("<h3>Geometric mean of the ratios, run by run</h3>");
            out.append(
                    new LineChart(760, 200, runs.labels(), List.of(new LineChart.Line("ratio", runs.ratios()))).svg());
        }
        table(report, runs);
        out.append("</section>\n");
    }

    /** The page. */
    public String html() throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new IllegalStateException("resource missing: page.html");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("$body", out);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private void cards(Report report) {
        out.append("<div class='cards'>");
        if (report.isComparison()) {
            card("geometric mean of the ratios", format("%.3f", report.geometricMean()));
            card("slower", report.slower() + " of " + report.measured().size());
            card("different results", Long.toString(report.different()));
        }
        for (int i = 0; i < report.footprints().size(); i++) {
            var footprint = report.footprints().get(i);
            card(footprint.engine() + ", total", format("%.1f ms", report.totalOf(i)));
            card(footprint.engine() + ", most memory", Report.bytes(footprint.peakBytes()));
        }
        out.append("</div>");
    }

    private void card(String name, String value) {
        out.append("<div><b>")
                .append(escape(value))
                .append("</b>")
                .append(escape(name))
                .append("</div>");
    }

    private void table(Report report, History runs) {
        out.append("<table><thead><tr><th>case");
        for (int i = 0; i < report.footprints().size(); i++) {
            var engine = escape(report.footprints().get(i).engine());
            out.append("<th class='s").append(i).append("'>").append(engine).append(", ms<th>quartiles<th>first");
        }
        out.append(report.isComparison() ? "<th>ratio<th>" : "").append("<th>history</tr></thead><tbody>\n");
        for (var one : report.measured()) {
            row(one, report, runs);
        }
        out.append("</tbody></table>");
    }

    private void row(Measured one, Report report, History runs) {
        out.append(one.agrees() ? "<tr><th>" : "<tr class='bad'><th>").append(escape(one.name()));
        if (one.difference() != null) {
            out.append("<p>").append(escape(one.difference())).append("</p>");
        }
        var lines = new ArrayList<LineChart.Line>();
        for (var time : one.times()) {
            out.append("<td>").append(format("%.1f", time.median()));
            out.append("<td>").append(format("%.1f", time.lowerQuartile()));
            out.append("&ndash;").append(format("%.1f", time.upperQuartile()));
            out.append("<td>").append(format("%.1f", time.first()));
            lines.add(new LineChart.Line(time.engine(), runs.medians(one.name(), time.engine())));
        }
        if (report.isComparison()) {
            out.append(one.ratio() > 1 ? "<td class='slow'>" : "<td>").append(format("%.2f", one.ratio()));
            out.append("<td>").append(bar(one.ratio()));
        }
        out.append("<td>")
                .append(new LineChart(150, 34, runs.labels(), lines).svg())
                .append("</tr>\n");
    }

    /** A bar from the middle, where both are equal, to the left where Tarn is faster; a third of its room for each factor of 2. */
    private static String bar(double ratio) {
        if (!Double.isFinite(ratio) || ratio <= 0) {
            return "";
        }
        double end = 60 + Math.clamp(Math.log(ratio) / Math.log(2) * 20, -60, 60);
        return format(
                "<svg viewBox='0 0 120 14' width='120'><rect class='" + (ratio > 1 ? "slow" : "fast")
                        + "' x='%.1f' y='2' width='%.1f' height='10'/><line class='grid' x1='60' x2='60' y1='0'"
                        + " y2='14'/></svg>",
                Math.min(60, end),
                Math.abs(end - 60));
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
