package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Rows before IN, ANY and ALL. */
final class BindRowSubquery {
    private BindRowSubquery() {}

    /**
     * {@code (a, b) IN (SELECT x, y ...)} is TRUE if there is a row with a = x and b = y; else NULL if there is one where
     * neither is false; else FALSE.
     */
    static Expr in(Expression.InSubquery in, Expression.Row row, ExprBinder binder) {
        var result = ofRows(in.query(), row, binder)
                ? BindSubquery.compare(
                        Expr.Subquery.Kind.ANY,
                        ComparisonOperator.EQUAL,
                        binder.bind(row),
                        in.query(),
                        in.span(),
                        binder)
                : existing(ComparisonOperator.EQUAL, in.query(), row, in.span(), binder);
        return in.negated() ? BindOperator.not(result, in.span()) : result;
    }

    /** As {@link #in} where only TRUE matters: the condition of WHERE or ON. */
    static Expr asCondition(Expression.InSubquery in, Expression.Row row, ExprBinder binder) {
        if (ofRows(in.query(), row, binder)) {
            return in(in, row, binder);
        }
        var match = match(ComparisonOperator.EQUAL, in.negated(), in.query(), row, in.span(), binder);
        return in.negated() ? BindOperator.not(match, in.span()) : match;
    }

    /** Whether the query gives rows as values. */
    private static boolean ofRows(Query query, Expression.Row row, ExprBinder binder) {
        return row.elements().size() > 1
                && BindSubquery.query(query, binder).columns().size() == 1;
    }

    /** Equality goes element by element; by the other operators rows are compared as values, where NULL is the greatest. */
    static Expr quantified(Expression.QuantifiedSubquery quantified, Expression.Row row, ExprBinder binder) {
        boolean any = quantified.quantifier() == Expression.Quantifier.ANY;
        var operator = BindOperator.comparison(quantified.operator());
        var span = quantified.span();
        boolean equality = operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_EQUAL;
        if (ofRows(quantified.query(), row, binder)) {
            return BindSubquery.compare(kind(any), operator, binder.bind(row), quantified.query(), span, binder);
        }
        if (equality) {
            var existing = existing(any ? operator : operator.negate(), quantified.query(), row, span, binder);
            return any ? existing : BindOperator.not(existing, span);
        }
        var bound = checked(quantified.query(), row, binder);
        var columns = bound.columns().stream()
                .<Expr>map(column -> new Expr.Ref(column, quantified.query().span()))
                .toList();
        var value = BindOperator.call("row", columns, span, binder.binding());
        var output = binder.binding().column("row", value.type());
        var plan = new Plan.Project(bound.plan(), List.of(new Plan.Assignment(output, value)));
        return BindSubquery.compare(
                kind(any), operator, binder.bind(row), new BoundQuery(plan, List.of("row")), span, binder);
    }

    private static Expr.Subquery.Kind kind(boolean any) {
        return any ? Expr.Subquery.Kind.ANY : Expr.Subquery.Kind.ALL;
    }

    private static Expr existing(
            ComparisonOperator operator, Query query, Expression.Row row, Span span, ExprBinder binder) {
        var certain = match(operator, false, query, row, span, binder);
        var possible = match(operator, true, query, row, span, binder);
        return new Expr.Case(
                List.of(
                        new Expr.Case.When(certain, BindLiteral.bool(true, span)),
                        new Expr.Case.When(possible, BindLiteral.nothing(ScalarType.BOOLEAN, span))),
                BindLiteral.bool(false, span),
                ScalarType.BOOLEAN,
                span);
    }

    /** EXISTS of a row of the query that equals the row or not, or, if so asked, that may do so for all that the NULLs say. */
    private static Expr match(
            ComparisonOperator operator,
            boolean possibly,
            Query query,
            Expression.Row row,
            Span span,
            ExprBinder binder) {
        var bound = checked(query, row, binder);
        var terms = new ArrayList<Expr>();
        for (int i = 0; i < bound.columns().size(); i++) {
            var inner = new Expr.Ref(bound.columns().get(i), query.span());
            var term =
                    BindOperator.compare(operator, binder.bind(row.elements().get(i)), inner, span, binder.binding());
            terms.add(possibly ? notFalse(term, span) : term);
        }
        var predicate =
                operator == ComparisonOperator.EQUAL ? BindOperator.and(terms, span) : BindOperator.or(terms, span);
        var plan = new Plan.Filter(bound.plan(), predicate);
        return new Expr.Subquery(Expr.Subquery.Kind.EXISTS, plan, null, null, ScalarType.BOOLEAN, span);
    }

    private static BoundQuery checked(Query query, Expression.Row row, ExprBinder binder) {
        var bound = BindSubquery.query(query, binder);
        List<Column> columns = bound.columns();
        if (columns.size() != row.elements().size()) {
            throw SqlException.of(
                    ErrorCode.CARDINALITY,
                    "sub-query returns " + columns.size() + (columns.size() == 1 ? " column" : " columns") + " where "
                            + row.elements().size() + " are wanted",
                    query.span());
        }
        return bound;
    }

    private static Expr notFalse(Expr condition, Span span) {
        return new Expr.Comparison(ComparisonOperator.DISTINCT_FROM, condition, BindLiteral.bool(false, span), span);
    }
}
