package tarn.sql.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.BinaryOperator;
import tarn.sql.ast.Expression;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.TypeName;
import tarn.sql.ast.UnaryOperator;
import tarn.sql.ast.WindowSpec;

/** Expressions, with parentheses only where the grammar would read something else. */
final class PrintExpressions {
    // How tightly a form holds together, as in the grammar.
    private static final int LAMBDA = 0;
    private static final int ARROW = 1;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int NOT = 4;
    private static final int IS = 5;
    private static final int DISTINCT_FROM = 6;
    private static final int COMPARISON = 7;
    private static final int MEMBERSHIP = 8;
    private static final int OTHER = 9;
    private static final int BITS = 10;
    private static final int COMPLEMENT = 11;
    private static final int SUM = 12;
    private static final int PRODUCT = 13;
    private static final int POWER = 14;
    private static final int COLLATE = 15;
    private static final int TIME_ZONE = 16;
    private static final int PREFIX = 17;
    private static final int POSTFIX = 18;
    private static final int PRIMARY = 19;

    private final SqlPrinter printer;

    PrintExpressions(SqlPrinter printer) {
        this.printer = printer;
    }

    void expression(Expression expression) {
        at(LAMBDA, expression);
    }

    /** A tight expression, as where AND would end it. */
    void value(Expression expression) {
        at(OTHER, expression);
    }

    void list(List<Expression> expressions) {
        printer.list(expressions, this::expression);
    }

    /** A call's argument, where an arrow would be read as a lambda. */
    void argument(Expression expression) {
        boolean arrow =
                expression instanceof Expression.Binary binary && binary.operator() == BinaryOperator.JSON_EXTRACT;
        at(arrow ? PRIMARY : LAMBDA, expression);
    }

    private void at(int least, Expression expression) {
        boolean parentheses = level(expression) < least;
        printer.add(parentheses, "(");
        write(expression);
        printer.add(parentheses, ")");
    }

    private static int level(Expression expression) {
        return switch (expression) {
            case Expression.Lambda _ -> LAMBDA;
            case Expression.Logical logical -> logical.operator() == Expression.LogicalOperator.OR ? OR : AND;
            case Expression.Unary unary ->
                switch (unary.operator()) {
                    case NOT -> NOT;
                    case FACTORIAL -> POSTFIX;
                    case NEGATE, PLUS -> PREFIX;
                    case BIT_NOT, ABSOLUTE -> COMPLEMENT;
                };
            case Expression.Exists exists -> exists.negated() ? NOT : PRIMARY;
            case Expression.IsNull _, Expression.IsTruth _ -> IS;
            case Expression.IsDistinctFrom _ -> DISTINCT_FROM;
            case Expression.QuantifiedSubquery _, Expression.QuantifiedList _ -> COMPARISON;
            case Expression.Between _, Expression.InList _, Expression.InSubquery _, Expression.InCollection _ ->
                MEMBERSHIP;
            case Expression.Like _ -> MEMBERSHIP;
            case Expression.Star star -> star.like() == null ? PRIMARY : MEMBERSHIP;
            case Expression.Binary binary -> level(binary.operator());
            case Expression.Collate _ -> COLLATE;
            case Expression.AtTimeZone _ -> TIME_ZONE;
            case Expression.Index _, Expression.Slice _, Expression.FieldAccess _ -> POSTFIX;
            default -> PRIMARY;
        };
    }

