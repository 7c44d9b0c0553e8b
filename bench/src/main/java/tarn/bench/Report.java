package tarn.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table at the end of a run, and its JSON. */
record Report(String suite, double scale, int threads, List<Contender> contenders, List<Measured> measured) {

    String text() {
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "%s, scale %s, %d threads, Java %s; medians in ms%n",
                suite,
                scale,
                threads,
                Runtime.version().feature()));
        measured.forEach(one -> out.append(one.line()).append('\n'));
        for (int i = 0; i < contenders.size(); i++) {
            int index = i;
            double total = measured.stream()
                    .mapToDouble(one -> one.times().get(index).median())
                    .sum();
            out.append(String.format(
                    Locale.ROOT, "total %s: %.1f ms%n", contenders.get(i).name(), total));
        }
        if (contenders.size() > 1) {
            out.append(String.format(
                    Locale.ROOT,
                    "geometric mean of the ratios: %.2f; slower in %d of %d; different results: %d%n",
                    geometricMean(),
                    measured.stream().filter(one -> one.ratio() > 1).count(),
                    measured.size(),
                    measured.stream().filter(one -> !one.agrees()).count()));
        }
        return out.toString();
    }

    private double geometricMean() {
        return Math.exp(measured.stream()
                .mapToDouble(one -> Math.log(one.ratio()))
                .average()
                .orElse(Double.NaN));
    }

    String json() {
        var queries = measured.stream()
                .map(one -> "{\"query\":\"" + one.query().name() + "\",\"same\":" + one.agrees() + ",\"times\":{"
                        + one.times().stream()
                                .map(time -> "\"" + time.contender() + "\":{\"first\":" + time.first() + ",\"median\":"
                                        + time.median() + ",\"hot\":" + time.hot() + "}")
                                .collect(Collectors.joining(","))
                        + "}}")
                .collect(Collectors.joining(","));
        return "{\"suite\":\"" + suite + "\",\"scale\":" + scale + ",\"threads\":" + threads + ",\"java\":\""
                + Runtime.version() + "\",\"queries\":[" + queries + "]}\n";
    }
}
