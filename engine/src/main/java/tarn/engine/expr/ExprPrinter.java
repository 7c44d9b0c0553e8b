package tarn.engine.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;

/**
 * Writes expressions like SQL, for EXPLAIN and tests.
 *
 * @param columns how a column is called
 */
public record ExprPrinter(Function<Column, String> columns) {
    private static final long MICROS = 1_000_000;

    /** Columns by their names alone. */
    public static final ExprPrinter NAMES = new ExprPrinter(Column::name);

    public String print(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> literal(literal.value(), literal.type());
            case Expr.Ref ref -> columns.apply(ref.column());
            case Expr.Parameter parameter -> "$" + parameter.index();
            case Expr.Call call -> call(call);
            case Expr.Cast cast ->
                (cast.attempt() ? "TRY_CAST(" : "CAST(") + print(cast.operand()) + " AS "
                        + cast.type().sql() + ")";
            case Expr.Comparison(var operator, var left, var right, var _) ->
                operand(left) + " " + operator.sql() + " " + operand(right);
            case Expr.And and -> all(and.operands(), " AND ");
            case Expr.Or or -> all(or.operands(), " OR ");
            case Expr.Not not -> "NOT " + operand(not.operand());
            case Expr.IsNull isNull -> operand(isNull.operand()) + (isNull.negated() ? " IS NOT NULL" : " IS NULL");
            case Expr.InList in -> operand(in.operand()) + " IN (" + options(in.options()) + ")";
            case Expr.Case choice -> choice(choice);
            case Expr.Coalesce coalesce -> "COALESCE(" + list(coalesce.operands()) + ")";
            case Expr.Elementwise lambda ->
                "list_" + lambda.kind().name().toLowerCase(java.util.Locale.ROOT) + "(" + list(lambda.arguments())
                        + ", lambda: " + NAMES.print(lambda.body()) + ")";
            case Expr.Attempt attempt -> "TRY(" + attempt(attempt) + ")";
            case Expr.Subquery subquery -> subquery(subquery);
        };
    }

    /** Several expressions, with commas between. */
    public String list(List<? extends Expr> exprs) {
        return exprs.stream().map(this::print).collect(Collectors.joining(", "));
    }

    private String options(List<Expr.Literal> options) {
        int most = 20;
        return list(options.subList(0, Math.min(most, options.size()))) + (options.size() > most ? ", ..." : "");
    }

    private String all(List<Expr> operands, String connective) {
        return operands.stream().map(this::operand).collect(Collectors.joining(connective));
    }

    /** In parentheses unless it is one piece anyway. */
    private String operand(Expr expr) {
        boolean whole = switch (expr) {
            case Expr.Literal _,
                    Expr.Ref _,
                    Expr.Parameter _,
                    Expr.Cast _,
                    Expr.Case _,
                    Expr.Coalesce _,
                    Expr.Elementwise _,
                    Expr.Attempt _ -> true;
            case Expr.Call call -> isWord(call.function().name());
            case Expr.Subquery subquery -> subquery.operand() == null;
            case Expr.Comparison _, Expr.And _, Expr.Or _, Expr.Not _, Expr.IsNull _, Expr.InList _ -> false;
        };
        return whole ? print(expr) : "(" + print(expr) + ")";
    }

    private String attempt(Expr.Attempt attempt) {
        return print(ExprTree.replace(attempt.body(), part -> {
            int at = part instanceof Expr.Ref ref ? attempt.parameters().indexOf(ref.column()) : -1;
            return at < 0 ? null : attempt.arguments().get(at);
        }));
    }

    private static boolean isWord(String name) {
        return Character.isJavaIdentifierStart(name.charAt(0));
    }

    private String call(Expr.Call call) {
        String name = call.function().name();
        if (isWord(name) || call.arguments().size() > 2 || call.arguments().isEmpty()) {
            return name + "(" + list(call.arguments()) + ")";
        }
        if (call.arguments().size() == 1) {
            return name + operand(call.arguments().getFirst());
        }
        return operand(call.arguments().getFirst()) + " " + name + " "
                + operand(call.arguments().getLast());
    }

    private String choice(Expr.Case choice) {
        var out = new StringBuilder("CASE");
        for (var when : choice.whens()) {
            out.append(" WHEN ")
                    .append(print(when.condition()))
                    .append(" THEN ")
                    .append(print(when.result()));
        }
        return out.append(" ELSE ")
                .append(print(choice.otherwise()))
                .append(" END")
                .toString();
    }

    private String subquery(Expr.Subquery subquery) {
        return switch (subquery.kind()) {
            case SCALAR -> "(subquery)";
            case EXISTS -> "EXISTS (subquery)";
            case ANY, ALL ->
                operand(java.util.Objects.requireNonNull(subquery.operand())) + " "
                        + java.util.Objects.requireNonNull(subquery.operator()).sql() + " " + subquery.kind()
                        + " (subquery)";
        };
    }

    /** A value in physical form as SQL would write it. */
    public static String literal(@Nullable Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        if (type instanceof DecimalType(var _, int scale)) {
            var unscaled = value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
            return new BigDecimal(unscaled, scale).toPlainString();
        }
        if (type instanceof EnumType) {
            return "'" + TextForm.of(value, type).replace("'", "''") + "'";
        }
        if (value instanceof List<?> nested) {
            return nested(nested, type);
        }
        return switch ((ScalarType) type) {
            case VARCHAR -> "'" + value.toString().replace("'", "''") + "'";
            case BLOB, BIT, JSON, UUID -> "'" + TextForm.of(value, type) + "'::" + type.sql();
            case DATE -> "DATE '" + date((Long) value) + "'";
            case TIME -> "TIME '" + LocalTime.ofNanoOfDay((Long) value * 1000) + "'";
            case TIMESTAMP, TIMESTAMPTZ -> type.sql() + " '" + timestamp((Long) value) + "'";
            case TIMETZ, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> type.sql() + " '" + TextForm.of(value, type) + "'";
            case UHUGEINT -> TextForm.of(value, type);
            case INTERVAL -> "INTERVAL '" + interval((Interval) value) + "'";
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    HUGEINT,
                    UTINYINT,
                    USMALLINT,
                    UINTEGER,
                    UBIGINT,
                    REAL,
                    DOUBLE -> value.toString();
        };
    }

    private static String nested(List<?> value, DataType type) {
        var out = new java.util.ArrayList<String>();
        for (int i = 0; i < value.size(); i++) {
            out.add(
                    switch (type) {
                        case ListType(var element) -> literal(value.get(i), element);
                        case ArrayType(var element, var _) -> literal(value.get(i), element);
                        case MapType map -> {
                            var entry = (List<?>) value.get(i);
                            yield literal(entry.get(0), map.key()) + ": " + literal(entry.get(1), map.value());
                        }
                        case StructType struct -> {
                            var field = struct.fields().get(i);
                            yield (struct.isTuple() ? "" : "'" + field.name() + "': ")
                                    + literal(value.get(i), field.type());
                        }
                        case ScalarType _, DecimalType _, EnumType _ -> throw new IllegalArgumentException(type.sql());
                    });
        }
        var all = String.join(", ", out);
        return switch (type) {
            case MapType _ -> "MAP {" + all + "}";
            case StructType struct -> struct.isTuple() ? "(" + all + ")" : "{" + all + "}";
            case ScalarType _, DecimalType _, EnumType _, ListType _, ArrayType _ -> "[" + all + "]";
        };
    }

    private static String date(long days) {
        return Math.abs(days) > 300_000_000
                ? Long.toString(days)
                : LocalDate.ofEpochDay(days).toString();
    }

    private static String timestamp(long micros) {
        var time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC);
        return time.toLocalDate() + " " + time.toLocalTime();
    }

    private static String interval(Interval interval) {
        var parts = new java.util.ArrayList<String>();
        if (interval.months() != 0) {
            parts.add(interval.months() + " months");
        }
        if (interval.days() != 0) {
            parts.add(interval.days() + " days");
        }
        if (interval.micros() != 0) {
            parts.add(BigDecimal.valueOf(interval.micros(), 6)
                            .stripTrailingZeros()
                            .toPlainString() + " seconds");
        }
        return parts.isEmpty() ? "0 days" : String.join(" ", parts);
    }
}
