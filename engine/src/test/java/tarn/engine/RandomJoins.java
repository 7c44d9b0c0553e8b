package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Queries with joins of all kinds, filters, groups and derived tables, the same for the same seed; columns id, a, b, s. */
final class RandomJoins {
    private final Random random;
    private int names;

    RandomJoins(long seed) {
        random = new Random(seed);
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }

    String query() {
        return random.nextInt(3) == 0 ? outer() : select(3);
    }

    private String outer() {
        var sql = "SELECT a, count(*), sum(b), min(id), max(s) FROM (" + select(2) + ") q WHERE "
                + condition(List.of("q"), 2) + " GROUP BY a";
        return random.nextBoolean() ? sql : sql + " HAVING " + pick("count(*) > 1", "a > 2", "max(b) < 7 AND a <> 3");
    }

    /** Columns id, a, b, s. */
    private String select(int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        return switch (kind) {
            case 0 -> select(depth - 1) + pick(" UNION ALL ", " UNION ", " EXCEPT ", " INTERSECT ") + select(0);
            case 1 -> {
                var name = "d" + names++;
                yield "SELECT DISTINCT NAME.id % 5 AS id, NAME.a, NAME.b + 1 AS b, NAME.s FROM (".replace("NAME", name)
                        + select(depth - 1) + ") " + name + " WHERE " + condition(List.of(name), 1);
            }
            case 2 -> {
                var name = "w" + names++;
                var window = pick(
                        "row_number() OVER (PARTITION BY NAME.a ORDER BY NAME.id, NAME.b, NAME.s)",
                        "sum(NAME.b) OVER (PARTITION BY NAME.a)",
                        "count(*) OVER (PARTITION BY NAME.a, NAME.b)");
                yield ("SELECT NAME.id, NAME.a, CAST(" + window + " AS INTEGER) AS b, NAME.s FROM (")
                                .replace("NAME", name)
                        + select(0) + ") " + name;
            }
            case 4 -> {
                var name = "g" + names++;
                yield "SELECT CAST(count(*) AS INTEGER) AS id, NAME.a, max(NAME.b) AS b, NAME.s FROM ("
                                .replace("NAME", name)
                        + select(depth - 1) + ") " + name + " GROUP BY NAME.a, NAME.s".replace("NAME", name);
            }
            default -> joined(depth);
        };
    }

    private String joined(int depth) {
        var visible = new ArrayList<String>();
        var from = new StringBuilder(source(depth, visible));
        int more = random.nextInt(4);
        for (int i = 0; i < more; i++) {
            var before = List.copyOf(visible);
            var kind = pick(
                    " JOIN ",
                    " JOIN ",
                    " LEFT JOIN ",
                    " LEFT JOIN ",
                    " RIGHT JOIN ",
                    " FULL JOIN ",
                    " SEMI JOIN ",
                    " ANTI JOIN ");
            var right = source(depth, visible);
            var on = on(before, visible.getLast());
            from.append(kind).append(right).append(" ON ").append(on);
            if (kind.equals(" SEMI JOIN ") || kind.equals(" ANTI JOIN ")) {
                visible.removeLast();
            }
        }
        var columns = any(visible) + ".id, " + any(visible) + ".a, " + any(visible) + ".b, " + any(visible) + ".s";
        return "SELECT " + columns + " FROM " + from
                + (random.nextInt(5) == 0 ? "" : " WHERE " + condition(visible, 2));
    }

    private String any(List<String> visible) {
        return visible.get(random.nextInt(visible.size()));
    }

    private String source(int depth, List<String> visible) {
        var name = "x" + names++;
        visible.add(name);
        return depth > 0 && random.nextInt(4) == 0
                ? "(" + select(depth - 1) + ") " + name
                : pick("t", "u", "v") + " " + name;
    }

    /** Always with an equality: DuckDB cannot do FULL JOIN without. */
    private String on(List<String> left, String right) {
        var equality = any(left) + "." + pick("a", "b", "id") + " = " + right + "." + pick("a", "b", "id");
        return random.nextInt(3) == 0 ? equality + " AND " + condition(List.of(any(left), right), 0) : equality;
    }

    private String number(List<String> visible) {
        return any(visible) + "." + pick("a", "b", "id");
    }

    private String condition(List<String> visible, int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            return "(" + condition(visible, depth - 1) + pick(" AND ", " AND ", " OR ") + condition(visible, depth - 1)
                    + ")";
        }
        var a = number(visible);
        var b = number(visible);
        int k = random.nextInt(8);
        return switch (random.nextInt(15)) {
            case 0, 1 -> a + " = " + k;
            case 2 -> a + pick(" < ", " >= ", " <> ") + k;
            case 3 -> a + " = " + b;
            case 4 -> a + pick(" < ", " <> ", " IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + b;
            case 5 -> a + " IS NULL";
            case 6 -> a + " IS NOT NULL";
            case 7 -> "coalesce(" + a + ", " + k + ") " + pick("=", ">", "<") + " " + (k + random.nextInt(2));
            case 8 -> a + " IN (" + k + ", " + (k + 2) + pick("", ", NULL") + ")";
            case 9 -> a + " NOT IN (" + k + ", " + (k + 1) + ")";
            case 10 -> "NOT (" + a + " > " + k + pick(" AND ", " OR ") + b + " = 3)";
            case 11 -> any(visible) + ".s " + pick("= 'a'", "LIKE 'b'", "LIKE 'a%'", "IN ('a', 'c')", "<> 'b'");
            case 12 -> "CASE WHEN " + a + " > " + k + " THEN " + b + " = 2 ELSE " + b + " IS NULL END";
            case 13 ->
                "CAST(" + a + " AS " + pick("BIGINT", "DOUBLE", "DECIMAL(12,1)") + ") " + pick("<", ">=", "=", "<>")
                        + pick(" 2.5", " 3", " 3.0");
            default -> "(" + a + " = " + k + " AND " + b + " = 1 OR " + a + " = " + k + " AND " + b + " > 3)";
        };
    }
}
