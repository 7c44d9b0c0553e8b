package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.engine.function.Functions;
import tarn.sql.ast.BinaryOperator;
import tarn.sql.ast.Expression;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Operators: arithmetic is calls of functions named by their symbol, comparisons have nodes of their own. */
final class BindOperator {
    private BindOperator() {}

    static Expr unary(Expression.Unary unary, ExprBinder binder) {
        var span = unary.span();
        return switch (unary.operator()) {
            case NOT -> not(binder.condition(unary.operand(), "NOT"), span);
            case NEGATE -> {
                var literal = BindLiteral.signed(unary);
                yield literal != null
                        ? literal
                        : call("-", List.of(binder.bind(unary.operand())), span, binder.binding());
            }
            case PLUS -> call("+", List.of(binder.bind(unary.operand())), span, binder.binding());
            case BIT_NOT -> call("~", List.of(binder.bind(unary.operand())), span, binder.binding());
            case ABSOLUTE -> call("abs", List.of(binder.bind(unary.operand())), span, binder.binding());
            case FACTORIAL -> call("factorial", List.of(binder.bind(unary.operand())), span, binder.binding());
        };
    }

    static Expr not(Expr operand, Span span) {
        return new Expr.Not(operand, span);
    }

    /** Calls a scalar function, casting the arguments to what the chosen overload asks for. */
    static Expr call(String name, List<Expr> arguments, Span span, Binding binding) {
        var local = LocalTimes.call(name, arguments, span, binding);
        if (local != null) {
            return local;
        }
        var overload = Functions.scalar(name, Casting.arguments(arguments), span);
        var properties = overload.properties();
        if (arguments.isEmpty() && properties.constantInQuery() && !properties.deterministic()) {
            return binding.startAs(overload.result(), span);
        }
        return new Expr.Call(overload, Casting.all(arguments, overload.parameters(), binding), span);
    }

    static Expr binary(Expression.Binary binary, ExprBinder binder) {
        var operator = binary.operator();
        if (operator.isComparison()
                && (binary.left() instanceof Expression.Row || binary.right() instanceof Expression.Row)) {
            return rows(binary, binder);
        }
        if (operator == BinaryOperator.JSON_EXTRACT
                && binary.right() instanceof Expression.Binary(var next, var path, var last, var span)
                && next == BinaryOperator.JSON_EXTRACT_TEXT) {
            // x -> a ->> b, where the second operator binds more tightly
            var first = new Expression.Binary(operator, binary.left(), path, span);
            return binder.bind(new Expression.Binary(next, first, last, binary.span()));
        }
        var left = binder.bind(binary.left());
        var right = binder.bind(binary.right());
        boolean divides = operator == BinaryOperator.INTEGER_DIVIDE
                || operator == BinaryOperator.MODULO
                || operator == BinaryOperator.DIVIDE && isWhole(left, right, binder.binding());
        boolean floating = (operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO)
                && (!isExact(left) || !isExact(right) || operator == BinaryOperator.DIVIDE && !divides);
        var settings = binder.binding().settings();
        if (floating && !settings.floatingDivision()) {
            right = isExact(right) ? Casting.to(right, ScalarType.DOUBLE, binder.binding()) : right;
            right = settings.errorOnDivisionByZero()
                    ? withoutZero(right, binary, binder)
                    : nothingForZero(right, binary.right(), binder);
        } else if (divides && !floating && !settings.errorOnDivisionByZero()) {
            right = nothingForZero(right, binary.right(), binder);
        }
        return binary(operator, left, right, binary.span(), binder.binding());
    }

    private static boolean isWhole(Expr left, Expr right, Binding binding) {
        return binding.settings().integerDivision()
                && left.type().isInteger()
                && right.type().isInteger();
    }

