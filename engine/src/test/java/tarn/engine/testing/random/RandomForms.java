package tarn.engine.testing.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tarn.engine.testing.random.RandomTables.Table;
import tarn.engine.testing.random.Source.Column;
import tarn.engine.testing.random.Source.Query;

/** Random queries in the forms of SELECT that name columns by what they are not, by pattern, by place or by alias. */
final class RandomForms {
    private final Dice dice;
    private final RandomExpressions make;
    private final RandomSources sources;
    private final List<Table> tables;

    RandomForms(Dice dice, RandomExpressions make, RandomSources sources, List<Table> tables) {
        this.dice = dice;
        this.make = make;
        this.sources = sources;
        this.tables = tables;
    }

    Query query() {
        return switch (dice.below(9)) {
            case 0 -> star();
            case 1 -> matching();
            case 2 -> aliases();
            case 3 -> byPlace();
            case 4 -> fromFirst();
            case 5 -> unnested();
            case 6 -> share();
            case 7 -> groupAliases();
            default -> qualified();
        };
    }

    private static List<Kind> kinds(List<Column> columns) {
        return columns.stream().map(Column::kind).toList();
    }

    private String where(List<Column> columns) {
        return dice.chance(50) ? " WHERE " + make.of(Kind.BOOLEAN, columns, 2) : "";
    }

    /** All columns of a table but some, with others in the place of some. */
    private Query star() {
        var table = dice.one(tables);
        var columns = new ArrayList<>(table.columns());
        var sql = new StringBuilder("SELECT *");
        if (dice.chance(60)) {
            var left = columns.remove(dice.below(columns.size()));
            sql.append(" EXCLUDE (").append(left.sql()).append(')');
        }
        if (dice.chance(60)) {
            var changed = dice.one(columns);
            sql.append(" REPLACE (")
                    .append(make.of(changed.kind(), table.columns(), 2))
                    .append(" AS ")
                    .append(changed.sql())
                    .append(')');
        }
        if (dice.chance(30)) {
            sql.append(" RENAME (").append(dice.one(columns).sql()).append(" AS other)");
        }
        return new Query(sql + " FROM " + table.name() + where(table.columns()), kinds(columns));
    }

    /** The columns whose names match. */
    private Query matching() {
        var table = dice.one(tables);
        var pattern = dice.pick("c[0-2]", "c.", "id|c0", ".*[13]");
        var columns =
                table.columns().stream().filter(c -> c.sql().matches(pattern)).toList();
        var call = dice.pick(
                "COLUMNS('^(" + pattern + ")$')", "COLUMNS(lambda c: regexp_full_match(c, '" + pattern + "'))");
        if (dice.chance(50)) {
            return new Query("SELECT " + call + " FROM " + table.name() + where(table.columns()), kinds(columns));
        }
        var counts = columns.stream().map(_ -> Kind.NUMBER).toList();
        return new Query("SELECT count(" + call + ") FROM " + table.name() + where(table.columns()), counts);
    }

    /** Columns that are made of others of the same list, which WHERE asks for too. */
    private Query aliases() {
        var from = sources.table();
        var first = make.key();
        var known = new ArrayList<>(from.columns());
        for (int i = 0; i < 4; i++) {
            known.add(new Column("e1", first));
        }
        var second = make.key();
        var sql = "SELECT " + make.of(first, from.columns(), 2) + " AS e1, " + make.of(second, known, 2)
                + " AS e2 FROM " + from.sql() + " WHERE " + make.of(Kind.BOOLEAN, known, 2);
        return new Query(sql, List.of(first, second));
    }

    private Query byPlace() {
        var from = sources.table();
        var key = make.key();
        var value = make.kind();
        var sql = "SELECT " + make.of(key, from.columns(), 2) + " AS k, " + make.aggregate(value, from.columns(), 1)
                + " AS v FROM " + from.sql() + where(from.columns()) + " GROUP BY " + dice.pick("1", "k", "ALL")
                + (dice.chance(30) ? " HAVING count(*) > 1" : "")
                + dice.pick("", " ORDER BY ALL", " ORDER BY k DESC NULLS LAST LIMIT 3");
        return new Query(sql, List.of(key, value));
    }

