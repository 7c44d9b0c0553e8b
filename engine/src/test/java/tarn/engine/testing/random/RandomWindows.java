package tarn.engine.testing.random;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.testing.random.Source.Column;

/** Random calls of window functions whose results do not depend on the order of equal rows. */
final class RandomWindows {
    private final Dice dice;
    private final RandomExpressions make;

    RandomWindows(Dice dice, RandomExpressions make) {
        this.dice = dice;
        this.make = make;
    }

    /** A call over the rows of a source, whose window is written in place. */
    String call(Kind kind, Source source) {
        return !source.keys().isEmpty() && dice.chance(60) ? ordered(kind, source) : unordered(kind, source.columns());
    }

    /** A window by name: its rows are in a total order where the source has keys. */
    String definition(Source source) {
        var order = source.keys().isEmpty() ? make.of(make.key(), source.columns(), 1) : make.order(source.keys());
        return partition(source.columns()) + "ORDER BY " + order;
    }

    /** A call over a window with a name. */
    String named(String window, Source source) {
        boolean total = !source.keys().isEmpty();
        return numbered(source.columns()) + " OVER "
                + (dice.chance(40) ? window : "(" + window + frame(total, null, source.columns()) + ")");
    }

    private String partition(List<Column> columns) {
        if (dice.chance(50)) {
            return "";
        }
        return "PARTITION BY " + Dice.list(dice.chance(70) ? 1 : 2, () -> make.of(make.key(), columns, 1)) + " ";
    }

    /** A call over rows in a total order. */
    private String ordered(Kind kind, Source source) {
        var columns = source.columns();
        var first =
                dice.chance(50) ? make.of(make.key(), columns, 1) + dice.pick("", " DESC", " NULLS FIRST") + ", " : "";
        var over = " OVER (" + partition(columns) + "ORDER BY " + first + make.order(source.keys());
        var value = make.of(kind, columns, 1);
        var nulls = dice.pick("", "", " IGNORE NULLS", " RESPECT NULLS");
        var inside = dice.chance(12) ? " ORDER BY " + make.order(source.keys()) : "";
        var frame = frame(true, null, columns);
        return switch (dice.below(kind == Kind.NUMBER ? 8 : 5)) {
            case 0 -> {
                var offset = dice.chance(75) ? Integer.toString(dice.below(5) - 1) : count(columns);
                var otherwise = dice.chance(25) ? ", " + make.of(kind, columns, 0) : "";
                yield dice.pick("lag(", "lead(") + value + ", " + offset + (kind == Kind.NUMBER ? "" : otherwise)
                        // among values in another order, DuckDB counts the NULLs that it is to ignore
                        + inside + (inside.isEmpty() ? nulls : "") + ")" + over + ")";
            }
            case 1 -> dice.pick("first_value(", "last_value(") + value + inside + nulls + ")" + over + frame + ")";
            case 2 -> "nth_value(" + value + ", " + (1 + dice.below(3)) + inside + nulls + ")" + over + frame + ")";
            case 3 -> make.callAggregate(kind, columns, 1) + over + frame + ")";
            case 4 ->
                "list(" + value + ")" + over + " ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING)[" + (dice.below(5) - 2)
                        + "]";
            case 5 -> "row_number(" + inside + ")" + over + ")";
            case 6 -> "ntile(" + (1 + dice.below(4)) + ")" + over + ")";
            default -> numbered(columns) + over + frame + ")";
        };
    }

    /** A call that gives rows of equal order equal values. */
    private String unordered(Kind kind, List<Column> columns) {
        var direction = dice.pick("", " DESC", " NULLS FIRST", " DESC NULLS LAST");
        var by = dice.one(List.of(Kind.NUMBER, Kind.NUMBER, Kind.DATE, Kind.TIMESTAMP, make.key()));
        var order = "ORDER BY " + make.of(by, columns, 1) + direction;
        var partition = partition(columns);
        if (kind == Kind.NUMBER && dice.chance(30)) {
            return dice.pick("rank", "dense_rank", "percent_rank", "cume_dist") + "()" + " OVER (" + partition + order
                    + ")";
        }
        var window = dice.chance(80) ? order + frame(false, by, columns) : "";
        return make.callAggregate(kind, columns, 1) + " OVER (" + partition + window + ")";
    }

    /** A call that gives a number, without OVER. */
    private String numbered(List<Column> columns) {
        return dice.chance(30)
                ? dice.pick("rank", "dense_rank", "percent_rank", "cume_dist") + "()"
                : make.callAggregate(Kind.NUMBER, columns, 1);
    }

    /**
     * A frame, which is absent at times.
     *
     * @param total whether no two rows are equal in order; else there are no ROWS
     * @param by what the only ORDER BY term is, or null if distances in RANGE make no sense
     */
    private String frame(boolean total, @Nullable Kind by, List<Column> columns) {
        if (dice.chance(25)) {
            return "";
        }
        var units = total ? dice.pick("ROWS", "ROWS", "ROWS", "GROUPS", "RANGE") : dice.pick("GROUPS", "RANGE");
        boolean distances = !units.equals("RANGE") || by == Kind.NUMBER || by == Kind.DATE || by == Kind.TIMESTAMP;
        int start = bound(0, distances);
        int end = bound(1, distances);
        while (end < start) {
            start = bound(0, distances);
            end = bound(1, distances);
        }
        boolean times = units.equals("RANGE") && by != Kind.NUMBER;
        var computed = units.equals("RANGE") || dice.chance(80) ? List.<Column>of() : columns;
        return " " + units + " BETWEEN " + bound(start, "PRECEDING", times, computed) + " AND "
                + bound(end, "FOLLOWING", times, computed)
                + dice.pick(
                        "", "", "", " EXCLUDE CURRENT ROW", " EXCLUDE TIES", " EXCLUDE GROUP", " EXCLUDE NO OTHERS");
    }

    /** From 0, the start of the partition, up to 4, its end; the distances are 1 and 3. */
    private int bound(int least, boolean distances) {
        int bound = least + dice.below(4);
        return !distances && bound % 2 == 1 ? 2 : bound;
    }

    private String bound(int bound, String unbounded, boolean times, List<Column> columns) {
        return switch (bound) {
            case 0, 4 -> "UNBOUNDED " + unbounded;
            case 2 -> "CURRENT ROW";
            default -> distance(times, columns) + (bound == 1 ? " PRECEDING" : " FOLLOWING");
        };
    }

    private String distance(boolean times, List<Column> columns) {
        return times
                ? "INTERVAL " + dice.pick("1 DAY", "2 MONTHS", "36 HOURS", "1 YEAR", "0 DAYS")
                : columns.isEmpty() ? Integer.toString(dice.below(4)) : "abs(" + count(columns) + ")";
    }

    private String count(List<Column> columns) {
        return "coalesce(try_cast(" + make.of(Kind.NUMBER, columns, 0) + " AS INTEGER) % 4, 1)";
    }
}
