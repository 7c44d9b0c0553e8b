package tarn.engine.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tarn.engine.testing.RandomExpressions.Kind;
import tarn.engine.testing.RandomExpressions.Named;

/** Random tables and queries over them as SQL text. The results are sets of rows: only a total order has a LIMIT. */
final class RandomQueries {
    static final int TABLES = 3;

    private static final List<String> TYPES = List.of(
            "INTEGER",
            "TINYINT",
            "SMALLINT",
            "BIGINT",
            "HUGEINT",
            "DOUBLE",
            "FLOAT",
            "DECIMAL(9,2)",
            "DECIMAL(25,4)",
            "VARCHAR",
            "VARCHAR",
            "BOOLEAN",
            "DATE",
            "TIMESTAMP",
            "TIME",
            "INTERVAL");

    private final Random random;
    private final RandomExpressions make;
    private final List<List<String>> tables = new ArrayList<>();
    private int aliases;

    RandomQueries(Random random) {
        this.random = random;
        this.make = new RandomExpressions(random);
    }

    /** A query, what it selects, and from what. */
    record Query(String sql, List<Kind> kinds) {}

    private record From(String sql, List<Named> columns) {}

    /** Statements that make the tables anew. */
    List<String> tables() {
        tables.clear();
        var statements = new ArrayList<String>();
        for (int table = 0; table < TABLES; table++) {
            var types = new ArrayList<String>();
            int width = 3 + random.nextInt(6);
            for (int i = 0; i < width; i++) {
                types.add(make.one(TYPES));
            }
            tables.add(types);
            statements.add("DROP TABLE IF EXISTS t" + table);
            statements.add("CREATE TABLE t" + table + "(id INTEGER, "
                    + IntStream.range(0, width)
                            .mapToObj(i -> "c" + i + " " + types.get(i))
                            .collect(Collectors.joining(", "))
                    + ")");
            int rows = make.chance(10) ? 0 : 1 + random.nextInt(make.chance(20) ? 60 : 12);
            for (int row = 0; row < rows; row++) {
                statements.add("INSERT INTO t" + table + " VALUES (" + row + ", "
                        + types.stream().map(this::value).collect(Collectors.joining(", ")) + ")");
            }
        }
        return statements;
    }

