package tarn.engine.testing.random;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.testing.random.Source.Column;

/** Random tables, among them empty ones, columns of NULLs, of one value, of few values; and a long one. */
final class RandomTables {
    /** The short tables are t0, t1, ...; the long one is called big. */
    static final int SHORT = 3;

    static final String LONG = "big";

    private static final List<String> TYPES = List.of(
            "INTEGER",
            "INTEGER",
            "TINYINT",
            "SMALLINT",
            "BIGINT",
            "HUGEINT",
            "DOUBLE",
            "FLOAT",
            "DECIMAL(4,1)",
            "DECIMAL(9,2)",
            "DECIMAL(18,3)",
            "DECIMAL(25,4)",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "BOOLEAN",
            "DATE",
            "DATE",
            "TIMESTAMP",
            "TIMESTAMP",
            "TIME",
            "INTERVAL",
            "INTEGER[]",
            "VARCHAR[]",
            "STRUCT(a INTEGER, b VARCHAR)",
            "MAP(VARCHAR, INTEGER)",
            "STRUCT(a INTEGER, b VARCHAR)[]",
            "INTEGER[][]",
            "BLOB",
            "UTINYINT",
            "UINTEGER",
            "UBIGINT",
            "ENUM('b', 'a', 'abc', 'Zed')");
    private static final String VIEW = "v0";

    private final Dice dice;
    private final RandomExpressions make;
    private final List<String> statements = new ArrayList<>();

    RandomTables(Dice dice, RandomExpressions make) {
        this.dice = dice;
        this.make = make;
    }

    /** A table: its columns are named without it. */
    record Table(String name, List<Column> columns) {}

    /** The statements that make the tables asked for so far. */
    List<String> statements() {
        return List.copyOf(statements);
    }

    List<Table> shortOnes() {
        var tables = new ArrayList<Table>();
        for (int i = 0; i < SHORT; i++) {
            var types = types(3 + dice.below(6));
            var name = "t" + i;
            create(name, types);
            int rows = dice.chance(10) ? 0 : 1 + dice.below(dice.chance(20) ? 60 : 12);
            var values = types.stream().map(this::values).toList();
            for (int row = 0; row < rows; row++) {
                var line = new ArrayList<String>(List.of(Integer.toString(row)));
                values.forEach(choice -> line.add(dice.one(choice)));
                statements.add("INSERT INTO " + name + " VALUES (" + String.join(", ", line) + ")");
            }
            tables.add(table(name, types));
        }
        var viewed = dice.one(tables);
        var names = viewed.columns();
        var made = dice.one(names.subList(1, names.size()));
        statements.add("CREATE OR REPLACE VIEW " + VIEW + " AS SELECT * REPLACE (" + make.of(made.kind(), names, 2)
                + " AS " + made.sql() + ") FROM " + viewed.name() + " WHERE " + make.of(Kind.BOOLEAN, names, 2));
        tables.add(new Table(VIEW, names));
        return tables;
    }

    /** A table whose values repeat with periods that have no common divisor. */
    Table longOne(int rows) {
        var types = types(4 + dice.below(4));
        create(LONG, types);
        var items = new ArrayList<String>(List.of("i"));
        for (var type : types) {
            var values = values(type);
            var item = new StringBuilder("CASE i * " + dice.pick("1", "7919", "104729") + " // "
                    + dice.pick("1", "1", "700") + " % " + values.size());
            for (int i = 0; i < values.size(); i++) {
                item.append(" WHEN ")
                        .append(i)
                        .append(" THEN (")
                        .append(values.get(i))
                        .append(")::")
                        .append(type);
            }
            items.add(item.append(" END").toString());
        }
        statements.add(
                "INSERT INTO " + LONG + " SELECT " + String.join(", ", items) + " FROM range(" + rows + ") r(i)");
        return table(LONG, types);
    }

    /** Those that are no views. */
    List<Table> stored(List<Table> tables) {
        return tables.stream().filter(table -> !table.name().equals(VIEW)).toList();
    }

    private List<String> types(int count) {
        var types = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            types.add(dice.one(TYPES));
        }
        return types;
    }

    private void create(String name, List<String> types) {
        var columns = new ArrayList<String>(List.of("id INTEGER"));
        for (int i = 0; i < types.size(); i++) {
            columns.add("c" + i + " " + types.get(i));
        }
        statements.add("DROP TABLE IF EXISTS " + name);
        statements.add("CREATE TABLE " + name + "(" + String.join(", ", columns) + ")");
    }

    private static Table table(String name, List<String> types) {
        var columns = new ArrayList<Column>(List.of(new Column("id", Kind.NUMBER)));
        for (int i = 0; i < types.size(); i++) {
            columns.add(new Column("c" + i, Kind.of(types.get(i))));
        }
        return new Table(name, List.copyOf(columns));
    }

    /** What a column's values are drawn from: few or many of them, NULL seldom, mostly or always. */
    private List<String> values(String type) {
        var values = new ArrayList<String>();
        int distinct = dice.one(List.of(1, 2, 3, 8, 8, 8, 13));
        for (int i = 0; i < distinct; i++) {
            values.add(value(type));
        }
        int nulls = dice.one(List.of(0, distinct / 4, distinct / 4, distinct / 4, distinct, 9 * distinct));
        for (int i = 0; i < nulls; i++) {
            values.add("NULL");
        }
        return values;
    }

    private String value(String type) {
        return switch (type) {
            case "BOOLEAN" -> dice.pick("true", "false");
            case "TINYINT", "SMALLINT" -> Integer.toString(dice.below(9) - 3);
            case "UTINYINT", "UINTEGER", "UBIGINT" -> Integer.toString(dice.below(dice.chance(70) ? 5 : 200));
            case "ENUM('b', 'a', 'abc', 'Zed')" -> dice.pick("'a'", "'b'", "'abc'", "'Zed'");
            case "INTEGER", "BIGINT", "HUGEINT" ->
                Integer.toString(dice.chance(80) ? dice.below(9) - 3 : dice.below(100_000));
            case "DOUBLE" ->
                dice.pick("0", "'-0.0'", "1.5", "-2.25", "1e10", "0.125", "'nan'", "'inf'", "'-inf'", "3", "100");
            case "FLOAT" -> dice.pick("0", "'-0.0'", "1.5", "-2.25", "0.125", "3", "100");
            case "DECIMAL(4,1)" -> dice.pick("0", "1.5", "-2.2", "99.9", "3");
            case "DECIMAL(9,2)", "DECIMAL(18,3)" -> dice.pick("0", "1.5", "-2.25", "99.99", "0.01", "3", "100");
            case "DECIMAL(25,4)" -> dice.pick("0", "1.5", "-2.2501", "123456789012345.6789", "0.0001", "3");
            case "DATE" ->
                "DATE '" + dice.pick("2020-02-29", "2020-01-01", "1969-12-31", "2021-12-31", "2020-03-01") + "'";
            case "TIMESTAMP" ->
                "TIMESTAMP '"
                        + dice.pick("2020-02-29 10:00:00", "1969-12-31 23:59:59.5", "2020-01-01", "2020-03-01 00:00:01")
                        + "'";
            case "TIME" -> "TIME '" + dice.pick("00:00:00", "12:00:00.25", "23:59:59") + "'";
            case "VARCHAR" ->
                dice.pick(
                        "''",
                        "'a'",
                        "'b'",
                        "'abc'",
                        "'ABC'",
                        "'äöü'",
                        "'long enough text'",
                        "'3'",
                        "'long enough too'");
            default -> make.literal(Kind.of(type));
        };
    }
}
