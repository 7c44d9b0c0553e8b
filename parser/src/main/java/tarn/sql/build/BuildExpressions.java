package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.BinaryOperator;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Expression.LikeKind;
import tarn.sql.ast.Expression.LogicalOperator;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.UnaryOperator;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Operators, loose and tight. */
final class BuildExpressions {
    private final Builder builder;
    private final Source source;

    BuildExpressions(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    List<Expression> list(TarnParser.@Nullable ExpressionListContext list) {
        return list == null
                ? List.of()
                : list.expression().stream().map(this::expression).toList();
    }

    @Nullable
    Expression optional(TarnParser.@Nullable ExpressionContext expression) {
        return expression == null ? null : expression(expression);
    }

    Expression expression(TarnParser.ExpressionContext node) {
        if (node instanceof TarnParser.ValueExpressionContext value) {
            return value(value.value());
        }
        return source.deeper(node, () -> build(node));
    }

    private Expression build(TarnParser.ExpressionContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.AndContext and -> logical(LogicalOperator.AND, and);
            case TarnParser.OrContext or -> logical(LogicalOperator.OR, or);
            case TarnParser.NotContext not -> not(not, span);
            case TarnParser.CompareContext compare -> compare(compare, span);
            case TarnParser.InContext in -> in(in, span);
            case TarnParser.InNothingContext in ->
                new Expression.InList(expression(in.expression()), List.of(), in.NOT() != null, span);
            case TarnParser.BetweenContext between ->
                new Expression.Between(
                        expression(between.expression()),
                        value(between.value(0)),
                        value(between.value(1)),
                        between.SYMMETRIC() != null,
                        between.NOT() != null,
                        span);
            case TarnParser.LikeContext like -> like(like, span);
            case TarnParser.QuantifiedQueryContext any ->
                new Expression.QuantifiedSubquery(
                        expression(any.expression()),
                        comparison(any.comparison()),
                        quantifier(any.quantifier()),
                        builder.queries.query(any.query()),
                        span);
            case TarnParser.QuantifiedListContext any ->
                new Expression.QuantifiedList(
                        expression(any.expression(0)),
                        comparison(any.comparison()),
                        quantifier(any.quantifier()),
                        expression(any.expression(1)),
                        span);
            case TarnParser.DistinctFromContext distinct ->
                new Expression.IsDistinctFrom(
                        expression(distinct.expression(0)),
                        expression(distinct.expression(1)),
                        distinct.NOT() != null,
                        span);
            case TarnParser.IsTestContext is -> isTest(is, span);
            case TarnParser.NullTestContext test ->
                new Expression.IsNull(expression(test.expression()), test.ISNULL() == null, span);
            case TarnParser.ArrowContext arrow ->
                new Expression.Binary(
                        BinaryOperator.JSON_EXTRACT,
                        expression(arrow.expression(0)),
                        expression(arrow.expression(1)),
                        span);
            case TarnParser.LambdaContext lambda ->
                new Expression.Lambda(
                        builder.names.identifiers(lambda.identifiers()), expression(lambda.expression()), span);
            default -> throw new IllegalStateException("unknown form of expression: " + node.getClass());
        };
    }

    /** The whole chain as one flat node; a chain of its own in parentheses joins it, which changes nothing. */
    private Expression logical(LogicalOperator operator, TarnParser.ExpressionContext node) {
        var operands = operator == LogicalOperator.AND
                ? Source.<TarnParser.ExpressionContext>chain(
                        node, TarnParser.AndContext.class::isInstance, n -> ((TarnParser.AndContext) n).expression())
                : Source.<TarnParser.ExpressionContext>chain(
                        node, TarnParser.OrContext.class::isInstance, n -> ((TarnParser.OrContext) n).expression());
        var terms = operands.stream()
                .map(this::expression)
                .<Expression>mapMulti((term, out) -> {
                    if (term instanceof Expression.Logical same && same.operator() == operator) {
                        same.terms().forEach(out);
                    } else {
                        out.accept(term);
                    }
                })
                .toList();
        return new Expression.Logical(operator, terms, source.span(node));
    }

