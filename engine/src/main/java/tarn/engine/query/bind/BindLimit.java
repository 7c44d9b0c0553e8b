package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** LIMIT and OFFSET. */
final class BindLimit {
    private BindLimit() {}

    static Plan apply(Plan plan, Query.@Nullable Limit limit, Surroundings around) {
        if (limit == null) {
            return plan;
        }
        if (limit.percent()) {
            return share(
                    plan,
                    limit.count() == null ? null : percent(limit.count(), around),
                    count(limit.offset(), "OFFSET", around),
                    around.binding());
        }
        return new Plan.Limit(plan, count(limit.count(), "LIMIT", around), count(limit.offset(), "OFFSET", around));
    }

    /** So many percent of the rows (null: all), rounded down, after the offset (null: none). */
    static Plan share(Plan plan, @Nullable Expr percent, @Nullable Expr offset, Binding binding) {
        if (percent == null || percent instanceof Expr.Literal(var value, var _, var _) && value == null) {
            return new Plan.Limit(plan, null, offset);
        }
        var number = NumberedRows.column("row", binding);
        var count = NumberedRows.column("rows", binding);
        var numbered = NumberedRows.numberAndCount(plan, number, count);
        var skipped = offset == null
                ? BindLiteral.bigint(0, Span.NONE)
                : new Expr.Coalesce(
                        List.of(offset, BindLiteral.bigint(0, Span.NONE)), ScalarType.BIGINT, offset.span());
        var place = call("-", NumberedRows.ref(number), skipped);
        var known = new Expr.Coalesce(
                List.of(percent, BindLiteral.real(100, Span.NONE)), ScalarType.DOUBLE, percent.span());
        var share = call("/", known, BindLiteral.real(100, Span.NONE));
        var most = call("*", share, Casting.to(NumberedRows.ref(count), ScalarType.DOUBLE, binding));
        var kept = new Expr.And(
                List.of(
                        new Expr.Comparison(
                                ComparisonOperator.GREATER, place, BindLiteral.bigint(0, Span.NONE), Span.NONE),
                        new Expr.Comparison(
                                ComparisonOperator.LESS_OR_EQUAL,
                                Casting.to(place, ScalarType.DOUBLE, binding),
                                most,
                                Span.NONE)),
                Span.NONE);
        return NumberedRows.only(new Plan.Filter(numbered, kept), plan.output());
    }

    private static Expr call(String name, Expr left, Expr right) {
        return new Expr.Call(
                Functions.scalar(name, Span.NONE, left.type(), right.type()), List.of(left, right), Span.NONE);
    }

    private static Expr percent(Expression expression, Surroundings around) {
        var percent = constant(expression, "LIMIT", ScalarType.DOUBLE, around);
        if (percent instanceof Expr.Literal(Double value, var _, var _) && !(value >= 0 && value <= 100)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "LIMIT in percent must be from 0 to 100", expression.span());
        }
        return percent;
    }

    private static @Nullable Expr count(@Nullable Expression expression, String clause, Surroundings around) {
        if (expression == null) {
            return null;
        }
        var count = constant(expression, clause, ScalarType.BIGINT, around);
        if (count instanceof Expr.Literal(Long value, var _, var _) && value < 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, clause + " must not be negative", expression.span());
        }
        return count;
    }

    /** A number that is known before the query runs, or else comes of parameters and sub-queries. */
    private static Expr constant(Expression expression, String clause, DataType type, Surroundings around) {
        Expr bound;
        try {
            bound = ExprBinder.of(around, new Scope(List.of(), List.of(), around.outer()), Place.plain(clause))
                    .bind(expression);
        } catch (SqlException e) {
            throw e.code() == ErrorCode.UNKNOWN_COLUMN
                    ? SqlException.of(ErrorCode.INVALID_VALUE, clause + " cannot depend on columns", e.span())
                    : e;
        }
        bound = PlanTree.replaceDeep(bound, BindLimit::valueWithoutRows);
        if (!PlanTree.columns(bound).isEmpty()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, clause + " cannot depend on columns", expression.span());
        }
        boolean number = bound.type().isNumeric()
                || bound.type() == ScalarType.NULL
                || bound.type() == ScalarType.VARCHAR
                || Casting.isUntyped(bound);
        if (!number) {
            throw SqlException.typeMismatch(
                    clause + " needs a number, not a " + bound.type().sql(), expression.span());
        }
        var cast = Casting.to(bound, type, around.binding());
        boolean[] open = {false};
        ExprTree.forEach(cast, part -> open[0] |= part instanceof Expr.Parameter || part instanceof Expr.Subquery);
        if (!open[0]) {
            return BindTableFunction.evaluate(cast, around.binding());
        }
        return type == ScalarType.BIGINT ? notNegative(cast, clause, around.binding()) : cast;
    }

    /** The value of a sub-query without FROM, which is known as soon as any other; null for other expressions. */
    private static @Nullable Expr valueWithoutRows(Expr part) {
        boolean simple = part instanceof Expr.Subquery subquery
                && subquery.kind() == Expr.Subquery.Kind.SCALAR
                && subquery.plan() instanceof Plan.Project(Plan.Values values, var assignments)
                && values.rows().size() == 1
                && values.output().isEmpty()
                && PlanTree.columns(assignments.getFirst().expr()).isEmpty();
        return simple
                ? ((Plan.Project) ((Expr.Subquery) part).plan())
                        .assignments()
                        .getFirst()
                        .expr()
                : null;
    }

    /** What a sub-query gives is checked when it is known; of parameters that is done before the query runs. */
    private static Expr notNegative(Expr count, String clause, Binding binding) {
        boolean[] subquery = {false};
        ExprTree.forEach(count, part -> subquery[0] |= part instanceof Expr.Subquery);
        if (!subquery[0]) {
            return count;
        }
        var span = count.span();
        var negative = new Expr.Comparison(ComparisonOperator.LESS, count, BindLiteral.bigint(0, span), span);
        var sentence = new Expr.Literal(clause + " must not be negative", ScalarType.VARCHAR, span);
        var error = BindOperator.call("error", List.of(sentence), span, binding);
        return new Expr.Case(
                List.of(new Expr.Case.When(negative, Casting.to(error, ScalarType.BIGINT, binding))),
                count,
                ScalarType.BIGINT,
                span);
    }
}
