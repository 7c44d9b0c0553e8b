package tarn.engine.testing.random;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.testing.random.Source.Column;

/** Random sub-queries in expressions, correlated at times, also with what is two queries further out. */
final class RandomSubqueries implements RandomExpressions.Scalars {
    private static final List<Kind> COMPARED = List.of(Kind.NUMBER, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.BOOLEAN);

    private final Dice dice;
    private final RandomExpressions make;
    private final RandomSources sources;
    private boolean outerAggregates = true;

    RandomSubqueries(Dice dice, RandomExpressions make, RandomSources sources) {
        this.dice = dice;
        this.make = make;
        this.sources = sources;
    }

    /** Whether aggregates may have columns of the query around, which at times makes one row of that. */
    void allowOuterAggregates(boolean allowed) {
        outerAggregates = allowed;
    }

    @Override
    public String scalar(Kind kind, List<Column> outer) {
        var from = from();
        var inside = dice.chance(75) ? with(from.columns(), outer) : from.columns();
        var where = " FROM " + from.sql() + where(inside);
        return switch (dice.below(8)) {
            case 0 -> "(SELECT " + make.of(kind, outer, 1) + ")";
            case 1 ->
                from.keys().isEmpty()
                        ? "(SELECT " + make.aggregate(kind, from.columns(), 1) + where + ")"
                        : "(SELECT " + make.of(kind, inside, 1) + where + " ORDER BY " + make.order(from.keys())
                                + " LIMIT 1" + dice.pick("", "", " OFFSET 1") + ")";
            case 2 -> {
                var key = dice.one(from.columns()).sql();
                yield "(SELECT " + make.aggregate(kind, from.columns(), 1) + where + " GROUP BY " + key + " ORDER BY "
                        + key + " LIMIT 1)";
            }
            case 4 ->
                "(SELECT " + make.aggregate(kind, List.of(new Column("y", kind)), 1) + " FROM (SELECT "
                        + make.of(kind, inside, 1) + where
                        + dice.pick(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ")
                        + "SELECT " + make.of(kind, outer, 1) + ") z(y))";
            case 5 ->
                from.keys().isEmpty()
                        ? "(SELECT " + make.aggregate(kind, outerAggregates ? inside : from.columns(), 1) + where + ")"
                        : "(SELECT " + make.aggregate(kind, List.of(new Column("y", kind)), 1) + " FROM (SELECT "
                                + make.of(kind, inside, 1) + where + " ORDER BY " + make.order(from.keys()) + " LIMIT "
                                + dice.below(4) + ") z(y))";
            case 3 ->
                "(SELECT " + make.aggregate(kind, List.of(new Column("y", kind)), 1) + " FROM (SELECT "
                        + make.of(kind, inside, 1) + where + ") z(y))";
            default ->
                "(SELECT " + make.aggregate(kind, outerAggregates && dice.chance(15) ? inside : from.columns(), 1)
                        + where + ")";
        };
    }

    @Override
    public String condition(List<Column> outer) {
        var kind = dice.one(COMPARED);
        var from = from();
        var inside = dice.chance(70) ? with(from.columns(), outer) : from.columns();
        var value = make.of(kind, outer, 1);
        var item = make.of(kind, dice.chance(20) ? inside : from.columns(), 1);
        var body = " FROM " + from.sql() + where(inside);
        return switch (dice.below(8)) {
            case 0, 1 -> "(" + dice.pick("", "NOT ") + "EXISTS (SELECT " + item + body + "))";
            case 2, 3 -> "(" + value + dice.pick(" IN", " NOT IN") + " (SELECT " + item + body + "))";
            case 4 ->
                "(" + value + dice.pick(" = ", " < ", " >= ", " <> ") + dice.pick("ANY", "ALL") + " (SELECT " + item
                        + body + "))";
            case 6 -> {
                var other = dice.one(COMPARED);
                var rows = " FROM " + from.sql() + where(from.columns());
                yield "((" + value + ", " + make.of(other, outer, 1) + ")" + dice.pick(" IN", " NOT IN") + " (SELECT "
                        + make.of(kind, from.columns(), 1) + ", " + make.of(other, from.columns(), 1) + rows + "))";
            }
            case 5 ->
                "(" + value + " IN (SELECT " + item + body + dice.pick(" UNION ", " UNION ALL ", " EXCEPT ") + "SELECT "
                        + make.of(kind, from.columns(), 0) + " FROM " + from.sql() + "))";
            default ->
                "(" + value + dice.pick(" = ", " < ", " IS DISTINCT FROM ") + "(SELECT "
                        + make.aggregate(kind, from.columns(), 1) + body + "))";
        };
    }

    private Source from() {
        return dice.chance(80) ? sources.table() : sources.from(1);
    }

    private String where(List<Column> columns) {
        return dice.chance(85) ? " WHERE " + make.of(Kind.BOOLEAN, columns, 2) : "";
    }

    private static List<Column> with(List<Column> inner, List<Column> outer) {
        var both = new ArrayList<>(inner);
        both.addAll(outer);
        return both;
    }
}