    /** A divisor, NULL where it is zero. */
    private static Expr nothingForZero(Expr divisor, Expression written, ExprBinder binder) {
        var span = divisor.span();
        var zero = compare(ComparisonOperator.EQUAL, divisor, BindLiteral.bigint(0, span), span, binder.binding());
        var when = new Expr.Case.When(zero, BindLiteral.nothing(divisor.type(), span));
        return new Expr.Case(List.of(when), binder.again(written, divisor), divisor.type(), span);
    }

    private static boolean isExact(Expr number) {
        return number.type() != ScalarType.DOUBLE && number.type() != ScalarType.REAL;
    }

    /** A divisor; an error where it is zero. */
    private static Expr withoutZero(Expr divisor, Expression.Binary division, ExprBinder binder) {
        var span = division.span();
        var zero = compare(ComparisonOperator.EQUAL, divisor, BindLiteral.bigint(0, span), span, binder.binding());
        var sentence = new Expr.Literal("division by zero", ScalarType.VARCHAR, span);
        var error = call("error", List.of(sentence), span, binder.binding());
        var when = new Expr.Case.When(zero, Casting.to(error, divisor.type(), binder.binding()));
        var again = Casting.to(binder.again(division.right(), divisor), divisor.type(), binder.binding());
        return new Expr.Case(List.of(when), again, divisor.type(), span);
    }

