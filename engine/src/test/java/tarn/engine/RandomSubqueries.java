package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Queries with nested sub-queries, the same for the same seed, over tables with the columns id, a, b, s. */
final class RandomSubqueries {
    private static final int DEEPEST = 3;

    private final Random random;
    private final List<String> scope = new ArrayList<>();
    private int names;

    RandomSubqueries(long seed) {
        random = new Random(seed);
    }

    String query() {
        var name = enter();
        var sql = "SELECT " + name + ".id, " + value(1) + " FROM " + table() + " " + name + " WHERE " + condition(1);
        return sql;
    }

    private String enter() {
        var name = "x" + names++;
        scope.add(name);
        return name;
    }

    private String table() {
        return pick("t", "u", "v");
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }

    /** A number of any query around. */
    private String column() {
        return scope.get(random.nextInt(scope.size())) + "." + pick("a", "b", "id");
    }

    private String own() {
        return scope.getLast() + "." + pick("a", "b");
    }

    private String value(int depth) {
        if (depth >= DEEPEST || random.nextInt(3) == 0) {
            return pick(column(), column() + " + 1", "coalesce(" + column() + ", " + random.nextInt(5) + ")");
        }
        int before = scope.size();
        var name = enter();
        var aggregate = pick("count(*)", "max(%s)", "sum(%s)", "count(%s)", "min(%s) + 1", "coalesce(sum(%s), 0)")
                .formatted(own());
        var sql = "(SELECT " + aggregate + " FROM " + from(name, depth) + " WHERE " + condition(depth + 1) + ")";
        scope.subList(before, scope.size()).clear();
        return sql;
    }

    private String from(String name, int depth) {
        if (random.nextInt(4) != 0) {
            return table() + " " + name;
        }
        scope.removeLast();
        var inner = enter();
        var columns = "%1$s.id, %1$s.a, %1$s.b, %1$s.s".formatted(inner);
        var sql = switch (random.nextInt(4)) {
            case 0 -> "(SELECT DISTINCT " + columns + " FROM " + table() + " " + inner + " WHERE " + comparison() + ")";
            case 1 ->
                "(SELECT max(%1$s.id) AS id, %1$s.a, sum(%1$s.b) AS b, min(%1$s.s) AS s FROM %2$s %1$s WHERE %3$s GROUP BY %1$s.a)"
                        .formatted(inner, table(), comparison());
            case 2 ->
                "(SELECT %1$s.id, %1$s.a, row_number() OVER (PARTITION BY %1$s.b ORDER BY %1$s.id) AS b, %1$s.s FROM %2$s %1$s WHERE %3$s)"
                        .formatted(inner, table(), comparison());
            default ->
                "(SELECT " + columns + " FROM " + table() + " " + inner + " WHERE " + comparison()
                        + " UNION ALL SELECT " + columns + " FROM " + table() + " " + inner + " WHERE "
                        + comparison() + ")";
        };
        scope.removeLast();
        scope.add(name);
        return (depth > 0 ? "LATERAL " : "") + sql + " " + name;
    }

    private String comparison() {
        return own() + " " + pick("=", "=", "=", "<", "<>", "IS NOT DISTINCT FROM") + " " + column();
    }

    private String condition(int depth) {
        var parts = new ArrayList<String>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            parts.add(depth < DEEPEST && random.nextInt(2) == 0 ? subquery(depth) : comparison());
        }
        return String.join(pick(" AND ", " AND ", " OR "), parts);
    }

    private String subquery(int depth) {
        var operand = column();
        int before = scope.size();
        var name = enter();
        var item = own();
        var rest = " FROM " + from(name, depth) + " WHERE " + condition(depth + 1) + ")";
        scope.subList(before, scope.size()).clear();
        return switch (random.nextInt(6)) {
            case 0 -> "EXISTS (SELECT *" + rest;
            case 1 -> "NOT EXISTS (SELECT *" + rest;
            case 2 -> operand + " IN (SELECT " + item + rest;
            case 3 -> operand + " NOT IN (SELECT " + item + rest;
            case 4 -> operand + pick(" < ANY", " >= ALL", " <> ALL") + " (SELECT " + item + rest;
            default ->
                operand + pick(" < ", " = ") + "(SELECT " + pick("max", "count", "min") + "(" + item + ")" + rest;
        };
    }
}
