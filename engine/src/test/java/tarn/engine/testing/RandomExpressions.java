package tarn.engine.testing;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random expressions as SQL text, of a wanted kind over given columns. */
final class RandomExpressions {

    /** Kinds of types: numbers of all types are one kind, so that mixtures of them arise. */
    enum Kind {
        BOOLEAN,
        NUMBER,
        TEXT,
        DATE,
        TIMESTAMP,
        TIME,
        INTERVAL
    }

    /** A column that may be named. */
    record Named(String sql, Kind kind) {}

    private static final List<String> NUMBER_TYPES = List.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "DOUBLE",
            "FLOAT",
            "DECIMAL(9,2)",
            "DECIMAL(18,3)",
            "DECIMAL(30,5)");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "3",
            "7",
            "10",
            "100",
            "127",
            "0.5",
            "1.25",
            "-2.75",
            "1e0",
            "2.5e0",
            "NULL::INTEGER",
            "1000000",
            "3000000000",
            "0.001");
    private static final List<String> TEXTS = List.of(
            "''",
            "'a'",
            "'b'",
            "'abc'",
            "'Zed'",
            "'äöü'",
            "'a%'",
            "'12'",
            "'-3.5'",
            "'2020-01-01'",
            "' x '",
            "NULL::VARCHAR");
    private static final List<String> DATES =
            List.of("DATE '2020-02-29'", "DATE '1999-12-31'", "DATE '2021-03-01'", "DATE '1969-07-20'");
    private static final List<String> TIMESTAMPS = List.of(
            "TIMESTAMP '2020-02-29 12:34:56.789'",
            "TIMESTAMP '1999-12-31 23:59:59.999999'",
            "TIMESTAMP '1969-07-20 20:17:40'",
            "TIMESTAMP '2021-01-01'");
    private static final List<String> TIMES = List.of("TIME '00:00:00'", "TIME '12:34:56.5'", "TIME '23:59:59'");
    private static final List<String> INTERVALS = List.of(
            "INTERVAL 1 DAY",
            "INTERVAL 1 MONTH",
            "INTERVAL 36 HOURS",
            "INTERVAL '-2 days 3 hours'",
            "INTERVAL 90 SECONDS",
            "INTERVAL 14 MONTHS");

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    Kind kind() {
        return chance(50) ? Kind.NUMBER : one(List.of(Kind.values()));
    }

    /** An expression of a kind. */
    String of(Kind kind, List<Named> columns, int depth) {
        if (depth <= 0 || chance(15)) {
            return leaf(kind, columns);
        }
        if (chance(15)) {
            return general(kind, columns, depth - 1);
        }
        return switch (kind) {
            case BOOLEAN -> condition(columns, depth - 1);
            case NUMBER -> number(columns, depth - 1);
            case TEXT -> text(columns, depth - 1);
            case DATE -> date(columns, depth - 1);
            case TIMESTAMP -> timestamp(columns, depth - 1);
            case TIME ->
                one(List.of("(%s)::TIME", "(%s + INTERVAL 1 HOUR)::TIME"))
                        .formatted(of(Kind.TIMESTAMP, columns, depth - 1));
            case INTERVAL -> interval(columns, depth - 1);
        };
    }

    private String leaf(Kind kind, List<Named> columns) {
        var fitting = columns.stream().filter(column -> column.kind() == kind).toList();
        if (!fitting.isEmpty() && chance(80)) {
            return one(fitting).sql();
        }
        return switch (kind) {
            case BOOLEAN -> one(List.of("true", "false", "NULL::BOOLEAN"));
            case NUMBER -> one(NUMBERS);
            case TEXT -> one(TEXTS);
            case DATE -> one(DATES);
            case TIMESTAMP -> one(TIMESTAMPS);
            case TIME -> one(TIMES);
            case INTERVAL -> one(INTERVALS);
        };
    }

    /** What every kind can be made by. */
    private String general(Kind kind, List<Named> columns, int depth) {
        String a = of(kind, columns, depth);
        String b = of(kind, columns, depth);
        String c = of(Kind.BOOLEAN, columns, depth);
        // DuckDB takes 1 day for more than 36 hours in least and greatest
        return switch (random.nextInt(kind == Kind.INTERVAL ? 4 : 8)) {
            case 0 -> "CASE WHEN " + c + " THEN " + a + " ELSE " + b + " END";
            case 1 ->
                "CASE WHEN " + c + " THEN " + a + " WHEN " + of(Kind.BOOLEAN, columns, depth) + " THEN " + b + " END";
            case 2 -> "coalesce(" + a + ", " + b + ")";
            case 3 -> "nullif(" + a + ", " + b + ")";
            case 4 -> "greatest(" + a + ", " + b + ")";
            case 5 -> "least(" + a + ", " + b + ")";
            case 6 -> "if(" + c + ", " + a + ", " + b + ")";
            default -> "ifnull(" + a + ", " + b + ")";
        };
    }

    private String condition(List<Named> columns, int depth) {
        var kind = kind();
        String a = of(kind, columns, depth);
        String b = of(kind, columns, depth);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> "(" + a + one(List.of(" = ", " <> ", " < ", " <= ", " > ", " >= ")) + b + ")";
            case 3 -> "(" + a + one(List.of(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ")) + b + ")";
            case 4 -> "(" + a + one(List.of(" IS NULL", " IS NOT NULL")) + ")";
            case 5 ->
                "(" + a + one(List.of(" BETWEEN ", " NOT BETWEEN ")) + b + " AND " + of(kind, columns, depth) + ")";
            case 6 -> "(" + a + one(List.of(" IN (", " NOT IN (")) + b + ", " + of(kind, columns, depth) + "))";
            case 7, 8, 9 ->
                "(" + of(Kind.BOOLEAN, columns, depth) + one(List.of(" AND ", " OR "))
                        + of(Kind.BOOLEAN, columns, depth) + ")";
            case 10 -> "(NOT " + of(Kind.BOOLEAN, columns, depth) + ")";
            case 11 ->
                "(" + of(Kind.TEXT, columns, depth) + one(List.of(" LIKE ", " NOT LIKE ", " ILIKE "))
                        + one(List.of("'a%'", "'%b%'", "'_'", "'%'", "''", "'%a'")) + ")";
            case 12 ->
                one(List.of("contains", "starts_with", "ends_with")) + "(" + of(Kind.TEXT, columns, depth) + ", "
                        + of(Kind.TEXT, columns, depth) + ")";
            default ->
                "(" + of(Kind.BOOLEAN, columns, depth)
                        + one(List.of(" IS TRUE", " IS NOT TRUE", " IS FALSE", " IS NOT FALSE")) + ")";
        };
    }

    private String number(List<Named> columns, int depth) {
        String a = of(Kind.NUMBER, columns, depth);
        String b = of(Kind.NUMBER, columns, depth);
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> "(" + a + " + " + b + ")";
            case 4, 5 -> "(" + a + " - " + b + ")";
            case 6, 7 -> "(" + a + " * " + b + ")";
            case 8 -> "(" + a + " / nullif(" + b + ", 0))";
            case 9 -> "(" + a + " % nullif(" + b + ", 0))";
            case 10 -> "(- " + a + ")";
            case 11 -> one(List.of("abs", "sign", "round", "floor", "ceil", "trunc")) + "(" + a + ")";
            case 12 -> "round(" + a + ", " + one(List.of("0", "1", "2", "-1")) + ")";
            case 13 -> "(" + a + ")::" + one(NUMBER_TYPES);
            case 14 -> "try_cast(" + a + " AS " + one(NUMBER_TYPES) + ")";
            case 15 -> "try_cast(" + of(Kind.TEXT, columns, depth) + " AS " + one(NUMBER_TYPES) + ")";
            case 16 -> one(List.of("length", "strlen", "ascii")) + "(" + of(Kind.TEXT, columns, depth) + ")";
            case 17 ->
                one(List.of("year", "month", "day", "quarter", "dayofweek", "week", "dayofyear")) + "("
                        + of(chance(50) ? Kind.DATE : Kind.TIMESTAMP, columns, depth) + ")";
            case 18 ->
                "date_diff('" + one(List.of("day", "month", "year", "week")) + "', " + of(Kind.DATE, columns, depth)
                        + ", " + of(Kind.DATE, columns, depth) + ")";
            case 19 -> "(" + of(Kind.DATE, columns, depth) + " - " + of(Kind.DATE, columns, depth) + ")";
            case 20 -> "(" + of(Kind.BOOLEAN, columns, depth) + ")::INTEGER";
            default ->
                "extract(" + one(List.of("epoch", "hour", "minute", "second", "decade", "century")) + " FROM "
                        + of(Kind.TIMESTAMP, columns, depth) + ")";
        };
    }

    private String text(List<Named> columns, int depth) {
        String a = of(Kind.TEXT, columns, depth);
        String b = of(Kind.TEXT, columns, depth);
        return switch (random.nextInt(13)) {
            case 0, 1 -> "(" + a + " || " + b + ")";
            case 2 -> one(List.of("upper", "lower", "reverse", "trim", "ltrim", "rtrim")) + "(" + a + ")";
            case 3 -> "substring(" + a + ", " + small() + ", " + small() + ")";
            case 4 -> one(List.of("left", "right")) + "(" + a + ", " + small() + ")";
            case 5 -> "replace(" + a + ", " + b + ", " + of(Kind.TEXT, columns, depth) + ")";
            case 6 -> one(List.of("lpad", "rpad")) + "(" + a + ", " + random.nextInt(6) + ", 'xy')";
            case 7 -> "repeat(" + a + ", " + random.nextInt(4) + ")";
            case 8 -> "concat(" + a + ", " + b + ", " + of(kind(), columns, depth) + ")";
            case 9 -> "concat_ws('-', " + a + ", " + b + ")";
            case 10 -> "split_part(" + a + ", 'a', " + small() + ")";
            default -> "(" + of(kind(), columns, depth) + ")::VARCHAR";
        };
    }

    private String small() {
        return Integer.toString(random.nextInt(8) - 2);
    }

    private String date(List<Named> columns, int depth) {
        String a = of(Kind.DATE, columns, depth);
        return switch (random.nextInt(6)) {
            case 0, 1 -> "(" + a + one(List.of(" + ", " - ")) + random.nextInt(400) + ")";
            case 2 -> "last_day(" + a + ")";
            case 3 -> "(" + of(Kind.TIMESTAMP, columns, depth) + ")::DATE";
            case 4 ->
                "make_date(" + (1990 + random.nextInt(40)) + ", " + (1 + random.nextInt(12)) + ", "
                        + (1 + random.nextInt(28)) + ")";
            default -> "try_cast(" + of(Kind.TEXT, columns, depth) + " AS DATE)";
        };
    }

    private String timestamp(List<Named> columns, int depth) {
        return switch (random.nextInt(5)) {
            case 0 ->
                "(" + of(Kind.DATE, columns, depth) + one(List.of(" + ", " - ")) + of(Kind.INTERVAL, columns, depth)
                        + ")";
            case 1 ->
                "(" + of(Kind.TIMESTAMP, columns, depth) + one(List.of(" + ", " - "))
                        + of(Kind.INTERVAL, columns, depth) + ")";
            case 2 ->
                "date_trunc('" + one(List.of("year", "quarter", "month", "week", "day", "hour", "minute")) + "', "
                        + of(Kind.TIMESTAMP, columns, depth) + ")";
            case 3 -> "(" + of(Kind.DATE, columns, depth) + ")::TIMESTAMP";
            default -> "(" + of(Kind.DATE, columns, depth) + " + " + of(Kind.TIME, columns, depth) + ")";
        };
    }

    private String interval(List<Named> columns, int depth) {
        String a = of(Kind.INTERVAL, columns, depth);
        return switch (random.nextInt(6)) {
            case 0 -> "(" + a + one(List.of(" + ", " - ")) + of(Kind.INTERVAL, columns, depth) + ")";
            case 1 -> "(- " + a + ")";
            case 2 -> "(" + a + " * " + random.nextInt(5) + ")";
            case 3 -> "to_" + one(List.of("days", "months", "hours")) + "(" + random.nextInt(50) + ")";
            case 4 -> "(" + of(Kind.TIMESTAMP, columns, depth) + " - " + of(Kind.TIMESTAMP, columns, depth) + ")";
            default -> "age(" + of(Kind.TIMESTAMP, columns, depth) + ", " + of(Kind.TIMESTAMP, columns, depth) + ")";
        };
    }

    /** An aggregate call with DISTINCT and FILTER at times; its result does not depend on the order of rows. */
    String aggregate(Kind kind, List<Named> columns, int depth) {
        String filter = chance(20) ? " FILTER (WHERE " + of(Kind.BOOLEAN, columns, depth) + ")" : "";
        String distinct = chance(20) ? "DISTINCT " : "";
        String number = of(Kind.NUMBER, columns, depth);
        var any = kind();
        String value = of(any, columns, depth);
        String call = switch (kind) {
            case NUMBER ->
                switch (random.nextInt(12)) {
                    case 0 -> "count(*)";
                    case 1 -> "count(" + distinct + value + ")";
                    case 2, 3 -> "sum(" + distinct + number + ")";
                    case 4 -> "avg(" + distinct + number + ")";
                    case 5 -> "min(" + number + ")";
                    case 6 -> "max(" + number + ")";
                    case 7 -> "median(" + distinct + number + ")";
                    case 8 ->
                        "quantile_disc(" + number + ", " + one(List.of("0", "0.25", "0.5", "0.9", "1", "-0.3")) + ")";
                    case 9 ->
                        "quantile_cont(" + number + ", " + one(List.of("0", "0.25", "0.5", "0.9", "1", "-0.3")) + ")";
                    case 10 -> one(List.of("var_pop", "stddev_samp")) + "((" + number + ")::DECIMAL(9,2))";
                    default -> "count_if(" + of(Kind.BOOLEAN, columns, depth) + ")";
                };
            case BOOLEAN -> one(List.of("bool_and", "bool_or")) + "(" + of(Kind.BOOLEAN, columns, depth) + ")";
            case TEXT -> {
                String text = of(Kind.TEXT, columns, depth);
                yield chance(50)
                        ? one(List.of("min", "max")) + "(" + text + ")"
                        : "string_agg(" + distinct + text + ", '|' ORDER BY " + text
                                + one(List.of("", " DESC", " NULLS FIRST")) + ")";
            }
            case INTERVAL -> "any_value(" + one(INTERVALS) + ")";
            case DATE, TIMESTAMP, TIME -> one(List.of("min", "max")) + "(" + of(kind, columns, depth) + ")";
        };
        return call + filter;
    }

    static String alias(int index) {
        return String.format(Locale.ROOT, "c%d", index);
    }
}