    private static int level(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> COMPARISON;
            case ADD, SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE, INTEGER_DIVIDE, MODULO -> PRODUCT;
            case POWER -> POWER;
            case BIT_AND, BIT_OR, SHIFT_LEFT, SHIFT_RIGHT -> BITS;
            case JSON_EXTRACT -> ARROW;
            case REGEX_MATCH, REGEX_NOT_MATCH -> MEMBERSHIP;
            case CONCAT, JSON_EXTRACT_TEXT, STARTS_WITH, CONTAINS, CONTAINED_BY, OVERLAPS, DISTANCE, COSINE_DISTANCE ->
                OTHER;
        };
    }

    private void write(Expression expression) {
        switch (expression) {
            case Expression.Literal literal -> literal(literal);
            case Expression.Interval interval -> interval(interval);
            case Expression.ColumnName column -> printer.name(column.name());
            case Expression.Star star -> star(star);
            case Expression.Columns columns -> columns(columns);
            case Expression.Parameter parameter ->
                printer.add("$")
                        .add(parameter.name() == null ? String.valueOf(parameter.position()) : parameter.name());
            case Expression.ColumnNumber number -> printer.add("#" + number.number());
            case Expression.Unary unary -> unary(unary);
            case Expression.Binary binary -> binary(binary);
            case Expression.Logical logical ->
                printer.join(logical.terms(), " " + logical.operator() + " ", term -> at(NOT, term));
            case Expression.Exists exists -> {
                printer.add(exists.negated(), "NOT ").add("EXISTS ");
                printer.queries.parenthesized(exists.query());
            }
            case Expression.ScalarSubquery subquery -> printer.queries.parenthesized(subquery.query());
            case Expression.ArraySubquery subquery -> {
                printer.add("ARRAY");
                printer.queries.parenthesized(subquery.query());
            }
            case Expression.Case cases -> cases(cases);
            case Expression.Cast cast -> {
                printer.add(cast.isTry() ? "TRY_CAST(" : "CAST(");
                expression(cast.operand());
                printer.add(" AS ");
                type(cast.type());
                printer.add(")");
            }
            case Expression.FunctionCall call -> call(call);
            default -> predicate(expression);
        }
    }

    private void predicate(Expression expression) {
        switch (expression) {
            case Expression.Between between -> {
                at(MEMBERSHIP, between.operand());
                printer.add(between.negated(), " NOT").add(" BETWEEN ").add(between.symmetric(), "SYMMETRIC ");
                value(between.low());
                printer.add(" AND ");
                value(between.high());
            }
            case Expression.InList in -> {
                in(in.operand(), in.negated());
                printer.add("(");
                list(in.elements());
                printer.add(")");
            }
            case Expression.InSubquery in -> {
                in(in.operand(), in.negated());
                printer.queries.parenthesized(in.query());
            }
            case Expression.InCollection in -> {
                in(in.operand(), in.negated());
                value(in.collection());
            }
            case Expression.QuantifiedSubquery any -> {
                quantified(any.operand(), any.operator(), any.quantifier());
                printer.queries.parenthesized(any.query());
            }
            case Expression.QuantifiedList any -> {
                quantified(any.operand(), any.operator(), any.quantifier());
                printer.add("(");
                expression(any.list());
                printer.add(")");
            }
            case Expression.IsNull is -> {
                at(IS, is.operand());
                printer.add(is.negated() ? " IS NOT NULL" : " IS NULL");
            }
            case Expression.IsTruth is -> {
                at(IS, is.operand());
                printer.add(is.negated() ? " IS NOT " : " IS ").add(is.truth().name());
            }
            case Expression.IsDistinctFrom is -> {
                at(DISTINCT_FROM + 1, is.left());
                printer.add(is.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
                at(DISTINCT_FROM + 1, is.right());
            }
            case Expression.Like like -> like(like);
            default -> composite(expression);
        }
    }

    private void composite(Expression expression) {
        switch (expression) {
            case Expression.AtTimeZone zone -> {
                at(TIME_ZONE, zone.operand());
                printer.add(" AT TIME ZONE ");
                at(TIME_ZONE + 1, zone.zone());
            }
            case Expression.Collate collate -> {
                at(COLLATE, collate.operand());
                printer.add(" COLLATE ").name(collate.collation());
            }
            case Expression.Index index -> {
                at(POSTFIX, index.operand());
                printer.add("[");
                expression(index.index());
                printer.add("]");
            }
            case Expression.Slice slice -> slice(slice);
            case Expression.FieldAccess field -> {
                boolean ambiguous = field.operand() instanceof Expression.ColumnName
                        || field.operand() instanceof Expression.IntegerLiteral;
                at(ambiguous ? PRIMARY + 1 : POSTFIX, field.operand());
                printer.add(".").name(field.field());
            }
            case Expression.ListLiteral literal -> {
                printer.add("[");
                list(literal.elements());
                printer.add("]");
            }
            case Expression.StructLiteral struct ->
                printer.add("{")
                        .list(struct.fields(), field -> {
                            printer.name(field.name()).add(": ");
                            expression(field.value());
                        })
                        .add("}");
            case Expression.MapLiteral map ->
                printer.add("MAP {")
                        .list(map.entries(), entry -> {
                            expression(entry.key());
                            printer.add(": ");
                            expression(entry.value());
                        })
                        .add("}");
            case Expression.Lambda lambda -> {
                printer.add("LAMBDA ").names(lambda.parameters()).add(": ");
                argument(lambda.body());
            }
            case Expression.ListComprehension list -> {
                printer.add("[");
                expression(list.result());
                printer.add(" FOR ").names(list.variables()).add(" IN ");
                expression(list.source());
                clause(" IF ", list.condition());
                printer.add("]");
            }
            case Expression.Row row -> {
                printer.add("ROW(");
                list(row.elements());
                printer.add(")");
            }
            case Expression.Grouping grouping -> {
                printer.add("GROUPING(");
                list(grouping.keys());
                printer.add(")");
            }
            case Expression.Default _ -> printer.add("DEFAULT");
            default -> throw new IllegalStateException("no way to print " + expression.getClass());
        }
    }

    /** {@code keyword expression} where there is one. */
    void clause(String keyword, @Nullable Expression expression) {
        if (expression != null) {
            printer.add(keyword);
            expression(expression);
        }
    }

    private void literal(Expression.Literal literal) {
        switch (literal) {
            case Expression.IntegerLiteral number -> printer.add(number.digits());
            case Expression.DecimalLiteral number -> printer.add(number.text());
            case Expression.FloatLiteral number -> printer.add(number.text());
            case Expression.StringLiteral string -> printer.add(Quoting.quote(string.value()));
            case Expression.BlobLiteral blob ->
                printer.add("X'").add(blob.hex()).add("'");
            case Expression.BooleanLiteral bool -> printer.add(bool.value() ? "TRUE" : "FALSE");
            case Expression.NullLiteral _ -> printer.add("NULL");
            case Expression.TypedLiteral typed -> {
                type(typed.type());
                printer.add(" ").add(Quoting.quote(typed.value()));
            }
        }
    }

    private void interval(Expression.Interval interval) {
        printer.add("INTERVAL ");
        boolean bare =
                interval.value() instanceof Expression.Literal && !(interval.value() instanceof Expression.TypedLiteral)
                        || interval.value() instanceof Expression.Parameter;
        at(bare ? LAMBDA : PRIMARY + 1, interval.value());
        if (interval.unit() != null) {
            printer.add(" ").add(interval.unit().name());
        }
        if (interval.to() != null) {
            printer.add(" TO ").add(interval.to().name());
        }
    }

    private void star(Expression.Star star) {
        if (star.like() != null) {
            write(star.like());
            return;
        }
        if (star.qualifier() != null) {
            printer.name(star.qualifier()).add(".");
        }
        printer.add("*");
        if (!star.exclude().isEmpty()) {
            printer.add(" EXCLUDE (").list(star.exclude(), printer::name).add(")");
        }
        if (!star.replace().isEmpty()) {
            printer.add(" REPLACE (").list(star.replace(), one -> {
                expression(one.expression());
                printer.add(" AS ").name(one.column());
            });
            printer.add(")");
        }
        if (!star.rename().isEmpty()) {
            printer.add(" RENAME (")
                    .list(
                            star.rename(),
                            one -> printer.name(one.column()).add(" AS ").name(one.name()))
                    .add(")");
        }
    }

    private void columns(Expression.Columns columns) {
        boolean qualified = columns.qualifier() != null;
        printer.add(columns.unpacked(), qualified ? "UNPACK(" : "*");
        if (columns.qualifier() != null) {
            printer.name(columns.qualifier()).add(".");
        }
        printer.add("COLUMNS(");
        argument(columns.selector());
        printer.add(")").add(columns.unpacked() && qualified, ")");
    }

    private void unary(Expression.Unary unary) {
        switch (unary.operator()) {
            case NOT -> {
                printer.add("NOT ");
                at(NOT, unary.operand());
            }
            case FACTORIAL -> {
                at(POSTFIX, unary.operand());
                printer.add("!");
            }
            case NEGATE, PLUS, BIT_NOT, ABSOLUTE -> {
                boolean nested = unary.operand() instanceof Expression.Unary inner
                        && inner.operator() != UnaryOperator.FACTORIAL;
                printer.add(unary.operator().symbol()).add(nested, " ");
                at(level(unary), unary.operand());
            }
        }
    }

    private void binary(Expression.Binary binary) {
        int level = level(binary.operator());
        boolean chains = level != COMPARISON;
        at(chains ? level : level + 1, binary.left());
        printer.add(" ").add(binary.operator().symbol()).add(" ");
        at(level + 1, binary.right());
    }

    private void in(Expression operand, boolean negated) {
        at(MEMBERSHIP, operand);
        printer.add(negated ? " NOT IN " : " IN ");
    }

    private void quantified(Expression operand, BinaryOperator operator, Expression.Quantifier quantifier) {
        at(COMPARISON + 1, operand);
        printer.add(" " + operator.symbol() + " " + quantifier.name() + " ");
    }

    private void like(Expression.Like like) {
        at(MEMBERSHIP, like.operand());
        printer.add(like.negated(), " NOT").add(" " + like.kind().name().replace('_', ' ') + " ");
        value(like.pattern());
        if (like.escape() != null) {
            printer.add(" ESCAPE ");
            value(like.escape());
        }
    }

    private void cases(Expression.Case cases) {
        printer.add("CASE");
        clause(" ", cases.operand());
        for (var branch : cases.branches()) {
            clause(" WHEN ", branch.condition());
            clause(" THEN ", branch.result());
        }
        clause(" ELSE ", cases.otherwise());
        printer.add(" END");
    }

    private void slice(Expression.Slice slice) {
        at(POSTFIX, slice.operand());
        printer.add("[");
        clause("", slice.from());
        printer.add(":");
        if (slice.to() == null && slice.step() != null) {
            printer.add("-");
        }
        clause("", slice.to());
        clause(":", slice.step());
        printer.add("]");
    }

    private void call(Expression.FunctionCall call) {
        printer.name(call.name()).add("(").add(call.distinct(), "DISTINCT ");
        arguments(call.arguments());
        orderBy(call.arguments().isEmpty() ? "ORDER BY " : " ORDER BY ", call.orderBy());
        if (call.nulls() != null) {
            printer.add(" ").add(call.nulls().name()).add(" NULLS");
        }
        printer.add(")");
        if (!call.withinGroup().isEmpty()) {
            orderBy(" WITHIN GROUP (ORDER BY ", call.withinGroup());
            printer.add(")");
        }
        if (call.filter() != null) {
            clause(" FILTER (WHERE ", call.filter());
            printer.add(")");
        }
        if (call.over() != null) {
            printer.add(" OVER (");
            window(call.over());
            printer.add(")");
        }
    }

    void arguments(List<Expression.Argument> arguments) {
        printer.list(arguments, argument -> {
            if (argument.name() != null) {
                printer.name(argument.name()).add(" := ");
            }
            argument(argument.value());
        });
    }

    // ---- windows and order

    void window(WindowSpec window) {
        String separator = "";
        if (window.base() != null) {
            printer.name(window.base());
            separator = " ";
        }
        if (!window.partitionBy().isEmpty()) {
            printer.add(separator).add("PARTITION BY ");
            list(window.partitionBy());
            separator = " ";
        }
        orderBy(separator + "ORDER BY ", window.orderBy());
        if (window.frame() != null) {
            frame(window.frame());
        }
    }

    private void frame(WindowSpec.Frame frame) {
        printer.add(" ").add(frame.unit().name()).add(" BETWEEN ");
        bound(frame.start());
        printer.add(" AND ");
        bound(frame.end());
        if (frame.exclusion() != WindowSpec.Exclusion.NO_OTHERS) {
            printer.add(" EXCLUDE ").add(frame.exclusion().name().replace('_', ' '));
        }
    }

    private void bound(WindowSpec.Bound bound) {
        if (bound.offset() != null) {
            value(bound.offset());
            printer.add(" ");
        }
        printer.add(bound.kind().name().replace('_', ' '));
    }

    /** The keyword and the items, nothing for no items. */
    void orderBy(String keyword, List<OrderItem> items) {
        if (!items.isEmpty()) {
            printer.add(keyword).list(items, this::orderItem);
        }
    }

    void orderItem(OrderItem item) {
        if (item.expression() instanceof Expression.Star star && star.isBare()) {
            printer.add("ALL");
        } else {
            expression(item.expression());
        }
        if (item.direction() != null) {
            printer.add(item.direction() == OrderItem.Direction.ASCENDING ? " ASC" : " DESC");
        }
        if (item.nulls() != null) {
            printer.add(" NULLS ").add(item.nulls().name());
        }
    }

    // ---- types

    void type(TypeName type) {
        switch (type) {
            case TypeName.Simple simple -> simple(simple);
            case TypeName.Array array -> {
                type(array.element());
                printer.add("[")
                        .add(array.size() == null ? "" : array.size().toString())
                        .add("]");
            }
            case TypeName.Struct struct -> fields("STRUCT(", struct.fields());
            case TypeName.Union union -> fields("UNION(", union.members());
            case TypeName.Map map -> {
                printer.add("MAP(");
                type(map.key());
                printer.add(", ");
                type(map.value());
                printer.add(")");
            }
            case TypeName.Enum values ->
                printer.add("ENUM(")
                        .list(values.values(), value -> printer.add(Quoting.quote(value)))
                        .add(")");
        }
    }

    private void fields(String open, List<TypeName.Field> fields) {
        printer.add(open)
                .list(fields, field -> {
                    printer.name(field.name()).add(" ");
                    type(field.type());
                })
                .add(")");
    }

    private void simple(TypeName.Simple type) {
        String words = type.name().last().text();
        boolean several = !type.name().last().quoted() && words.indexOf(' ') > 0;
        int firstWord = several && words.startsWith("time") ? words.indexOf(' ') : words.length();
        if (several) {
            printer.add(words.substring(0, firstWord));
        } else {
            printer.name(type.name());
        }
        if (!type.parameters().isEmpty()) {
            printer.add("(");
            list(type.parameters());
            printer.add(")");
        }
        printer.add(several, words.substring(firstWord));
    }
}
