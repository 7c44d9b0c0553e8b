package tarn.engine.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;

/** Rows of Java values, from Tarn or from the oracle, to be compared. */
public record Table(List<List<@Nullable Object>> rows) {

    public static Table of(Result result) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var batch : result.batches()) {
            for (int row = 0; row < batch.rows(); row++) {
                var values = new ArrayList<@Nullable Object>();
                for (int column = 0; column < result.columns().size(); column++) {
                    values.add(result.value(batch, row, column));
                }
                rows.add(values);
            }
        }
        return new Table(rows);
    }

    public static Table of(ResultSet result) throws SQLException {
        var rows = new ArrayList<List<@Nullable Object>>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            var values = new ArrayList<@Nullable Object>();
            for (int column = 1; column <= columns; column++) {
                values.add(normal(result.getObject(column)));
            }
            rows.add(values);
        }
        return new Table(rows);
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case java.sql.Timestamp at -> at.toLocalDateTime();
            case java.sql.Date date -> date.toLocalDate();
            case java.sql.Time time -> time.toLocalTime();
            case null, default -> value;
        };
    }

    /** The rows in an order of their own, for results whose order SQL leaves open. */
    public Table sorted() {
        return new Table(rows.stream().sorted(Comparator.comparing(Table::text)).toList());
    }

    private static String text(List<@Nullable Object> row) {
        return row.stream().map(Table::text).collect(Collectors.joining("\u0001"));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Double d -> String.format("%+.6e", d);
            case Float f -> String.format("%+.4e", f);
            case BigDecimal decimal -> String.format("%+.6e", decimal.doubleValue());
            case BigInteger big -> String.format("%+.6e", big.doubleValue());
            case Number number -> String.format("%+.6e", number.doubleValue());
            default -> value.toString();
        };
    }

    /** The first difference in words, or null if the other table is the same: exactly, but for rounding of doubles. */
    public @Nullable String difference(Table other) {
        if (rows.size() != other.rows.size()) {
            return rows.size() + " rows where " + other.rows.size() + " are expected" + heads(other);
        }
        for (int i = 0; i < rows.size(); i++) {
            var mine = rows.get(i);
            var theirs = other.rows.get(i);
            for (int column = 0; column < mine.size(); column++) {
                if (column >= theirs.size() || !same(mine.get(column), theirs.get(column))) {
                    return "row " + i + ": " + mine + " where " + theirs + " is expected";
                }
            }
        }
        return null;
    }

    private String heads(Table other) {
        return "\n  first: " + (rows.isEmpty() ? "" : rows.getFirst()) + "\n  expected: "
                + (other.rows.isEmpty() ? "" : other.rows.getFirst());
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof Number x && b instanceof Number y) {
            boolean inexact = x instanceof Double || x instanceof Float || y instanceof Double || y instanceof Float;
            return inexact ? close(x.doubleValue(), y.doubleValue()) : exact(x).compareTo(exact(y)) == 0;
        }
        return a.toString().equals(b.toString());
    }

    private static boolean close(double a, double b) {
        return Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    private static BigDecimal exact(Number number) {
        return new BigDecimal(number.toString());
    }
}