    private Expression not(TarnParser.NotContext node, Span span) {
        Expression operand = expression(node.expression());
        return operand instanceof Expression.Exists(var query, boolean negated, var _) && !negated
                ? new Expression.Exists(query, true, span)
                : new Expression.Unary(UnaryOperator.NOT, operand, span);
    }

    private Expression compare(TarnParser.CompareContext node, Span span) {
        if (node.expression(0) instanceof TarnParser.CompareContext left) {
            if (left.expression(1).getText().contains("&&")) {
                throw SqlException.syntax("&& asks whether two lists overlap", source.span(left.expression(1)))
                        .hint("conditions are joined with AND");
            }
            throw SqlException.syntax("comparisons cannot be chained", source.span(node.comparison()))
                    .hint("join two comparisons with AND, or put one into parentheses");
        }
        return new Expression.Binary(
                comparison(node.comparison()), expression(node.expression(0)), expression(node.expression(1)), span);
    }

    private static BinaryOperator comparison(TarnParser.ComparisonContext node) {
        return switch (node.getStart().getType()) {
            case TarnParser.EQUALS, TarnParser.EQUALS_EQUALS -> BinaryOperator.EQUAL;
            case TarnParser.NOT_EQUALS -> BinaryOperator.NOT_EQUAL;
            case TarnParser.LESS -> BinaryOperator.LESS;
            case TarnParser.LESS_EQUALS -> BinaryOperator.LESS_OR_EQUAL;
            case TarnParser.GREATER -> BinaryOperator.GREATER;
            default -> BinaryOperator.GREATER_OR_EQUAL;
        };
    }

    private static Expression.Quantifier quantifier(TarnParser.QuantifierContext node) {
        return node.ALL() != null ? Expression.Quantifier.ALL : Expression.Quantifier.ANY;
    }

    private Expression in(TarnParser.InContext node, Span span) {
        Expression operand = expression(node.expression());
        boolean negated = node.NOT() != null;
        if (node.value() instanceof TarnParser.PrimaryValueContext primary) {
            if (primary.primary() instanceof TarnParser.ScalarSubqueryContext subquery) {
                return new Expression.InSubquery(operand, builder.queries.query(subquery.query()), negated, span);
            }
            if (primary.primary() instanceof TarnParser.ParenthesizedContext elements) {
                return new Expression.InList(operand, list(elements.expressionList()), negated, span);
            }
        }
        return new Expression.InCollection(operand, value(node.value()), negated, span);
    }

    private Expression isTest(TarnParser.IsTestContext node, Span span) {
        Expression operand = expression(node.expression());
        boolean negated = node.NOT() != null;
        if (node.NULL() != null) {
            return new Expression.IsNull(operand, negated, span);
        }
        var truth = node.TRUE() != null
                ? Expression.Truth.TRUE
                : node.FALSE() != null ? Expression.Truth.FALSE : Expression.Truth.UNKNOWN;
        return new Expression.IsTruth(operand, truth, negated, span);
    }

    private Expression like(TarnParser.LikeContext node, Span span) {
        Expression operand = expression(node.expression());
        Expression pattern = value(node.value(0));
        boolean not = node.NOT() != null;
        int operator = node.likeOperator().getStart().getType();
        Expression built = switch (operator) {
            case TarnParser.TILDE, TarnParser.NOT_TILDE -> {
                var kind = (operator == TarnParser.NOT_TILDE) == not
                        ? BinaryOperator.REGEX_MATCH
                        : BinaryOperator.REGEX_NOT_MATCH;
                yield new Expression.Binary(kind, operand, pattern, span);
            }
            case TarnParser.TILDE_STAR, TarnParser.NOT_TILDE_STAR -> {
                Expression call = regexIgnoringCase(operand, pattern, span);
                yield (operator == TarnParser.NOT_TILDE_STAR) == not
                        ? call
                        : new Expression.Unary(UnaryOperator.NOT, call, span);
            }
            default -> {
                Expression escape = node.value().size() > 1 ? value(node.value(1)) : null;
                boolean negatedOperator =
                        operator == TarnParser.NOT_TILDE_TILDE || operator == TarnParser.NOT_TILDE_TILDE_STAR;
                yield new Expression.Like(likeKind(operator), operand, pattern, escape, not != negatedOperator, span);
            }
        };
        return operand instanceof Expression.Star star && star.like() == null ? starLike(star, built, span) : built;
    }

