package tarn.engine.testing.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tarn.engine.testing.random.RandomTables.Table;
import tarn.engine.testing.random.Source.Column;

/** Random tables, joins and derived tables for FROM. */
final class RandomSources {
    private static final List<Kind> JOINED =
            List.of(Kind.NUMBER, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.BOOLEAN, Kind.TIMESTAMP);

    /** Makes the queries that stand in FROM. */
    interface Queries {
        Source.Query query(int depth);
    }

    private final Dice dice;
    private final RandomExpressions make;
    private final Queries queries;
    private final List<Table> tables;
    private final Table big;
    private final Deque<Table> common = new ArrayDeque<>();
    private boolean bigAllowed;
    private int aliases;

    RandomSources(Dice dice, RandomExpressions make, Queries queries, List<Table> tables, Table big) {
        this.dice = dice;
        this.make = make;
        this.queries = queries;
        this.tables = tables;
        this.big = big;
    }

    /** Whether the long table may be used, once. */
    void allowBig(boolean allowed) {
        bigAllowed = allowed;
    }

    String alias() {
        return "a" + aliases++;
    }

    /** A common table expression that may be named until it is left. */
    void enter(Table expression) {
        common.push(expression);
    }

    void leave() {
        common.pop();
    }

    Source table() {
        if (!common.isEmpty() && dice.chance(45)) {
            return named(dice.one(List.copyOf(common)), false);
        }
        if (bigAllowed && dice.chance(40)) {
            return big();
        }
        return stored();
    }

    Source big() {
        bigAllowed = false;
        return named(big, true);
    }

    private Source stored() {
        return named(dice.one(tables), true);
    }

    private Source named(Table table, boolean keyed) {
        var alias = alias();
        var columns = new ArrayList<Column>();
        table.columns().forEach(column -> columns.add(new Column(alias + "." + column.sql(), column.kind())));
        return new Source(table.name() + " " + alias, columns, keyed ? List.of(alias + ".id") : List.of());
    }

    /** A query with a name, whose columns are x0, x1, ... */
    Source derived(String sql, List<Kind> kinds) {
        var alias = alias();
        var columns = new ArrayList<Column>();
        var names = new ArrayList<String>();
        for (int i = 0; i < kinds.size(); i++) {
            names.add("x" + i);
            columns.add(new Column(alias + ".x" + i, kinds.get(i)));
        }
        return new Source("(" + sql + ") " + alias + "(" + String.join(", ", names) + ")", columns, List.of());
    }

    Source from(int depth) {
        if (depth <= 0 || dice.chance(40)) {
            return table();
        }
        return switch (dice.below(12)) {
            case 0, 1 -> {
                var query = queries.query(depth - 1);
                yield derived(query.sql(), query.kinds());
            }
            case 2 -> dice.chance(50) ? values() : unpivot();
            case 3 -> dice.chance(50) ? pivot() : unnest(table());
            default -> joined(depth);
        };
    }

    /** The long table is joined seldom, and with one table only. */
    private Source joined(int depth) {
        if (bigAllowed && dice.chance(25)) {
            return join(big(), stored());
        }
        bigAllowed = false;
        return join(from(depth - 1), dice.chance(70) ? table() : from(depth - 1));
    }

    private Source values() {
        var kinds = List.of(make.key(), make.key());
        var types = kinds.stream().map(Kind::type).toList();
        var rows = Dice.list(
                1 + dice.below(4),
                () -> "((" + make.literal(kinds.getFirst()) + ")::" + types.getFirst() + ", ("
                        + make.literal(kinds.getLast()) + ")::" + types.getLast() + ")");
        return derived("VALUES " + rows, kinds);
    }

    /** The elements of a list, for each row that has any. */
    private Source unnest(Source source) {
        var alias = alias();
        var columns = new ArrayList<>(source.columns());
        columns.add(new Column(alias + ".x", Kind.NUMBER));
        var list = make.of(Kind.NUMBERS, source.columns(), 2);
        return new Source(source.sql() + " CROSS JOIN unnest(" + list + ") " + alias + "(x)", columns, List.of());
    }

    private Source unpivot() {
        var table = stored();
        var kind = make.key();
        var items = new ArrayList<String>(List.of(make.of(make.key(), table.columns(), 0) + " AS g"));
        var first = make.key();
        items.set(0, make.of(first, table.columns(), 1) + " AS g");
        for (var name : List.of("p", "q", "r")) {
            items.add("(" + make.of(kind, table.columns(), 1) + ")::" + kind.type() + " AS " + name);
        }
        var sql = "SELECT g, n, v FROM (SELECT " + String.join(", ", items) + " FROM " + table.sql() + ") UNPIVOT "
                + dice.pick("", "INCLUDE NULLS ") + "(v FOR n IN (p, q, r))";
        return derived(sql, List.of(first, Kind.TEXT, kind));
    }

