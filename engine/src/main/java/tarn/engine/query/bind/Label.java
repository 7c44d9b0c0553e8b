package tarn.engine.query.bind;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Expression;
import tarn.sql.ast.IntervalUnit;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Select;
import tarn.sql.ast.TypeName;
import tarn.sql.ast.UnaryOperator;
import tarn.sql.ast.WindowSpec;
import tarn.sql.error.Span;

/**
 * The name of a result column without an alias: the expression written out as DuckDB does.
 *
 * @param sql the statement's text, for what is copied from there; null where there is none
 * @param windows named windows, which are written out
 * @param columns what COLUMNS stands for, or null
 * @param parameters those of the macro in whose body it stands, or null
 */
record Label(
        @Nullable String sql,
        List<Select.NamedWindow> windows,
        @Nullable ColumnsCursor columns,
        @Nullable MacroArguments parameters) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z_0-9$]*");
    private static final Set<String> KEYWORD_TYPES = Set.of(
            "int",
            "integer",
            "smallint",
            "bigint",
            "real",
            "float",
            "boolean",
            "varchar",
            "char",
            "timestamp",
            "time",
            "interval",
            "decimal",
            "dec",
            "numeric");

    static String of(Expression expression, Label with) {
        return with.text(expression);
    }

    /** The expression as SQL, good to be parsed again. */
    static String sql(Expression expression, @Nullable String sql) {
        var span = expression.span();
        return sql == null || span.isNone() ? new Label(null, List.of(), null, null).text(expression) : span.of(sql);
    }

    private String text(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal(literal);
            case Expression.Interval interval -> interval(interval);
            case Expression.ColumnName column -> column(column.name());
            case Expression.Parameter parameter ->
                "$" + (parameter.name() == null ? Integer.toString(parameter.position()) : parameter.name());
            case Expression.ColumnNumber number -> "#" + number.number();
            case Expression.Unary unary -> unary(unary);
            case Expression.Binary binary -> binary(binary);
            case Expression.Logical logical ->
                logical.terms().stream()
                        .map(this::text)
                        .collect(Collectors.joining(" " + logical.operator() + " ", "(", ")"));
            case Expression.Between between ->
                negated(
                        between.negated(),
                        "(" + text(between.operand()) + " BETWEEN " + text(between.low()) + " AND "
                                + text(between.high()) + ")");
            case Expression.InList in ->
                negated(in.negated(), "(" + text(in.operand()) + " IN (" + all(in.elements()) + "))");
            case Expression.InSubquery in ->
                negated(
                        in.negated(),
                        "(" + text(in.operand()) + " = ANY(" + source(in.query().span()) + "))");
            case Expression.Exists exists ->
                negated(exists.negated(), "EXISTS(" + source(exists.query().span()) + ")");
            case Expression.ScalarSubquery scalar -> "(" + source(scalar.query().span()) + ")";
            case Expression.QuantifiedSubquery quantified ->
                "(" + text(quantified.operand()) + " " + quantified.operator().symbol() + " " + quantified.quantifier()
                        + "(" + source(quantified.query().span()) + "))";
            case Expression.IsNull isNull ->
                "(" + text(isNull.operand()) + (isNull.negated() ? " IS NOT NULL)" : " IS NULL)");
            case Expression.IsDistinctFrom distinct ->
                "(" + text(distinct.left()) + (distinct.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ")
                        + text(distinct.right()) + ")";
            case Expression.IsTruth truth -> truth(truth);
            case Expression.Like like -> like(like);
            case Expression.Case choice -> choice(choice);
            case Expression.Cast cast ->
                (cast.isTry() ? "TRY_CAST(" : "CAST(") + text(cast.operand()) + " AS " + type(cast.type()) + ")";
            case Expression.FunctionCall call -> call(call);
            case Expression.Grouping grouping -> "GROUPING(" + all(grouping.keys()) + ")";
            case Expression.Row row -> "\"row\"(" + all(row.elements()) + ")";
            case Expression.Star star ->
                star.qualifier() == null ? "*" : star.qualifier().text() + ".*";
            case Expression.Columns selector ->
                columns == null || columns.name() == null ? source(selector.span()) : quoted(columns.name());
            case Expression.ListLiteral _,
                    Expression.StructLiteral _,
                    Expression.MapLiteral _,
                    Expression.Index _,
                    Expression.Slice _ -> nested(expression);
            case Expression.Collate collate ->
                text(collate.operand()) + " COLLATE " + collate.collation().text();
            case Expression.AtTimeZone zone -> "timezone(" + text(zone.zone()) + ", " + text(zone.operand()) + ")";
            case Expression.InCollection _,
                    Expression.ArraySubquery _,
                    Expression.QuantifiedList _,
                    Expression.FieldAccess _,
                    Expression.Lambda _,
                    Expression.ListComprehension _,
                    Expression.Default _ -> source(expression.span());
        };
    }

    private String nested(Expression expression) {
        return switch (expression) {
            case Expression.ListLiteral list -> "list_value(" + all(list.elements()) + ")";
            case Expression.StructLiteral struct ->
                struct.fields().stream()
                        .map(field -> quoted(field.name().text()) + " := " + text(field.value()))
                        .collect(Collectors.joining(", ", "struct_pack(", ")"));
            case Expression.MapLiteral map ->
                "\"map\"(list_value("
                        + all(map.entries().stream()
                                .map(Expression.MapEntry::key)
                                .toList()) + "), list_value("
                        + all(map.entries().stream()
                                .map(Expression.MapEntry::value)
                                .toList()) + "))";
            case Expression.Index index -> text(index.operand()) + "[" + text(index.index()) + "]";
            case Expression.Slice slice -> slice(slice);
            default -> source(expression.span());
        };
    }

    private String slice(Expression.Slice slice) {
        return text(slice.operand()) + "[" + bound(slice.from()) + ":" + bound(slice.to())
                + (slice.step() == null ? "" : ":" + text(slice.step())) + "]";
    }

    private String bound(@Nullable Expression bound) {
        return bound == null ? "" : text(bound);
    }

    private String column(QualifiedName name) {
        var argument = parameters == null || name.parts().size() > 1 ? null : parameters.find(name.last());
        return argument == null
                ? name(name)
                : new Label(sql, windows, columns, argument.outer()).text(argument.expression());
    }

    private String literal(Expression.Literal constant) {
        return switch (constant) {
            case Expression.IntegerLiteral literal -> literal.digits();
            case Expression.DecimalLiteral literal -> literal.text();
            case Expression.FloatLiteral literal -> literal.text();
            case Expression.StringLiteral literal -> string(literal.value());
            case Expression.BlobLiteral literal -> "'" + literal.hex() + "'";
            case Expression.BooleanLiteral literal -> Boolean.toString(literal.value());
            case Expression.NullLiteral _ -> "NULL";
            case Expression.TypedLiteral literal ->
                "CAST(" + string(literal.value()) + " AS " + type(literal.type()) + ")";
        };
    }

    private String source(Span span) {
        return sql == null || span.isNone() ? "subquery" : span.of(sql).strip();
    }

    private static String string(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String negated(boolean negated, String text) {
        return negated ? "(NOT " + text + ")" : text;
    }

    private String all(List<Expression> expressions) {
        return expressions.stream().map(this::text).collect(Collectors.joining(", "));
    }

    private static String name(QualifiedName name) {
        return name.parts().stream().map(part -> quoted(part.text())).collect(Collectors.joining("."));
    }

    private static String quoted(String name) {
        boolean keyword = LabelKeywords.ALL.contains(name.toLowerCase(Locale.ROOT));
        boolean plain = PLAIN.matcher(name).matches() && !keyword;
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private String binary(Expression.Binary binary) {
        String left = text(binary.left());
        String right = text(binary.right());
        return switch (binary.operator()) {
            case REGEX_MATCH -> "regexp_matches(" + left + ", " + right + ")";
            case REGEX_NOT_MATCH -> "(NOT regexp_matches(" + left + ", " + right + "))";
            case NOT_EQUAL -> "(" + left + " != " + right + ")";
            default -> "(" + left + " " + binary.operator().symbol() + " " + right + ")";
        };
    }

    private String unary(Expression.Unary unary) {
        String operand = text(unary.operand());
        boolean number = isNumber(unary.operand());
        return switch (unary.operator()) {
            case NOT -> "(NOT " + operand + ")";
            case NEGATE ->
                number ? operand.startsWith("-") ? operand.substring(1) : "-" + operand : "(-(" + operand + "))";
            case PLUS -> "(+(" + operand + "))";
            case BIT_NOT -> "(~(" + operand + "))";
            case ABSOLUTE -> "(@(" + operand + "))";
            case FACTORIAL -> "(!(" + operand + "))";
        };
    }

    private static boolean isNumber(Expression expression) {
        return switch (expression) {
            case Expression.IntegerLiteral _, Expression.DecimalLiteral _, Expression.FloatLiteral _ -> true;
            case Expression.Unary(var operator, var operand, var _) ->
                operator == UnaryOperator.NEGATE && isNumber(operand);
            default -> false;
        };
    }

    private String truth(Expression.IsTruth truth) {
        String bare = text(truth.operand());
        String operand = "CAST(" + bare + " AS BOOLEAN)";
        return switch (truth.truth()) {
            case UNKNOWN -> "(" + bare + (truth.negated() ? " IS NOT NULL)" : " IS NULL)");
            case TRUE, FALSE ->
                "(" + operand + (truth.negated() ? " IS DISTINCT FROM " : " IS NOT DISTINCT FROM ")
                        + truth.truth().name().toLowerCase(Locale.ROOT) + ")";
        };
    }

    private String like(Expression.Like like) {
        String operand = text(like.operand());
        String pattern = text(like.pattern());
        String not = like.negated() ? "!" : "";
        if (like.escape() != null) {
            String function = (like.negated() ? "not_" : "")
                    + (like.kind() == Expression.LikeKind.ILIKE ? "ilike_escape" : "like_escape");
            return function + "(" + operand + ", " + pattern + ", " + text(like.escape()) + ")";
        }
        return switch (like.kind()) {
            case LIKE -> "(" + operand + " " + not + "~~ " + pattern + ")";
            case ILIKE -> "(" + operand + " " + not + "~~* " + pattern + ")";
            case GLOB -> negated(like.negated(), "(" + operand + " ~~~ " + pattern + ")");
            case SIMILAR_TO -> negated(like.negated(), "regexp_full_match(" + operand + ", " + pattern + ")");
        };
    }

    private String choice(Expression.Case choice) {
        var out = new StringBuilder("CASE ");
        for (var branch : choice.branches()) {
            String condition = text(branch.condition());
            if (choice.operand() != null) {
                condition = "(" + text(choice.operand()) + " = " + condition + ")";
            }
            out.append(" WHEN (")
                    .append(condition)
                    .append(") THEN (")
                    .append(text(branch.result()))
                    .append(")");
        }
        String otherwise = choice.otherwise() == null ? "NULL" : text(choice.otherwise());
        return out.append(" ELSE ").append(otherwise).append(" END").toString();
    }

    private String call(Expression.FunctionCall call) {
        String name = call.name().last().folded();
        boolean star = call.arguments().size() == 1
                && call.arguments().getFirst().value() instanceof Expression.Star all
                && all.qualifier() == null;
        boolean countStar = name.equals("count") && (star || call.arguments().isEmpty());
        if (countStar && call.over() == null) {
            return filtered("count_star()", call);
        }
        if (call.arguments().isEmpty() && name.startsWith("current_")) {
            return name;
        }
        var out = new StringBuilder();
        var qualifier = call.name().qualifier();
        out.append(qualifier == null ? "" : name(qualifier) + ".")
                .append(
                        switch (name) {
                            case "coalesce", "ifnull" -> "COALESCE";
                            case "try" -> "TRY";
                            default -> quoted(name);
                        })
                .append('(');
        if (call.distinct()) {
            out.append("DISTINCT ");
        }
        if (!star) {
            out.append(call.arguments().stream().map(this::argument).collect(Collectors.joining(", ")));
        }
        if (!call.orderBy().isEmpty()) {
            out.append(" ORDER BY ").append(order(call.orderBy()));
        }
        if (call.nulls() == Expression.NullTreatment.IGNORE) {
            out.append(" IGNORE NULLS");
        }
        out.append(')');
        if (!call.withinGroup().isEmpty()) {
            out.append(" WITHIN GROUP (ORDER BY ")
                    .append(order(call.withinGroup()))
                    .append(')');
        }
        String text = filtered(out.toString(), call);
        return call.over() == null ? text : text + " OVER (" + window(call.over()) + ")";
    }

    private String argument(Expression.Argument argument) {
        return argument.name() == null
                ? text(argument.value())
                : quoted(argument.name().text()) + " := " + text(argument.value());
    }

    private String filtered(String text, Expression.FunctionCall call) {
        return call.filter() == null ? text : text + " FILTER (WHERE " + text(call.filter()) + ")";
    }

    private String order(List<OrderItem> items) {
        return items.stream().map(this::order).collect(Collectors.joining(", "));
    }

    private String order(OrderItem item) {
        String direction =
                item.direction() == null ? "" : item.direction() == OrderItem.Direction.DESCENDING ? " DESC" : " ASC";
        String nulls = item.nulls() == null ? "" : " NULLS " + item.nulls();
        return text(item.expression()) + direction + nulls;
    }

    private String window(WindowSpec spec) {
        var parts = new java.util.ArrayList<String>();
        if (spec.base() != null) {
            windows.stream()
                    .filter(window -> window.name().matches(spec.base().text()))
                    .findFirst()
                    .map(window -> window(window.window()))
                    .filter(text -> !text.isEmpty())
                    .ifPresent(parts::add);
        }
        if (!spec.partitionBy().isEmpty()) {
            parts.add("PARTITION BY " + all(spec.partitionBy()));
        }
        if (!spec.orderBy().isEmpty()) {
            parts.add("ORDER BY " + order(spec.orderBy()));
        }
        var frame = spec.frame();
        if (frame != null && !isDefault(frame)) {
            String exclude = frame.exclusion() == WindowSpec.Exclusion.NO_OTHERS
                    ? ""
                    : " EXCLUDE " + frame.exclusion().name().replace('_', ' ');
            parts.add(frame.unit() + " BETWEEN " + bound(frame.start()) + " AND " + bound(frame.end()) + exclude);
        }
        return String.join(" ", parts);
    }

    private static boolean isDefault(WindowSpec.Frame frame) {
        return frame.unit() == WindowSpec.Unit.RANGE
                && frame.start().kind() == WindowSpec.BoundKind.UNBOUNDED_PRECEDING
                && frame.end().kind() == WindowSpec.BoundKind.CURRENT_ROW
                && frame.exclusion() == WindowSpec.Exclusion.NO_OTHERS;
    }

    private String bound(WindowSpec.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset() == null ? kind : text(bound.offset()) + " " + kind;
    }

    private String interval(Expression.Interval interval) {
        String value = text(interval.value());
        if (interval.unit() == null) {
            return "CAST(" + value + " AS INTERVAL)";
        }
        String number = "CAST(" + value + " AS DOUBLE)";
        return switch (interval.unit()) {
            case SECOND, MILLISECOND -> "to_" + unit(interval.unit()) + "(" + number + ")";
            case HOUR, MINUTE, MICROSECOND -> "to_" + unit(interval.unit()) + "(CAST(trunc(" + number + ") AS BIGINT))";
            case YEAR, QUARTER, MONTH, WEEK, DAY, DECADE, CENTURY, MILLENNIUM ->
                "to_" + unit(interval.unit()) + "(CAST(trunc(" + number + ") AS INTEGER))";
        };
    }

    private static String unit(IntervalUnit unit) {
        return switch (unit) {
            case CENTURY -> "centuries";
            case MILLENNIUM -> "millennia";
            default -> unit.name().toLowerCase(Locale.ROOT) + "s";
        };
    }

    private String type(TypeName type) {
        if (!(type instanceof TypeName.Simple simple)) {
            return source(type.span());
        }
        String name = simple.name().last().text();
        String folded = name.toLowerCase(Locale.ROOT);
        if (KEYWORD_TYPES.contains(folded)) {
            name = switch (folded) {
                case "int" -> "INTEGER";
                case "dec", "numeric" -> "DECIMAL";
                case "real" -> "FLOAT";
                case "char" -> "VARCHAR";
                default -> folded.toUpperCase(Locale.ROOT);
            };
        }
        return simple.parameters().isEmpty() || name.equals("VARCHAR")
                ? name
                : name + "(" + all(simple.parameters()) + ")";
    }
}