    private Expression regexIgnoringCase(Expression operand, Expression pattern, Span span) {
        return builder.calls.plain(
                "regexp_matches", List.of(operand, pattern, new Expression.StringLiteral("i", span)), span);
    }

    private static LikeKind likeKind(int operator) {
        return switch (operator) {
            case TarnParser.ILIKE, TarnParser.TILDE_TILDE_STAR, TarnParser.NOT_TILDE_TILDE_STAR -> LikeKind.ILIKE;
            case TarnParser.GLOB, TarnParser.TILDE_TILDE_TILDE -> LikeKind.GLOB;
            case TarnParser.SIMILAR -> LikeKind.SIMILAR_TO;
            default -> LikeKind.LIKE;
        };
    }

    private static Expression starLike(Expression.Star star, Expression like, Span span) {
        return new Expression.Star(star.qualifier(), star.exclude(), star.replace(), star.rename(), like, span);
    }

    // ---- tight operators

    Expression value(TarnParser.ValueContext node) {
        if (node instanceof TarnParser.PrimaryValueContext primary) {
            return builder.primaries.primary(primary.primary());
        }
        return source.deeper(node, () -> tight(node));
    }

    private Expression tight(TarnParser.ValueContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.CastContext cast ->
                new Expression.Cast(value(cast.value()), builder.types.type(cast.type()), false, span);
            case TarnParser.DottedContext dotted -> dotted(dotted, span);
            case TarnParser.QualifiedStarContext star -> {
                if (!(value(star.value()) instanceof Expression.ColumnName(var table, var _))) {
                    throw SqlException.syntax("only a table name may stand before .*", source.span(star.value()));
                }
                yield builder.primaries.star(table, star.starChanges(), span);
            }
            case TarnParser.SubscriptedContext subscripted ->
                subscript(value(subscripted.value()), subscripted.subscript(), subscripted.getStop(), span);
            case TarnParser.FactorialContext factorial ->
                new Expression.Unary(UnaryOperator.FACTORIAL, value(factorial.value()), span);
            case TarnParser.SignedContext signed -> {
                var operator = signed.MINUS() != null ? UnaryOperator.NEGATE : UnaryOperator.PLUS;
                yield new Expression.Unary(operator, value(signed.value()), span);
            }
            case TarnParser.PrefixedContext prefixed -> {
                var operator = prefixed.TILDE() != null ? UnaryOperator.BIT_NOT : UnaryOperator.ABSOLUTE;
                yield new Expression.Unary(operator, value(prefixed.value()), span);
            }
            case TarnParser.AtTimeZoneContext at ->
                new Expression.AtTimeZone(value(at.value(0)), value(at.value(1)), span);
            case TarnParser.CollateContext collate ->
                new Expression.Collate(value(collate.value()), builder.names.qualified(collate.qualifiedName()), span);
            case TarnParser.PowerContext n -> binary(n.value(), operatorAt(n.getChild(1)), span);
            case TarnParser.MultiplyContext n -> binary(n.value(), operatorAt(n.getChild(1)), span);
            case TarnParser.AddContext n -> binary(n.value(), operatorAt(n.getChild(1)), span);
            case TarnParser.BitsContext n -> binary(n.value(), operatorAt(n.getChild(1)), span);
            case TarnParser.OtherOperatorContext n -> binary(n.value(), operatorAt(n.getChild(1)), span);
            default -> throw new IllegalStateException("unknown form of value: " + node.getClass());
        };
    }

    private Expression binary(List<TarnParser.ValueContext> operands, BinaryOperator operator, Span span) {
        return new Expression.Binary(operator, value(operands.get(0)), value(operands.get(1)), span);
    }

    private static BinaryOperator operatorAt(ParseTree child) {
        Token token = (Token) child.getPayload();
        return switch (token.getType()) {
            case TarnParser.CARET, TarnParser.STAR_STAR -> BinaryOperator.POWER;
            case TarnParser.STAR -> BinaryOperator.MULTIPLY;
            case TarnParser.SLASH -> BinaryOperator.DIVIDE;
            case TarnParser.SLASH_SLASH -> BinaryOperator.INTEGER_DIVIDE;
            case TarnParser.PERCENT_SIGN -> BinaryOperator.MODULO;
            case TarnParser.PLUS -> BinaryOperator.ADD;
            case TarnParser.MINUS -> BinaryOperator.SUBTRACT;
            case TarnParser.AMPERSAND -> BinaryOperator.BIT_AND;
            case TarnParser.PIPE -> BinaryOperator.BIT_OR;
            case TarnParser.SHIFT_LEFT -> BinaryOperator.SHIFT_LEFT;
            case TarnParser.SHIFT_RIGHT -> BinaryOperator.SHIFT_RIGHT;
            case TarnParser.CONCAT -> BinaryOperator.CONCAT;
            case TarnParser.ARROW_TEXT -> BinaryOperator.JSON_EXTRACT_TEXT;
            case TarnParser.OVERLAPS -> BinaryOperator.OVERLAPS;
            case TarnParser.CONTAINS -> BinaryOperator.CONTAINS;
            case TarnParser.CONTAINED_BY -> BinaryOperator.CONTAINED_BY;
            case TarnParser.STARTS_WITH -> BinaryOperator.STARTS_WITH;
            case TarnParser.DISTANCE -> BinaryOperator.DISTANCE;
            case TarnParser.COSINE_DISTANCE -> BinaryOperator.COSINE_DISTANCE;
            default -> throw new IllegalStateException("unknown operator: " + token.getText());
        };
    }

    /** {@code a.b}: one more part of a name, a field of a value, or a call with the value as first argument. */
    private Expression dotted(TarnParser.DottedContext node, Span span) {
        Expression operand = value(node.value());
        Identifier label = builder.names.identifier(node.label());
        QualifiedName prefix =
                operand instanceof Expression.ColumnName(var name, var _) && !isParenthesized(node.value())
                        ? name
                        : null;
        if (node.callParentheses() != null) {
            var name = prefix == null ? QualifiedName.of(label) : extend(prefix, label);
            return builder.calls.call(
                    name, prefix == null ? operand : null, node.callParentheses(), node.callSuffix(), span);
        }
        return prefix == null
                ? new Expression.FieldAccess(operand, label, span)
                : new Expression.ColumnName(extend(prefix, label), span);
    }

    private static boolean isParenthesized(TarnParser.ValueContext node) {
        return node instanceof TarnParser.PrimaryValueContext primary
                && primary.primary() instanceof TarnParser.ParenthesizedContext;
    }

    private static QualifiedName extend(QualifiedName name, Identifier label) {
        var parts = new ArrayList<>(name.parts());
        parts.add(label);
        return new QualifiedName(parts, name.span().to(label.span()));
    }

    private Expression subscript(Expression operand, TarnParser.SubscriptContext node, Token close, Span span) {
        if (node.getChildCount() == 0) {
            throw SqlException.syntax("expected an index or a range between the brackets", source.span(close));
        }
        var ends = new Expression[3];
        int place = 0;
        for (var child : node.children) {
            if (child instanceof TarnParser.ExpressionContext expression) {
                ends[place] = expression(expression);
            } else {
                place += switch (((Token) child.getPayload()).getType()) {
                    case TarnParser.COLON -> 1;
                    case TarnParser.COLON_COLON -> 2;
                    default -> 0;
                };
            }
        }
        return place == 0
                ? new Expression.Index(operand, ends[0], span)
                : new Expression.Slice(operand, ends[0], ends[1], ends[2], span);
    }
}