    private Source pivot() {
        var table = stored();
        var group = make.key();
        var kind = make.kind();
        while (kind == Kind.INTERVAL || kind == Kind.MAP) {
            kind = make.kind();
        }
        var sql = "SELECT * FROM (SELECT (" + make.of(group, table.columns(), 0) + ")::" + group.type() + " AS g, "
                + table.columns().getFirst().sql() + " % 3 AS k, "
                + make.of(kind, table.columns(), 1) + " AS v FROM " + table.sql() + ") PIVOT ("
                + dice.pick("max", "min") + "(v) FOR k IN (0, 1, 2) GROUP BY g)";
        return derived(sql, List.of(group, kind, kind, kind));
    }

    private Source lateral(Source left) {
        var table = dice.chance(80) ? table() : from(1);
        var columns = new ArrayList<>(table.columns());
        columns.addAll(left.columns());
        var kind = dice.one(JOINED);
        boolean one = dice.chance(40);
        var item = one ? make.aggregate(kind, table.columns(), 1) : make.of(kind, columns, 2);
        var sql = "SELECT " + item + " FROM " + table.sql() + " WHERE " + make.of(Kind.BOOLEAN, columns, 2);
        if (!one && !table.keys().isEmpty() && dice.chance(40)) {
            sql += " ORDER BY " + make.order(table.keys()) + " LIMIT " + (1 + dice.below(2));
        }
        var alias = alias();
        var all = new ArrayList<>(left.columns());
        all.add(new Column(alias + ".x", kind));
        boolean outer = dice.chance(50);
        return new Source(
                left.sql() + (outer ? " LEFT" : " CROSS") + " JOIN LATERAL (" + sql + ") " + alias + "(x)"
                        + (outer ? " ON true" : ""),
                all,
                one ? left.keys() : List.of());
    }

    /** To each row the nearest one of a table. */
    private Source asof(Source left) {
        var right = stored();
        var terms = new ArrayList<String>();
        var number = left.columns().stream()
                .filter(column -> column.kind() == Kind.NUMBER)
                .findFirst();
        if (number.isEmpty()) {
            return lateral(left);
        }
        if (dice.chance(60)) {
            var kind = dice.one(JOINED);
            terms.add(make.of(kind, left.columns(), 0) + " = " + make.of(kind, right.columns(), 0));
        }
        terms.add(number.get().sql()
                + dice.pick(" >= ", " > ", " <= ", " < ")
                + right.keys().getFirst());
        return new Source(
                left.sql() + " ASOF " + dice.pick("JOIN ", "LEFT JOIN ") + right.sql() + " ON "
                        + String.join(" AND ", terms),
                both(left, right),
                left.keys());
    }

    private Source join(Source left, Source right) {
        int draw = dice.below(100);
        if (draw < 10) {
            return lateral(left);
        }
        if (draw < 16) {
            return asof(left);
        }
        var both = both(left, right);
        var keys = new ArrayList<String>();
        if (!left.keys().isEmpty() && !right.keys().isEmpty()) {
            keys.addAll(left.keys());
            keys.addAll(right.keys());
        }
        if (draw < 19) {
            var one = stored();
            var other = stored();
            return new Source(
                    "(" + inOrder(one) + " POSITIONAL JOIN " + inOrder(other) + ")",
                    both(one, other),
                    List.of(one.keys().getFirst(), other.keys().getFirst()));
        }
        var kind = dice.pick("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN", "SEMI JOIN", "ANTI JOIN");
        if (kind.equals("CROSS JOIN")) {
            return new Source(left.sql() + " CROSS JOIN " + right.sql(), both, keys);
        }
        var sql = left.sql() + " " + kind + " " + right.sql() + " ON " + on(left, right, both);
        boolean half = kind.equals("SEMI JOIN") || kind.equals("ANTI JOIN");
        if (draw > 90) {
            var one = stored();
            var other = stored();
            var using = "(" + one.sql() + " " + kind + " " + other.sql() + " USING (id))";
            return new Source(using, half ? one.columns() : both(one, other), List.of());
        }
        return half ? new Source(sql, left.columns(), left.keys()) : new Source(sql, both, keys);
    }

    /** A changed table's rows are in another order in DuckDB. */
    private static String inOrder(Source stored) {
        var words = stored.sql().split(" ");
        return "(SELECT * FROM " + words[0] + " ORDER BY id LIMIT 1000) " + words[1];
    }

    private String on(Source left, Source right, List<Column> both) {
        var terms = new ArrayList<String>();
        int count = dice.one(List.of(0, 1, 1, 1, 1, 2));
        for (int i = 0; i < count; i++) {
            var type = dice.one(JOINED);
            terms.add(make.of(type, left.columns(), dice.chance(70) ? 0 : 1)
                    + dice.pick(" = ", " = ", " = ", " < ", " >= ", " <> ", " IS NOT DISTINCT FROM ")
                    + make.of(type, right.columns(), dice.chance(70) ? 0 : 1));
        }
        if (terms.isEmpty() || dice.chance(25)) {
            terms.add(make.of(Kind.BOOLEAN, both, 2));
        }
        return String.join(dice.chance(90) ? " AND " : " OR ", terms);
    }

    private static List<Column> both(Source left, Source right) {
        var both = new ArrayList<>(left.columns());
        both.addAll(right.columns());
        return both;
    }
}
