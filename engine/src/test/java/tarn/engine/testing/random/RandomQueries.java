package tarn.engine.testing.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tarn.engine.testing.random.RandomTables.Table;
import tarn.engine.testing.random.Source.Column;
import tarn.engine.testing.random.Source.Query;

/** Random tables and queries over them as SQL text. The results are sets of rows: only a total order has a LIMIT. */
public final class RandomQueries {
    private static final int LONG_ROWS = 5000;

    /** From 20,000 rows on groups and joins take other ways. */
    private static final int LONGER_ROWS = 25_000;

    /** More than two row groups. */
    private static final int VERY_LONG_ROWS = 260_000;

    private final Dice dice;
    private final RandomExpressions make;
    private final RandomWindows windows;
    private final RandomSources sources;
    private final RandomSubqueries subqueries;
    private final RandomForms forms;
    private final RandomChanges changes;
    private final List<String> statements;
    private final boolean veryLong;
    private int names;

    public RandomQueries(long seed) {
        var random = new Random(seed);
        veryLong = seed % 20 == 0;
        dice = new Dice(random);
        make = new RandomExpressions(dice);
        windows = new RandomWindows(dice, make);
        var tables = new RandomTables(dice, make);
        var shortOnes = tables.shortOnes();
        var big = tables.longOne(veryLong ? VERY_LONG_ROWS : seed % 3 == 0 ? LONGER_ROWS : LONG_ROWS);
        statements = tables.statements();
        sources = new RandomSources(dice, make, this::query, shortOnes, big);
        subqueries = new RandomSubqueries(dice, make, sources);
        forms = new RandomForms(dice, make, sources, shortOnes);
        changes = new RandomChanges(dice, make, subqueries, tables.stored(shortOnes));
    }

    /** Statements that make the tables anew. */
    public List<String> tables() {
        return statements;
    }

    /** FROM, a condition over its columns and something computed from them: for checks that split rows by the condition. */
    public record Split(String from, String condition, String items) {}

    public Split split() {
        allow(dice.below(2), dice.chance(10) && !veryLong);
        subqueries.allowOuterAggregates(false);
        var from = sources.from(2);
        var condition = make.of(Kind.BOOLEAN, from.columns(), 3);
        var items = items(List.of(make.kind(), make.kind()), from.columns(), 2);
        subqueries.allowOuterAggregates(true);
        return new Split(from.sql(), condition, items);
    }

    /** A change of a table, and a query for what it then holds. */
    public record Change(String sql, String rows) {}

    public Change change() {
        allow(dice.below(3), false);
        return changes.change();
    }

    public String query() {
        boolean big = dice.chance(veryLong ? 4 : 10);
        allow(dice.below(4), big && !veryLong);
        if (big && veryLong) {
            var rows = sources.big();
            var columns = rows.columns().subList(1, rows.columns().size());
            return grouped(new Source(rows.sql(), columns, rows.keys()), 0).sql();
        }
        return dice.chance(15) ? common(2).sql() : query(2).sql();
    }

    private void allow(int subqueryCount, boolean big) {
        make.allow(subqueries, subqueryCount);
        sources.allowBig(big);
    }

    private Query query(int depth) {
        if (depth > 0 && dice.chance(12)) {
            return setOperation(depth - 1);
        }
        return switch (dice.below(23)) {
            case 0, 1, 2, 3, 4, 5 -> grouped(sources.from(depth), depth);
            case 6, 7, 8, 9, 10 -> windowed(depth);
            case 11 -> distinctOn(depth);
            case 13, 14, 15 -> forms.query();
            case 12 -> depth > 1 ? common(depth - 1) : plain(depth);
            default -> plain(depth);
        };
    }

    private List<Kind> kinds(int count, boolean keys) {
        var kinds = new ArrayList<Kind>();
        for (int i = 0; i < count; i++) {
            kinds.add(keys ? make.key() : make.kind());
        }
        return kinds;
    }

