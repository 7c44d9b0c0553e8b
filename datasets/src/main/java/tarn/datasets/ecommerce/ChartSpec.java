package tarn.datasets.ecommerce;

import java.util.Locale;
import java.util.regex.Pattern;

/** How a result is drawn: the kind of chart and the columns along the axes. */
public record ChartSpec(Kind kind, String x, String y) {
    private static final Pattern FORM = Pattern.compile("(bar|line) x=(\\w+) y=(\\w+)");

    /** Bars for things that are counted side by side, a line for what changes over time. */
    public enum Kind {
        BAR,
        LINE
    }

    static ChartSpec parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a chart reads 'bar x=COLUMN y=COLUMN' or 'line ...', not: " + text);
        }
        return new ChartSpec(Kind.valueOf(form.group(1).toUpperCase(Locale.ROOT)), form.group(2), form.group(3));
    }
}
