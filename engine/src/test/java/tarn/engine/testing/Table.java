package tarn.engine.testing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;

/** Rows of Java values, from Tarn or from the oracle, to be compared. */
public record Table(List<List<@Nullable Object>> rows) {

    public static Table of(Result result) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var batch : result.batches()) {
            for (int row = 0; row < batch.rows(); row++) {
                var values = new ArrayList<@Nullable Object>();
                for (int column = 0; column < result.columns().size(); column++) {
                    values.add(nested(
                            result.value(batch, row, column),
                            result.columns().get(column).type()));
                }
                rows.add(values);
            }
        }
        return new Table(rows);
    }

    /** Tarn's nested values in the form of {@link #normal}. */
    private static @Nullable Object nested(@Nullable Object value, DataType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case ArrayType(var element, var _) ->
                new ArrayList<@Nullable Object>(
                        ((List<?>) value).stream().map(e -> nested(e, element)).toList());
            case ListType(var element) ->
                new ArrayList<@Nullable Object>(
                        ((List<?>) value).stream().map(e -> nested(e, element)).toList());
            case StructType struct -> {
                var values = new ArrayList<@Nullable Object>();
                var all = new ArrayList<@Nullable Object>(((Map<?, ?>) value).values());
                for (int i = 0; i < all.size(); i++) {
                    values.add(nested(all.get(i), struct.types().get(i)));
                }
                yield values;
            }
            case MapType map -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                ((Map<?, ?>) value)
                        .forEach((k, v) -> sorted.put(SltText.of(nested(k, map.key())), nested(v, map.value())));
                yield sorted;
            }
            case ScalarType _, DecimalType _, EnumType _ ->
                switch (value) {
                    case Interval interval -> text(interval);
                    case byte[] bytes -> new Bytes(bytes).toString();
                    default -> value;
                };
        };
    }

    private static String text(Interval interval) {
        var text = new StringBuilder();
        TextForm.interval(text, interval.months(), interval.days(), interval.micros());
        return text.toString();
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

    /** JDBC's newer classes; lists as List, structs as the List of their values, maps as sorted ones. */
    private static @Nullable Object normal(@Nullable Object value) throws SQLException {
        return switch (value) {
            case java.sql.Array array -> normals(Arrays.asList((Object[]) array.getArray()));
            case java.sql.Struct struct -> normals(Arrays.asList(struct.getAttributes()));
            case Map<?, ?> map -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                for (var entry : map.entrySet()) {
                    sorted.put(SltText.of(normal(entry.getKey())), normal(entry.getValue()));
                }
                yield sorted;
            }
            case org.duckdb.JsonNode json -> json.toString();
            case java.sql.Blob blob -> new Bytes(blob.getBytes(1, (int) blob.length())).toString();
            case java.sql.Timestamp at -> at.toLocalDateTime();
            case java.sql.Date date -> date.toLocalDate();
            case java.sql.Time time -> time.toLocalTime();
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> normals(List<?> values) throws SQLException {
        var normal = new ArrayList<@Nullable Object>();
        for (var value : values) {
            normal.add(normal(value));
        }
        return normal;
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
            case Double d -> String.format("%+.9e", d + 0.0);
            case Float f -> String.format("%+.8e", f + 0.0);
            case Number number -> exact(number).stripTrailingZeros().toPlainString();
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
        return SltText.of(a).equals(SltText.of(b));
    }

    private static boolean close(double a, double b) {
        return Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    private static BigDecimal exact(Number number) {
        return new BigDecimal(number.toString());
    }
}