    private String items(List<Kind> kinds, List<Column> columns, int depth) {
        return aliased(kinds.stream().map(kind -> make.of(kind, columns, depth)).toList());
    }

    private static String aliased(List<String> items) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> items.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
    }

    private String where(List<Column> columns, int depth) {
        if (dice.chance(30)) {
            return "";
        }
        var subquery = depth > 0 && dice.chance(25) ? subqueries.condition(columns) + dice.pick(" AND ", " OR ") : "";
        return " WHERE " + subquery + make.of(Kind.BOOLEAN, columns, 3);
    }

    private String order(int width) {
        return " ORDER BY "
                + make.order(IntStream.rangeClosed(1, width)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private String limit() {
        return " LIMIT " + dice.below(8) + (dice.chance(30) ? " OFFSET " + dice.below(4) : "");
    }

    private Query plain(int depth) {
        var from = sources.from(depth);
        int width = 1 + dice.below(4);
        boolean distinct = dice.chance(15);
        boolean limited = !distinct && dice.chance(10);
        var kinds = kinds(width, distinct || limited);
        var sql = "SELECT " + (distinct ? "DISTINCT " : "") + items(kinds, from.columns(), 3) + " FROM " + from.sql()
                + where(from.columns(), depth);
        if (limited) {
            sql += order(width) + limit();
        } else if (!distinct && !from.keys().isEmpty() && dice.chance(15)) {
            sql += " ORDER BY " + term(from.columns()) + dice.pick(" DESC, ", ", ") + make.order(from.keys()) + limit();
        }
        return new Query(sql, kinds);
    }

    /** No number: DuckDB takes it for the place of a column, and where ORDER BY has others than the list, for one of those. */
    private String term(List<Column> columns) {
        while (true) {
            var term = make.of(make.key(), columns, 1);
            if (!term.matches("-?[0-9]+")) {
                return term;
            }
        }
    }

    private Query distinctOn(int depth) {
        var from = sources.from(depth);
        if (from.keys().isEmpty()) {
            return plain(depth);
        }
        var kinds = kinds(1 + dice.below(3), false);
        var on = Dice.list(1 + dice.below(2), () -> term(from.columns()));
        var sql = "SELECT DISTINCT ON (" + on + ") " + items(kinds, from.columns(), 2) + " FROM " + from.sql()
                + where(from.columns(), depth) + " ORDER BY " + make.order(from.keys());
        return new Query(sql, kinds);
    }

    private Query setOperation(int depth) {
        var kinds = kinds(1 + dice.below(3), true);
        var sql = operand(kinds, depth);
        var same = dice.pick("", "", " UNION ", " UNION ALL ", " EXCEPT ");
        for (int i = 1 + dice.below(same.isEmpty() ? 2 : 4); i > 0; i--) {
            boolean byName = same.isEmpty() && dice.chance(20);
            var operator = byName
                    ? dice.pick(" UNION BY NAME ", " UNION ALL BY NAME ")
                    : dice.pick(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ", " INTERSECT ALL ", " EXCEPT ALL ");
            var part = "(" + (byName ? shuffled(kinds, depth) : operand(kinds, depth)) + ")";
            if (!same.isEmpty()) {
                sql = (dice.chance(50) ? sql : "(" + sql + ")") + same + part;
            } else {
                sql = dice.chance(85) || byName ? "(" + sql + ")" + operator + part : part + operator + "(" + sql + ")";
            }
        }
        return new Query(sql + (dice.chance(20) ? order(kinds.size()) + limit() : ""), kinds);
    }

    private String operand(List<Kind> kinds, int depth) {
        var from = sources.from(depth);
        return "SELECT " + items(kinds, from.columns(), 2) + " FROM " + from.sql() + where(from.columns(), 0);
    }

    /** The columns have the names of their places, but stand elsewhere. */
    private String shuffled(List<Kind> kinds, int depth) {
        var from = sources.from(depth);
        var items = new ArrayList<String>();
        for (int i = 0; i < kinds.size(); i++) {
            items.add(make.of(kinds.get(i), from.columns(), 2) + " AS c" + i);
        }
        Collections.rotate(items, dice.below(3));
        return "SELECT " + String.join(", ", items) + " FROM " + from.sql();
    }

    private Query grouped(Source from, int depth) {
        var columns = from.columns();
        var keys = new ArrayList<String>();
        var kinds = new ArrayList<Kind>();
        for (int i = dice.below(4); i > 0; i--) {
            var kind = make.key();
            var key = make.of(kind, columns, dice.chance(60) ? 0 : 2);
            // a constant would be a position, and DuckDB takes equal keys with sub-queries for different ones
            if (columns.stream().anyMatch(column -> key.contains(column.sql()))
                    && !key.contains("SELECT")
                    && !keys.contains(key)) {
                keys.add(key);
                kinds.add(kind);
            }
        }
        var items = new ArrayList<>(keys);
        for (int i = 1 + dice.below(3); i > 0; i--) {
            var kind = make.kind();
            kinds.add(kind);
            items.add(make.aggregate(kind, columns, from.keys(), 2));
        }
        if (!keys.isEmpty() && dice.chance(15)) {
            kinds.add(Kind.NUMBER);
            items.add(overGroups(keys, columns));
        }
        var groups = groups(keys);
        if (groups.contains("(") && !keys.isEmpty() && !groups.equals(plainGroups(keys)) && dice.chance(50)) {
            kinds.add(Kind.NUMBER);
            items.add("grouping(" + String.join(", ", keys) + ")");
        }
        var sql = "SELECT " + aliased(items) + " FROM " + from.sql() + where(columns, depth) + groups;
        if (dice.chance(20)) {
            sql += " HAVING " + make.aggregate(Kind.NUMBER, columns, 1) + dice.pick(" > ", " < ", " <> ")
                    + (dice.chance(80) ? dice.pick("0", "1", "2") : subqueries.scalar(Kind.NUMBER, List.of()));
        }
        return new Query(sql, kinds);
    }

    /** A window over the groups, whose keys put them in order. */
    private String overGroups(List<String> keys, List<Column> columns) {
        var call = dice.chance(40)
                ? dice.pick("rank()", "dense_rank()", "count(*)")
                : dice.pick("sum(", "max(", "count(") + make.callAggregate(Kind.NUMBER, columns, 1) + ")";
        var partition = dice.chance(30) ? "PARTITION BY " + keys.getFirst() + " " : "";
        return call + " OVER (" + partition + "ORDER BY " + make.order(keys) + ")";
    }

    private static String plainGroups(List<String> keys) {
        return " GROUP BY " + String.join(", ", keys);
    }

    private String groups(List<String> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        var list = String.join(", ", keys);
        return switch (dice.below(13)) {
            case 10 -> " GROUP BY ALL";
            case 11 -> " GROUP BY " + keys.getFirst() + ", ROLLUP (" + list + ")";
            case 12 -> " GROUP BY GROUPING SETS (CUBE (" + list + "), (" + keys.getLast() + "))";
            case 0 -> " GROUP BY ROLLUP (" + list + ")";
            case 1 -> " GROUP BY CUBE (" + list + ")";
            case 2 -> " GROUP BY GROUPING SETS ((" + list + "), (" + keys.getFirst() + "), ())";
            case 3 -> " GROUP BY GROUPING SETS ((" + keys.getLast() + "), (" + keys.getFirst() + "))";
            default -> plainGroups(keys);
        };
    }

    private Query windowed(int depth) {
        var from = sources.from(depth);
        boolean named = dice.chance(20);
        var kinds = new ArrayList<Kind>();
        var items = new ArrayList<String>();
        for (int i = 1 + dice.below(3); i > 0; i--) {
            boolean plain = dice.chance(30);
            var kind = plain || dice.chance(40) ? make.key() : Kind.NUMBER;
            kinds.add(named ? Kind.NUMBER : kind);
            if (named) {
                items.add(windows.named("w", from));
            } else {
                items.add(plain ? make.of(kind, from.columns(), 2) : windows.call(kind, from));
            }
        }
        var sql = "SELECT " + aliased(items) + " FROM " + from.sql() + where(from.columns(), depth)
                + (named ? " WINDOW w AS (" + windows.definition(from) + ")" : "");
        if (dice.chance(20)) {
            sql += " QUALIFY " + windows.call(Kind.NUMBER, from) + dice.pick(" <= ", " > ", " = ") + dice.below(4);
        }
        return new Query(sql, kinds);
    }

    /** A query over another one that has a name, and may be recursive. */
    private Query common(int depth) {
        var name = "w" + names++;
        sources.allowBig(false);
        boolean recursive = dice.chance(35);
        var columns = new ArrayList<Column>();
        String definition;
        if (recursive) {
            var kind = dice.one(List.of(Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.NUMBERS));
            columns.add(new Column("x0", Kind.NUMBER));
            columns.add(new Column("x1", kind));
            definition = "(x0, x1) AS (" + recursion(name, kind) + ")";
        } else {
            var query = query(depth - 1);
            for (int i = 0; i < query.kinds().size(); i++) {
                columns.add(new Column("x" + i, query.kinds().get(i)));
            }
            var names = columns.stream().map(Column::sql).collect(Collectors.joining(", "));
            definition = "(" + names + ") AS " + dice.pick("", "", "MATERIALIZED ", "NOT MATERIALIZED ") + "("
                    + query.sql() + ")";
        }
        sources.enter(new Table(name, columns));
        var second = dice.chance(30) ? second() : "";
        var body = query(depth);
        sources.leave();
        if (!second.isEmpty()) {
            sources.leave();
        }
        var sql = body.sql().startsWith("WITH") ? "SELECT * FROM (" + body.sql() + ")" : body.sql();
        return new Query(
                "WITH " + (recursive ? "RECURSIVE " : "") + name + definition + second + " " + sql, body.kinds());
    }

    /** Another query with a name, which may read the one before. */
    private String second() {
        var name = "w" + names++;
        var query = query(1);
        var columns = new ArrayList<Column>();
        for (int i = 0; i < query.kinds().size(); i++) {
            columns.add(new Column("x" + i, query.kinds().get(i)));
        }
        sources.enter(new Table(name, columns));
        var list = columns.stream().map(Column::sql).collect(Collectors.joining(", "));
        // behind WITH RECURSIVE, DuckDB gives a UNION the types of its first part, even one that is not recursive
        return ", " + name + "(" + list + ") AS (SELECT * FROM (" + query.sql() + "))";
    }

    private String recursion(String name, Kind kind) {
        var first = sources.table();
        var known = List.of(new Column("r.x0", Kind.NUMBER), new Column("r.x1", kind), new Column("r.x1", kind));
        boolean joined = dice.chance(30);
        var second = sources.table();
        var columns = new ArrayList<>(known);
        if (joined) {
            columns.addAll(second.columns());
        }
        return "SELECT 0, (" + make.of(kind, first.columns(), 1) + ")::" + kind.type() + " FROM " + first.sql()
                + where(first.columns(), 0) + (joined ? " UNION " : dice.pick(" UNION ", " UNION ALL "))
                + "SELECT r.x0 + 1, (" + make.of(kind, columns, 2) + ")::" + kind.type() + " FROM " + name + " r"
                + (joined ? " JOIN " + second.sql() + " ON " + make.of(Kind.BOOLEAN, columns, 1) : "")
                + " WHERE r.x0 < " + (joined ? 2 : 1 + dice.below(5)) + " AND " + make.of(Kind.BOOLEAN, columns, 1);
    }
}
