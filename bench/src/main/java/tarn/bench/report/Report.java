package tarn.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tarn.bench.measure.Footprint;
import tarn.bench.measure.Measured;

/**
 * What a run of a suite found.
 *
 * @param when in ISO form, UTC
 * @param footprints of each engine, Tarn first
 */
public record Report(
        String suite,
        double scale,
        int threads,
        int runs,
        String when,
        String commit,
        Machine machine,
        List<Footprint> footprints,
        List<Measured> measured) {

    boolean isComparison() {
        return footprints.size() > 1;
    }

    public boolean agrees() {
        return measured.stream().allMatch(Measured::agrees);
    }

    /** Of the ratios of all cases that both engines could do; NaN without such. */
    public double geometricMean() {
        return geometricMean(Measured::ratio);
    }

    /** Of the medians of one engine, in milliseconds. */
    double geometricMeanOf(int engine) {
        return geometricMean(one -> one.times().get(engine).median());
    }

    private double geometricMean(ToDoubleFunction<Measured> figure) {
        return Math.exp(measured.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .map(Math::log)
                .average()
                .orElse(Double.NaN));
    }

    /** Of the medians of one engine, in milliseconds. */
    double totalOf(int engine) {
        return measured.stream()
                .mapToDouble(one -> one.times().get(engine).median())
                .filter(Double::isFinite)
                .sum();
    }

    public long slower() {
        return measured.stream().filter(one -> one.ratio() > 1).count();
    }

    public long different() {
        return measured.stream().filter(one -> !one.agrees()).count();
    }

    /** Where and how it was measured. */
    String setting() {
        return "scale %s, %d threads, %d runs; commit %s; %s"
                .formatted(number(scale), threads, runs, commit, machine.text());
    }

    /** The table for a terminal. */
    public String text() {
        var out = new StringBuilder(suite + ", " + setting() + "\nmedians and [quartiles] in ms\n");
        measured.forEach(one -> out.append(line(one)).append('\n'));
        for (int i = 0; i < footprints.size(); i++) {
            var footprint = footprints.get(i);
            out.append(String.format(
                    Locale.ROOT,
                    "%s: total %.1f ms, geometric mean %.2f ms; tables made in %s, then %s; at most %s%n",
                    footprint.engine(),
                    totalOf(i),
                    geometricMeanOf(i),
                    Double.isNaN(footprint.loadMillis()) ? "no time" : "%.0f ms".formatted(footprint.loadMillis()),
                    bytes(footprint.loadedBytes()),
                    bytes(footprint.peakBytes())));
        }
        if (isComparison()) {
            out.append(String.format(
                    Locale.ROOT,
                    "geometric mean of the ratios: %.3f; slower in %d of %d; different results: %d%n",
                    geometricMean(),
                    slower(),
                    measured.size(),
                    different()));
        }
        return out.toString();
    }

    /** The line of one case. */
    public static String line(Measured one) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-24s", one.name()));
        for (var time : one.times()) {
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %8.1f [%.1f-%.1f] first %.1f",
                    time.engine(),
                    time.median(),
                    time.lowerQuartile(),
                    time.upperQuartile(),
                    time.first()));
        }
        if (one.times().size() > 1) {
            line.append(String.format(Locale.ROOT, "  ratio %.2f", one.ratio()));
        }
        return line + (one.agrees() ? "" : "  DIFFERENT: " + one.difference());
    }

    static String bytes(long bytes) {
        return bytes < 0 ? "unknown memory" : "%d MiB".formatted(Math.round(bytes / 0x1p20));
    }

    /** Without a point where there is nothing behind it. */
    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
