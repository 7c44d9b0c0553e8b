package tarn.engine.testing.random;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.testing.random.RandomTables.Table;
import tarn.engine.testing.random.Source.Column;

/** Random statements that change the rows of a table; {@code id} still tells them apart afterwards. */
final class RandomChanges {
    private static final int APART = 10_000;

    private final Dice dice;
    private final RandomExpressions make;
    private final RandomSubqueries subqueries;
    private final List<Table> tables;
    private int inserts;

    RandomChanges(Dice dice, RandomExpressions make, RandomSubqueries subqueries, List<Table> tables) {
        this.dice = dice;
        this.make = make;
        this.subqueries = subqueries;
        this.tables = tables;
    }

    RandomQueries.Change change() {
        var table = dice.one(tables);
        var sql = switch (dice.below(5)) {
            case 0, 1 -> "UPDATE " + table.name() + " SET " + assigned(table, of(table, table.name())) + where(table);
            case 2 -> "DELETE FROM " + table.name() + where(table);
            case 3 -> insert(table);
            default -> merge(table);
        };
        return new RandomQueries.Change(sql, "SELECT * FROM " + table.name());
    }

    private static List<Column> of(Table table, String alias) {
        return table.columns().stream()
                .map(column -> new Column(alias + "." + column.sql(), column.kind()))
                .toList();
    }

    private String where(Table table) {
        var columns = of(table, table.name());
        var condition = dice.chance(30) ? subqueries.condition(columns) : make.of(Kind.BOOLEAN, columns, 3);
        return dice.chance(85)
                ? " WHERE " + table.name() + ".id % 3 = " + dice.below(3) + " AND " + condition
                : " WHERE " + condition;
    }

    /** One of the columns but the first, which the key is, and a value for it. */
    private String assigned(Table table, List<Column> known) {
        var column = dice.one(table.columns().subList(1, table.columns().size()));
        return column.sql() + " = " + make.of(column.kind(), known, 2);
    }

    private String insert(Table table) {
        var from = dice.one(tables);
        var column = dice.one(table.columns().subList(1, table.columns().size()));
        inserts++;
        return "INSERT INTO " + table.name() + " (id, " + column.sql() + ") SELECT id + " + APART * inserts + ", "
                + make.of(column.kind(), of(from, from.name()), 2) + " FROM " + from.name() + where(from);
    }

    private String merge(Table table) {
        var from = dice.one(tables);
        var both = new ArrayList<>(of(table, "a"));
        both.addAll(of(from, "b"));
        var set = assigned(table, both);
        var matched = dice.pick("UPDATE SET " + set, "DELETE", "DO NOTHING");
        return "MERGE INTO " + table.name() + " a USING " + from.name() + " b ON a.id = b.id WHEN MATCHED AND "
                + make.of(Kind.BOOLEAN, both, 2) + " THEN " + matched
                + (dice.chance(50) ? " WHEN MATCHED THEN UPDATE SET " + assigned(table, both) : "")
                + (dice.chance(50) ? " WHEN NOT MATCHED THEN INSERT (id) VALUES (b.id)" : "");
    }
}