    private String value(String type) {
        if (make.chance(20)) {
            return "NULL";
        }
        return switch (type) {
            case "BOOLEAN" -> make.one(List.of("true", "false"));
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> Integer.toString(random.nextInt(9) - 3);
            case "DOUBLE" ->
                make.one(List.of("0", "-0.0", "1.5", "-2.25", "1e10", "0.1", "'nan'", "'inf'", "3", "100"));
            case "FLOAT" -> make.one(List.of("0", "1.5", "-2.25", "0.1", "3", "100"));
            case "DECIMAL(9,2)" -> make.one(List.of("0", "1.5", "-2.25", "99.99", "0.01", "3", "100"));
            case "DECIMAL(25,4)" -> make.one(List.of("0", "1.5", "-2.2501", "123456789012345.6789", "0.0001", "3"));
            case "VARCHAR" ->
                make.one(List.of("''", "'a'", "'b'", "'abc'", "'ABC'", "'äöü'", "'long enough text'", "'3'"));
            case "DATE" -> make.one(List.of("'2020-02-29'", "'2020-01-01'", "'1969-12-31'", "'2021-12-31'"));
            case "TIMESTAMP" -> make.one(List.of("'2020-02-29 10:00:00'", "'1969-12-31 23:59:59.5'", "'2020-01-01'"));
            case "TIME" -> make.one(List.of("'00:00:00'", "'12:00:00.25'", "'23:59:59'"));
            default ->
                make.one(List.of("INTERVAL 1 DAY", "INTERVAL 2 MONTHS", "INTERVAL 3 HOURS", "INTERVAL '-1 day'"));
        };
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "BOOLEAN" -> Kind.BOOLEAN;
            case "VARCHAR" -> Kind.TEXT;
            case "DATE" -> Kind.DATE;
            case "TIMESTAMP" -> Kind.TIMESTAMP;
            case "TIME" -> Kind.TIME;
            case "INTERVAL" -> Kind.INTERVAL;
            default -> Kind.NUMBER;
        };
    }

    /** FROM with a condition over its columns: for checks that split rows by it. */
    record Split(String from, String condition) {}

    Split split() {
        var from = from(2);
        return new Split(from.sql(), make.of(Kind.BOOLEAN, from.columns(), 3));
    }

    String query() {
        return query(2, List.of()).sql();
    }

    private Query query(int depth, List<Named> outer) {
        if (depth > 0 && make.chance(12)) {
            return setOperation(depth - 1);
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> grouped(depth, outer);
            case 3, 4 -> windowed(depth);
            default -> plain(depth, outer);
        };
    }

    private Query setOperation(int depth) {
        var from = from(depth);
        var other = from(depth);
        var kinds = new ArrayList<Kind>();
        var left = new ArrayList<String>();
        var right = new ArrayList<String>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var kind = make.kind();
            if (kind != Kind.INTERVAL) {
                kinds.add(kind);
                left.add(make.of(kind, from.columns(), 2) + " AS " + RandomExpressions.alias(kinds.size()));
                right.add(make.of(kind, other.columns(), 2));
            }
        }
        if (kinds.isEmpty()) {
            return plain(depth, List.of());
        }
        var operator = make.one(List.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL"));
        var sql = "SELECT " + String.join(", ", left) + " FROM " + from.sql() + " " + operator + " SELECT "
                + String.join(", ", right) + " FROM " + other.sql();
        return new Query(sql, kinds);
    }

    private Query plain(int depth, List<Named> outer) {
        var from = from(depth);
        var columns = new ArrayList<>(from.columns());
        columns.addAll(outer);
        var kinds = new ArrayList<Kind>();
        var items = new ArrayList<String>();
        for (int i = 0, count = 1 + random.nextInt(4); i < count; i++) {
            var kind = make.kind();
            kinds.add(kind);
            items.add((make.chance(8) && kind != Kind.INTERVAL ? scalar(kind, columns) : make.of(kind, columns, 3))
                    + " AS " + RandomExpressions.alias(i));
        }
        boolean distinct = make.chance(15) && !kinds.contains(Kind.INTERVAL);
        var sql = "SELECT " + (distinct ? "DISTINCT " : "") + String.join(", ", items) + " FROM " + from.sql()
                + where(columns, depth);
        if (!kinds.contains(Kind.INTERVAL) && make.chance(20)) {
            sql += order(kinds.size()) + " LIMIT " + random.nextInt(6) + (make.chance(30) ? " OFFSET 2" : "");
        }
        return new Query(sql, kinds);
    }

    /** A sub-query with one row, correlated at times. */
    private String scalar(Kind kind, List<Named> outer) {
        var table = table();
        var columns = new ArrayList<>(table.columns());
        columns.addAll(outer);
        return "(SELECT " + make.aggregate(kind, table.columns(), 1) + " FROM " + table.sql() + " WHERE "
                + make.of(Kind.BOOLEAN, make.chance(70) ? columns : table.columns(), 2) + ")";
    }

    private String order(int width) {
        return " ORDER BY "
                + IntStream.rangeClosed(1, width)
                        .mapToObj(i -> i + make.one(List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST")))
                        .collect(Collectors.joining(", "));
    }

    private String where(List<Named> columns, int depth) {
        if (make.chance(30)) {
            return "";
        }
        String condition = make.of(Kind.BOOLEAN, columns, 3);
        return " WHERE "
                + (depth > 0 && make.chance(35) ? subquery(columns, depth) + make.one(List.of(" AND ", " OR ")) : "")
                + condition;
    }

    /** A condition with a sub-query, correlated at times. */
    private String subquery(List<Named> columns, int depth) {
        var outer = make.chance(60) ? columns : List.<Named>of();
        var kind = make.one(List.of(Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.BOOLEAN));
        var from = table();
        var inside = new ArrayList<>(from.columns());
        inside.addAll(outer);
        String value = make.of(kind, columns, 1);
        String item = make.of(kind, from.columns(), 1);
        String filter = make.chance(80) ? " WHERE " + make.of(Kind.BOOLEAN, inside, 2) : "";
        String body = " FROM " + from.sql() + filter;
        return switch (random.nextInt(5)) {
            case 0 -> make.one(List.of("EXISTS", "NOT EXISTS")) + " (SELECT 1" + body + ")";
            case 1, 2 -> value + make.one(List.of(" IN", " NOT IN")) + " (SELECT " + item + body + ")";
            case 3 ->
                value + make.one(List.of(" = ", " < ", " >= ")) + make.one(List.of("ANY", "ALL")) + " (SELECT " + item
                        + body + ")";
            default ->
                value + make.one(List.of(" = ", " < ", " IS DISTINCT FROM ")) + "(SELECT "
                        + (kind == Kind.BOOLEAN ? "bool_or" : make.one(List.of("min", "max"))) + "(" + item + ")" + body
                        + ")";
        };
    }

    private Query grouped(int depth, List<Named> outer) {
        var from = from(depth);
        var keys = new ArrayList<String>();
        var kinds = new ArrayList<Kind>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var kind = make.kind();
            String key = make.of(kind, from.columns(), make.chance(60) ? 0 : 2);
            if (kind != Kind.INTERVAL
                    && from.columns().stream().anyMatch(column -> key.contains(column.sql()))
                    && !keys.contains(key)) {
                keys.add(key);
                kinds.add(kind);
            }
        }
        var items = new ArrayList<>(keys);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            var kind = make.kind();
            kinds.add(kind);
            items.add(make.aggregate(kind, from.columns(), 2));
        }
        var aliased = new ArrayList<String>();
        for (int i = 0; i < items.size(); i++) {
            aliased.add(items.get(i) + " AS " + RandomExpressions.alias(i));
        }
        var sql = "SELECT " + String.join(", ", aliased) + " FROM " + from.sql() + where(from.columns(), depth)
                + groups(keys);
        if (make.chance(20)) {
            sql += " HAVING " + make.aggregate(Kind.NUMBER, from.columns(), 1) + make.one(List.of(" > ", " < ", " <> "))
                    + make.one(List.of("0", "1", "2"));
        }
        return new Query(sql, kinds);
    }

    private String groups(List<String> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        var list = String.join(", ", keys);
        return " GROUP BY "
                + switch (random.nextInt(8)) {
                    case 0 -> "ROLLUP (" + list + ")";
                    case 1 -> "CUBE (" + list + ")";
                    case 2 -> "GROUPING SETS ((" + list + "), (" + keys.getFirst() + "), ())";
                    default -> list;
                };
    }

    private Query windowed(int depth) {
        var from = from(depth);
        var kinds = new ArrayList<Kind>();
        var items = new ArrayList<String>();
        for (int i = 0, count = 1 + random.nextInt(3); i < count; i++) {
            boolean plain = make.chance(30);
            var kind = plain ? make.kind() : make.one(List.of(Kind.NUMBER, Kind.NUMBER, Kind.BOOLEAN, Kind.DATE));
            kinds.add(kind);
            items.add((plain ? make.of(kind, from.columns(), 2) : call(kind, from)) + " AS "
                    + RandomExpressions.alias(i));
        }
        return new Query(
                "SELECT " + String.join(", ", items) + " FROM " + from.sql() + where(from.columns(), depth), kinds);
    }

    private String call(Kind kind, From from) {
        boolean one = from.sql().matches("t[0-9] a[0-9]+");
        return one && make.chance(60) ? ordered(kind, from.columns()) : window(kind, from.columns());
    }

    /** A window call over one table, whose rows are in a total order. */
    private String ordered(Kind kind, List<Named> columns) {
        var partition = make.chance(50) ? "PARTITION BY " + make.of(make.kind(), columns, 1) + " " : "";
        var order = "ORDER BY "
                + (make.chance(50) ? make.of(make.kind(), columns, 1) + make.one(List.of("", " DESC")) + ", " : "")
                + columns.getFirst().sql() + make.one(List.of("", " DESC"));
        var value = make.of(kind, columns, 1);
        var over = " OVER (" + partition + order;
        var nulls = make.one(List.of("", "", " IGNORE NULLS"));
        var frame = make.one(List.of(
                "",
                " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                " ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING",
                " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW",
                " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES"));
        return switch (random.nextInt(kind == Kind.NUMBER ? 6 : 4)) {
            case 0 -> make.one(List.of("lag(", "lead(")) + value + ", " + random.nextInt(3) + nulls + ")" + over + ")";
            case 1 -> make.one(List.of("first_value(", "last_value(")) + value + nulls + ")" + over + frame + ")";
            case 2 -> "nth_value(" + value + ", " + (1 + random.nextInt(3)) + nulls + ")" + over + frame + ")";
            case 3 -> make.aggregate(kind, columns, 1) + over + frame + ")";
            case 4 -> "row_number()" + over + ")";
            default -> "ntile(" + (1 + random.nextInt(4)) + ")" + over + ")";
        };
    }

    /** A window call that gives rows of equal order equal values. */
    private String window(Kind kind, List<Named> columns) {
        var partition = make.chance(50) ? "PARTITION BY " + make.of(make.kind(), columns, 1) + " " : "";
        var direction = make.one(List.of("", " DESC", " NULLS FIRST", " DESC NULLS LAST"));
        var number = make.chance(50);
        var order = "ORDER BY " + make.of(number ? Kind.NUMBER : make.kind(), columns, 1) + direction;
        if (kind == Kind.NUMBER && make.chance(35)) {
            return make.one(List.of("rank()", "dense_rank()", "percent_rank()", "cume_dist()")) + " OVER (" + partition
                    + order + ")";
        }
        var bounds = make.one(List.of(
                "",
                "",
                " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW",
                " GROUPS BETWEEN 1 PRECEDING AND 2 FOLLOWING",
                " GROUPS BETWEEN 2 PRECEDING AND 1 PRECEDING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
                " GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING EXCLUDE GROUP"));
        return make.aggregate(kind, columns, 1) + " OVER (" + partition + (make.chance(70) ? order + bounds : "") + ")";
    }

    private From table() {
        int table = random.nextInt(TABLES);
        String alias = "a" + aliases++;
        var columns = new ArrayList<Named>();
        columns.add(new Named(alias + ".id", Kind.NUMBER));
        for (int i = 0; i < tables.get(table).size(); i++) {
            columns.add(new Named(alias + ".c" + i, kind(tables.get(table).get(i))));
        }
        return new From("t" + table + " " + alias, columns);
    }

    private From from(int depth) {
        if (depth <= 0 || make.chance(45)) {
            return table();
        }
        if (make.chance(25)) {
            var query = query(depth - 1, List.of());
            String alias = "a" + aliases++;
            var names = IntStream.range(0, query.kinds().size())
                    .mapToObj(i -> "x" + i)
                    .toList();
            var columns = new ArrayList<Named>();
            for (int i = 0; i < names.size(); i++) {
                columns.add(new Named(alias + "." + names.get(i), query.kinds().get(i)));
            }
            return new From("(" + query.sql() + ") " + alias + "(" + String.join(", ", names) + ")", columns);
        }
        return join(from(depth - 1), make.chance(70) ? table() : from(depth - 1));
    }

    private From lateral(From left) {
        var query = plainOver(left.columns());
        String alias = "a" + aliases++;
        var columns = new ArrayList<>(left.columns());
        columns.add(new Named(alias + ".x", query.kinds().getFirst()));
        return new From(
                left.sql()
                        + make.one(List.of(" CROSS JOIN LATERAL (", " LEFT JOIN LATERAL ("))
                                .transform(join -> join + query.sql() + ") " + alias + "(x)"
                                        + (join.contains("LEFT") ? " ON true" : "")),
                columns);
    }

    /** One column of a table for each row of others. */
    private Query plainOver(List<Named> outer) {
        var table = table();
        var columns = new ArrayList<>(table.columns());
        columns.addAll(outer);
        var kind = make.one(List.of(Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.BOOLEAN));
        String item = make.chance(40) ? make.aggregate(kind, table.columns(), 1) : make.of(kind, columns, 2);
        return new Query(
                "SELECT " + item + " FROM " + table.sql() + " WHERE " + make.of(Kind.BOOLEAN, columns, 2),
                List.of(kind));
    }

    private From join(From left, From right) {
        var both = new ArrayList<>(left.columns());
        both.addAll(right.columns());
        if (make.chance(12)) {
            return lateral(left);
        }
        var kind = make.one(
                List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN", "SEMI JOIN", "ANTI JOIN"));
        if (kind.equals("CROSS JOIN")) {
            return new From(left.sql() + " CROSS JOIN " + right.sql(), both);
        }
        var type = make.one(List.of(Kind.NUMBER, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.BOOLEAN));
        var terms = new ArrayList<String>();
        if (make.chance(80)) {
            terms.add(make.of(type, left.columns(), make.chance(70) ? 0 : 1)
                    + make.one(List.of(" = ", " = ", " = ", " < ", " IS NOT DISTINCT FROM "))
                    + make.of(type, right.columns(), make.chance(70) ? 0 : 1));
        }
        if (terms.isEmpty() || make.chance(25)) {
            terms.add(make.of(Kind.BOOLEAN, both, 2));
        }
        var sql = left.sql() + " " + kind + " " + right.sql() + " ON " + String.join(" AND ", terms);
        return new From(sql, kind.startsWith("SEMI") || kind.startsWith("ANTI") ? left.columns() : both);
    }
}
