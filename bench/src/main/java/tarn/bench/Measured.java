package tarn.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The times of one query: after a warm-up, the contenders run in turn, A B A B, so that what disturbs the machine disturbs
 * both.
 *
 * @param difference what differs between the results, or null
 */
record Measured(
        Suite.Query query, List<Times> times, @Nullable String difference) {
    private static final int WARM_UP = 2;

    /** In milliseconds. */
    record Times(String contender, double first, List<Double> hot) {
        double median() {
            var sorted = hot.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        double least() {
            return hot.stream().min(Double::compare).orElseThrow();
        }

        double most() {
            return hot.stream().max(Double::compare).orElseThrow();
        }
    }

    static Measured of(Suite.Query query, List<Contender> contenders, int runs) throws SQLException {
        var hot = new ArrayList<List<Double>>();
        var first = new double[contenders.size()];
        var results = new ArrayList<Contender.Timed>();
        for (int i = 0; i < contenders.size(); i++) {
            var timed = contenders.get(i).query(query.sql());
            first[i] = timed.millis();
            results.add(timed);
            hot.add(new ArrayList<>());
        }
        for (int run = -WARM_UP; run < runs; run++) {
            for (int i = 0; i < contenders.size(); i++) {
                double millis = contenders.get(i).query(query.sql()).millis();
                if (run >= 0) {
                    hot.get(i).add(millis);
                }
            }
        }
        var times = new ArrayList<Times>();
        for (int i = 0; i < contenders.size(); i++) {
            times.add(new Times(contenders.get(i).name(), first[i], hot.get(i)));
        }
        var difference = results.size() < 2
                ? null
                : RowComparison.difference(results.get(0).rows(), results.get(1).rows());
        return new Measured(query, times, difference);
    }

    boolean agrees() {
        return difference == null;
    }

    /** Tarn's median time by the other's; NaN when Tarn ran alone. */
    double ratio() {
        return times.size() < 2
                ? Double.NaN
                : times.get(0).median() / times.get(1).median();
    }

    String line() {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-22s", query.name()));
        for (var time : times) {
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %8.1f ms [%.1f-%.1f] first %.0f",
                    time.contender(),
                    time.median(),
                    time.least(),
                    time.most(),
                    time.first()));
        }
        if (times.size() > 1) {
            line.append(String.format(Locale.ROOT, "  ratio %.2f", ratio()));
        }
        return line.append(difference == null ? "" : "  DIFFERENT: " + difference)
                .toString();
    }
}
