package tarn.bench.measure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.bench.engine.Answer;

/**
 * Compares two results: the same rows, however often each, floating-point numbers to nine digits; and in the columns that the
 * query sorts by, the same values position for position.
 */
final class RowComparison {
    private static final double TOLERANCE = 1e-9;

    private RowComparison() {}

    /** What differs, for people; null if nothing does. */
    static @Nullable String difference(Answer a, Answer b, List<Integer> sortColumns) {
        if (a.rows().size() != b.rows().size()) {
            return a.rows().size() + " rows against " + b.rows().size();
        }
        if (a.columns().size() != b.columns().size()) {
            return a.columns().size() + " columns against " + b.columns().size();
        }
        var order = order(a, b);
        var left = a.rows().stream().sorted(order).toList();
        var right = b.rows().stream().sorted(order).toList();
        for (int row = 0; row < left.size(); row++) {
            if (!same(left.get(row), right.get(row))) {
                return shown(left.get(row)) + " against " + shown(right.get(row));
            }
        }
        for (int row = 0; row < a.rows().size(); row++) {
            for (int column : sortColumns) {
                if (!same(a.rows().get(row).get(column), b.rows().get(row).get(column))) {
                    return "the order: row " + (row + 1) + " is "
                            + shown(a.rows().get(row)) + " against "
                            + shown(b.rows().get(row));
                }
            }
        }
        return null;
    }

    /** Exact columns first, so that a last digit that differs does not pair rows wrongly. */
    private static Comparator<List<@Nullable String>> order(Answer a, Answer b) {
        var exact = new ArrayList<Integer>();
        var inexact = new ArrayList<Integer>();
        for (int column = 0; column < a.columns().size(); column++) {
            (isInexact(a, column) || isInexact(b, column) ? inexact : exact).add(column);
        }
        return (x, y) -> {
            for (int column : exact) {
                int order = String.valueOf(x.get(column)).compareTo(String.valueOf(y.get(column)));
                if (order != 0) {
                    return order;
                }
            }
            for (int column : inexact) {
                int order = Double.compare(number(x.get(column)), number(y.get(column)));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static boolean isInexact(Answer answer, int column) {
        return answer.rows().stream().anyMatch(row -> {
            var value = row.get(column);
            return value != null && value.startsWith("~");
        });
    }

    private static double number(@Nullable String value) {
        return value == null || value.startsWith("'")
                ? Double.NEGATIVE_INFINITY
                : Double.parseDouble(value.substring(1));
    }

    private static boolean same(List<@Nullable String> a, List<@Nullable String> b) {
        for (int column = 0; column < a.size(); column++) {
            if (!same(a.get(column), b.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable String a, @Nullable String b) {
        if (a == null || b == null || a.equals(b)) {
            return a == null ? b == null : a.equals(b);
        }
        if (a.startsWith("#") && b.startsWith("#")) {
            return new BigDecimal(a.substring(1)).compareTo(new BigDecimal(b.substring(1))) == 0;
        }
        if (a.startsWith("'") || b.startsWith("'")) {
            return false;
        }
        double x = number(a);
        double y = number(b);
        return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y)) || Double.compare(x, y) == 0;
    }

    private static String shown(List<@Nullable String> row) {
        return row.stream()
                .map(value -> value == null ? "NULL" : value.substring(1))
                .toList()
                .toString();
    }
}
