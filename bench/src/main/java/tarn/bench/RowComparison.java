package tarn.bench;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares results without regard to the order of their rows; doubles to nine digits. */
final class RowComparison {
    private static final double TOLERANCE = 1e-9;

    private RowComparison() {}

    static @Nullable String difference(List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
        if (a.size() != b.size()) {
            return a.size() + " rows against " + b.size();
        }
        var left = sorted(a);
        var right = sorted(b);
        for (int row = 0; row < left.size(); row++) {
            for (int column = 0; column < left.get(row).size(); column++) {
                if (!same(left.get(row).get(column), right.get(row).get(column))) {
                    return left.get(row) + " against " + right.get(row);
                }
            }
        }
        return null;
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(
                        row -> row.stream().map(RowComparison::key).collect(Collectors.joining("\u0001"))))
                .toList();
    }

    private static String key(@Nullable Object value) {
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%+.5e", number.doubleValue())
                : String.valueOf(value);
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            if (x instanceof Double || y instanceof Double) {
                double difference = Math.abs(x.doubleValue() - y.doubleValue());
                return difference <= TOLERANCE * Math.max(Math.abs(x.doubleValue()), Math.abs(y.doubleValue()));
            }
            return new BigDecimal(x.toString()).compareTo(new BigDecimal(y.toString())) == 0;
        }
        return String.valueOf(a).equals(String.valueOf(b));
    }
}