    private Query fromFirst() {
        var from = sources.table();
        if (dice.chance(30)) {
            return new Query("FROM " + from.sql() + where(from.columns()), kinds(from.columns()));
        }
        var kind = make.kind();
        var item = make.of(kind, from.columns(), 2);
        return new Query("FROM " + from.sql() + " SELECT " + item + where(from.columns()), List.of(kind));
    }

    /** Elements of lists in the list of columns, or numbered in FROM. */
    private Query unnested() {
        var from = sources.table();
        var list = make.of(Kind.NUMBERS, from.columns(), 2);
        if (dice.chance(50)) {
            var kind = make.key();
            var item = make.of(kind, from.columns(), 1);
            return new Query(
                    "SELECT unnest(" + list + ") AS u, " + item + " AS i FROM " + from.sql() + where(from.columns()),
                    List.of(Kind.NUMBER, kind));
        }
        var known = new ArrayList<>(from.columns());
        known.add(new Column("u.x", Kind.NUMBER));
        known.add(new Column("u.n", Kind.NUMBER));
        var kind = make.kind();
        var join = dice.pick(" CROSS JOIN ", ", ");
        var rows = dice.pick(
                "unnest(" + list + ") WITH ORDINALITY u(x, n)", "generate_series(1, 3) WITH ORDINALITY u(x, n)");
        return new Query(
                "SELECT u.x, u.n, " + make.of(kind, known, 2) + " AS i FROM " + from.sql() + join + rows + where(known),
                List.of(Kind.NUMBER, Kind.NUMBER, kind));
    }

    /** Some of the rows in order. */
    private Query share() {
        var table = dice.one(tables);
        var kind = make.kind();
        var limit = dice.pick("30 PERCENT", "(SELECT 2)", "1 + 1", "NULL", "ALL");
        return new Query(
                "SELECT " + make.of(kind, table.columns(), 2) + " FROM " + table.name() + where(table.columns())
                        + " ORDER BY " + make.order(List.of("id")) + " LIMIT " + limit,
                List.of(kind));
    }

    /** Groups and conditions on them by aliases. */
    private Query groupAliases() {
        var from = sources.table();
        var key = make.key();
        var other = make.key();
        var first = make.of(key, from.columns(), 2);
        var second = make.of(other, from.columns(), 1);
        // DuckDB loses groups of grouping sets if a key is a constant and there is HAVING
        boolean constant = Stream.of(first, second)
                .anyMatch(text -> from.columns().stream().noneMatch(column -> text.contains(column.sql())));
        var sql = "SELECT " + first + " AS k, " + second + " AS l, count(*) AS n FROM " + from.sql()
                + where(from.columns()) + " GROUP BY "
                + (constant
                        ? "k, l"
                        : dice.pick("k, l", "ROLLUP (k, l)", "CUBE (k, l)", "GROUPING SETS ((k), (l), ())", "ALL"))
                + " HAVING n "
                + dice.pick("> 1", "< 3", "= 1");
        return new Query(sql, List.of(key, other, Kind.NUMBER));
    }

    /** Rows by a window's alias. */
    private Query qualified() {
        var table = dice.one(tables);
        var kind = make.key();
        var partition = dice.chance(60) ? "PARTITION BY " + make.of(make.key(), table.columns(), 1) + " " : "";
        var names = table.columns().stream().map(Column::sql).collect(Collectors.joining(", "));
        return new Query(
                "SELECT " + make.of(kind, table.columns(), 2) + " AS v, row_number() OVER (" + partition
                        + "ORDER BY id) AS r FROM (SELECT " + names + " FROM " + table.name() + ") QUALIFY r "
                        + dice.pick("= 1", "<= 2", "> 1"),
                List.of(kind, Kind.NUMBER));
    }
}