    private static Expr binary(BinaryOperator operator, Expr left, Expr right, Span span, Binding binding) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                compare(comparison(operator), left, right, span, binding);
            case DIVIDE -> call(isWhole(left, right, binding) ? "//" : "/", List.of(left, right), span, binding);
            case REGEX_MATCH -> call("regexp_matches", List.of(left, right), span, binding);
            case REGEX_NOT_MATCH -> not(call("regexp_matches", List.of(left, right), span, binding), span);
            case ADD -> call(isList(left) && isList(right) ? "||" : "+", List.of(left, right), span, binding);
            case SUBTRACT,
                    MULTIPLY,
                    INTEGER_DIVIDE,
                    MODULO,
                    POWER,
                    CONCAT,
                    BIT_AND,
                    BIT_OR,
                    SHIFT_LEFT,
                    SHIFT_RIGHT,
                    STARTS_WITH,
                    CONTAINS,
                    CONTAINED_BY,
                    OVERLAPS,
                    DISTANCE,
                    COSINE_DISTANCE,
                    JSON_EXTRACT,
                    JSON_EXTRACT_TEXT -> call(operator.symbol(), List.of(left, right), span, binding);
        };
    }

    private static boolean isList(Expr expr) {
        return ArrayType.listOf(expr.type()) instanceof ListType;
    }

    static ComparisonOperator comparison(BinaryOperator operator) {
        return switch (operator) {
            case EQUAL -> ComparisonOperator.EQUAL;
            case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
            case LESS -> ComparisonOperator.LESS;
            case LESS_OR_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
            case GREATER -> ComparisonOperator.GREATER;
            case GREATER_OR_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
            default -> throw new IllegalArgumentException("not a comparison: " + operator);
        };
    }

    /** Both sides are cast to the type that they are compared in. */
    static Expr compare(ComparisonOperator operator, Expr left, Expr right, Span span, Binding binding) {
        switch (operator) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> checkOrder(left, right, span);
            case EQUAL, NOT_EQUAL, DISTINCT_FROM, NOT_DISTINCT_FROM -> {}
        }
        var type = comparisonType(left, right, span);
        var sides = BindCollation.compared(left, right, span, binding);
        return new Expr.Comparison(
                operator,
                Casting.to(sides.getFirst(), type, binding),
                Casting.to(sides.getLast(), type, binding),
                span);
    }

    /** Text that is not written out is before or after numbers and dates only by a cast: '10' is before '9'. */
    static void checkOrder(Expr left, Expr right, Span span) {
        boolean nested = left.type().isNested() && right.type().isNested();
        if (isText(left) && isOther(right)
                || isText(right) && isOther(left)
                || nested && Coercion.commonType(left.type(), right.type()) == null) {
            throw SqlException.typeMismatch(
                            "cannot compare " + left.type().sql() + " with "
                                    + right.type().sql() + " without a cast",
                            span)
                    .hint("cast one of them");
        }
    }

    private static boolean isText(Expr expr) {
        return expr.type() == ScalarType.VARCHAR && !Casting.isUntyped(expr);
    }

    private static boolean isOther(Expr expr) {
        var type = expr.type();
        return type != ScalarType.VARCHAR
                && type != ScalarType.NULL
                && (type instanceof ScalarType || type.isNumeric());
    }

    static DataType comparisonType(Expr left, Expr right, Span span) {
        var type = Coercion.comparisonType(Casting.argument(left), Casting.argument(right));
        if (type == null) {
            throw SqlException.typeMismatch(
                            "cannot compare " + left.type().sql() + " with "
                                    + right.type().sql(),
                            span)
                    .hint("cast one of them");
        }
        return type;
    }

    private static Expr rows(Expression.Binary binary, ExprBinder binder) {
        if (!(binary.left() instanceof Expression.Row left) || !(binary.right() instanceof Expression.Row right)) {
            return binary(
                    binary.operator(),
                    binder.bind(binary.left()),
                    binder.bind(binary.right()),
                    binary.span(),
                    binder.binding());
        }
        if (left.elements().size() != right.elements().size()) {
            throw SqlException.typeMismatch(
                    "rows of " + left.elements().size() + " and "
                            + right.elements().size() + " values cannot be compared",
                    binary.span());
        }
        if (binary.operator() != BinaryOperator.EQUAL && binary.operator() != BinaryOperator.NOT_EQUAL) {
            return compare(
                    comparison(binary.operator()),
                    binder.bind(left),
                    binder.bind(right),
                    binary.span(),
                    binder.binding());
        }
        var equal =
                equalRows(bindAll(left.elements(), binder), bindAll(right.elements(), binder), binary.span(), binder);
        return binary.operator() == BinaryOperator.EQUAL ? equal : not(equal, binary.span());
    }

    /** All of them; {@code *COLUMNS(...)} stands for several. */
    static List<Expr> bindAll(List<Expression> expressions, ExprBinder binder) {
        var bound = new ArrayList<Expr>(expressions.size());
        for (var expression : expressions) {
            if (expression instanceof Expression.Columns selector && selector.unpacked()) {
                BindStar.select(selector, binder).forEach(column -> bound.add(column.value()));
            } else {
                bound.add(binder.bind(expression));
            }
        }
        return bound;
    }

    /** Rows as values: NULL equals NULL in them, and what stands beside text is compared as text. */
    static Expr equalRows(List<Expr> left, List<Expr> right, Span span, ExprBinder binder) {
        var terms = new ArrayList<Expr>();
        var same = ComparisonOperator.NOT_DISTINCT_FROM;
        for (int i = 0; i < left.size(); i++) {
            var a = besideText(left.get(i), right.get(i), binder.binding());
            var b = besideText(right.get(i), left.get(i), binder.binding());
            terms.add(compare(same, a, b, span, binder.binding()));
        }
        return and(terms, span);
    }

    private static Expr besideText(Expr expr, Expr other, Binding binding) {
        return isOther(expr) && other.type() == ScalarType.VARCHAR
                ? Casting.to(expr, ScalarType.VARCHAR, binding)
                : expr;
    }

    static Expr and(List<Expr> terms, Span span) {
        return terms.size() == 1 ? terms.getFirst() : new Expr.And(List.copyOf(terms), span);
    }

    static Expr or(List<Expr> terms, Span span) {
        return terms.size() == 1 ? terms.getFirst() : new Expr.Or(List.copyOf(terms), span);
    }

    static Expr logical(Expression.Logical logical, ExprBinder binder) {
        var terms = new ArrayList<Expr>();
        for (var term : logical.terms()) {
            terms.add(binder.condition(term, logical.operator().name()));
        }
        return switch (logical.operator()) {
            case AND -> and(terms, logical.span());
            case OR -> or(terms, logical.span());
        };
    }

    static Expr between(Expression.Between between, ExprBinder binder) {
        var range = range(between, between.low(), between.high(), binder);
        if (!between.symmetric()) {
            return range;
        }
        var swapped = range(between, between.high(), between.low(), binder);
        return between.negated()
                ? new Expr.And(List.of(range, swapped), between.span())
                : new Expr.Or(List.of(range, swapped), between.span());
    }

    private static Expr range(Expression.Between between, Expression low, Expression high, ExprBinder binder) {
        var operand = binder.bind(between.operand());
        var again = binder.again(between.operand(), operand);
        var span = between.span();
        var binding = binder.binding();
        if (between.negated()) {
            return new Expr.Or(
                    List.of(
                            compare(ComparisonOperator.LESS, operand, binder.bind(low), span, binding),
                            compare(ComparisonOperator.GREATER, again, binder.bind(high), span, binding)),
                    span);
        }
        return new Expr.And(
                List.of(
                        compare(ComparisonOperator.GREATER_OR_EQUAL, operand, binder.bind(low), span, binding),
                        compare(ComparisonOperator.LESS_OR_EQUAL, again, binder.bind(high), span, binding)),
                span);
    }

    static Expr distinct(Expression.IsDistinctFrom distinct, ExprBinder binder) {
        if (distinct.left() instanceof Expression.Row left
                && distinct.right() instanceof Expression.Row right
                && left.elements().size() == right.elements().size()) {
            var equal = equalRows(
                    bindAll(left.elements(), binder), bindAll(right.elements(), binder), distinct.span(), binder);
            return distinct.negated() ? equal : not(equal, distinct.span());
        }
        var operator = distinct.negated() ? ComparisonOperator.NOT_DISTINCT_FROM : ComparisonOperator.DISTINCT_FROM;
        return compare(
                operator,
                binder.bind(distinct.left()),
                binder.bind(distinct.right()),
                distinct.span(),
                binder.binding());
    }

    static Expr like(Expression.Like like, ExprBinder binder) {
        var arguments = new ArrayList<Expr>();
        arguments.add(binder.bind(like.operand()));
        arguments.add(binder.bind(like.pattern()));
        if (like.escape() != null) {
            arguments.add(binder.bind(like.escape()));
        }
        if (like.kind() == Expression.LikeKind.LIKE) {
            var sides = BindCollation.compared(arguments.getFirst(), arguments.get(1), like.span(), binder.binding());
            arguments.set(0, sides.getFirst());
            arguments.set(1, sides.getLast());
        }
        String symbol = switch (like.kind()) {
            case LIKE -> "~~";
            case ILIKE -> "~~*";
            case GLOB -> "~~~";
            case SIMILAR_TO -> {
                noEscape(like.escape());
                yield "regexp_full_match";
            }
        };
        var match = call(symbol, arguments, like.span(), binder.binding());
        return like.negated() ? not(match, like.span()) : match;
    }

    private static void noEscape(@Nullable Expression escape) {
        if (escape != null) {
            throw SqlException.notSupported("ESCAPE of SIMILAR TO", escape.span());
        }
    }

    /** {@code t AT TIME ZONE z} is {@code timezone(z, t)}. */
    static Expr atTimeZone(Expression.AtTimeZone zoned, ExprBinder binder) {
        var time = binder.bind(zoned.operand());
        if (time.type() == ScalarType.DATE) {
            time = Casting.to(time, ScalarType.TIMESTAMP, binder.binding());
        }
        return call("timezone", List.of(binder.bind(zoned.zone()), time), zoned.span(), binder.binding());
    }

    static boolean isNullType(Expr expr) {
        return expr.type() == ScalarType.NULL;
    }
}
