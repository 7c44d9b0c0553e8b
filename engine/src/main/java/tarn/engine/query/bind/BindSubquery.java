package tarn.engine.query.bind;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Sub-queries in expressions; they may refer to columns of the query around them. */
final class BindSubquery {
    private BindSubquery() {}

    static BoundQuery query(Query query, ExprBinder binder) {
        return BindQuery.bind(query, binder.around().within(binder.scope().askedBy(binder)));
    }

    static Expr exists(Expression.Exists exists, ExprBinder binder) {
        var plan = query(exists.query(), binder).plan();
        var result = new Expr.Subquery(Expr.Subquery.Kind.EXISTS, plan, null, null, ScalarType.BOOLEAN, exists.span());
        return exists.negated() ? BindOperator.not(result, exists.span()) : result;
    }

    static Expr scalar(Expression.ScalarSubquery scalar, ExprBinder binder) {
        var bound = query(scalar.query(), binder);
        oneColumn(bound, scalar.query().span());
        var type = bound.columns().getFirst().type();
        binder.binding().subquery(bound.columns().getFirst(), scalar.span());
        var plan = binder.binding().settings().oneRow()
                ? bound.plan()
                : new Plan.Limit(bound.plan(), BindLiteral.bigint(1, scalar.span()), null);
        return new Expr.Subquery(Expr.Subquery.Kind.SCALAR, plan, null, null, type, scalar.span());
    }

    private static void oneColumn(BoundQuery bound, Span span) {
        int columns = bound.columns().size();
        if (columns != 1) {
            throw SqlException.of(
                    ErrorCode.CARDINALITY, "sub-query returns " + columns + " columns where one is wanted", span);
        }
    }

    static Expr quantified(Expression.QuantifiedSubquery quantified, ExprBinder binder) {
        if (!quantified.operator().isComparison()) {
            throw SqlException.of(ErrorCode.SYNTAX, "ANY and ALL need a comparison before them", quantified.span());
        }
        if (quantified.operand() instanceof Expression.Row row) {
            return BindRowSubquery.quantified(quantified, row, binder);
        }
        var kind = switch (quantified.quantifier()) {
            case ANY -> Expr.Subquery.Kind.ANY;
            case ALL -> Expr.Subquery.Kind.ALL;
        };
        return compare(
                kind,
                BindOperator.comparison(quantified.operator()),
                binder.bind(quantified.operand()),
                quantified.query(),
                quantified.span(),
                binder);
    }

    /** {@code ARRAY(SELECT ...)}: the one column as a list, in the order of the query; empty without rows. */
    static Expr array(Expression.ArraySubquery array, ExprBinder binder) {
        var bound = query(array.query(), binder);
        var span = array.span();
        oneColumn(bound, array.query().span());
        var value = bound.columns().getFirst();
        var plan = bound.plan();
        List<SortKey> order = List.of();
        if (plan instanceof Plan.Sort(var input, var keys)) {
            plan = input;
            order = keys;
        }
        var binding = binder.binding();
        var function = Functions.aggregate("list", span, value.type());
        var list = binding.column("list", function.result());
        var call = new AggregateCall(list, function, List.of(new Expr.Ref(value, span)), false, null, order, span);
        var aggregate = new Plan.Aggregate(plan, List.of(), List.of(call), List.of(List.of()), null);
        var empty = new Expr.Literal(List.of(), list.type(), span);
        var filled = new Expr.Coalesce(List.of(new Expr.Ref(list, span), empty), list.type(), span);
        var output = binding.column("array", list.type());
        var result = new Plan.Project(aggregate, List.of(new Plan.Assignment(output, filled)));
        return new Expr.Subquery(Expr.Subquery.Kind.SCALAR, result, null, null, list.type(), span);
    }

    /** {@code operand operator ANY/ALL (query)}, both sides cast to the type they are compared in. */
    static Expr compare(
            Expr.Subquery.Kind kind,
            ComparisonOperator operator,
            Expr operand,
            Query query,
            Span span,
            ExprBinder binder) {
        var bound = query(query, binder);
        oneColumn(bound, query.span());
        return compare(kind, operator, operand, bound, span, binder);
    }

    static Expr compare(
            Expr.Subquery.Kind kind,
            ComparisonOperator operator,
            Expr operand,
            BoundQuery bound,
            Span span,
            ExprBinder binder) {
        var column = new Expr.Ref(bound.columns().getFirst(), span);
        BindOperator.checkOrder(operand, column, span);
        var type = BindOperator.comparisonType(operand, column, span);
        var binding = binder.binding();
        var plan = cast(bound, List.of(type), span, binding);
        var sides = BindCollation.compared(operand, column, span, binding);
        if (sides.getLast() != column) {
            plan = BindCollation.column(bound.plan(), sides.getLast(), binding);
        }
        return new Expr.Subquery(
                kind, plan, Casting.to(sides.getFirst(), type, binding), operator, ScalarType.BOOLEAN, span);
    }

    /** The plan with its columns cast to {@code types}; the plan itself if they are of these types already. */
    static Plan cast(BoundQuery query, List<DataType> types, Span span, Binding binding) {
        var columns = query.columns();
        if (columns.stream().map(tarn.engine.expr.Column::type).toList().equals(types)) {
            return query.plan();
        }
        if (query.plan() instanceof Plan.Project(var input, var computed)) {
            return recompute(input, computed, types, binding);
        }
        var assignments = new java.util.ArrayList<Plan.Assignment>();
        for (int i = 0; i < columns.size(); i++) {
            var ref = new Expr.Ref(columns.get(i), span);
            var type = types.get(i);
            assignments.add(
                    columns.get(i).type().equals(type)
                            ? new Plan.Assignment(columns.get(i), ref)
                            : new Plan.Assignment(
                                    binding.column(columns.get(i).name(), type), Casting.to(ref, type, binding)));
        }
        return new Plan.Project(query.plan(), List.copyOf(assignments));
    }

    /** The projection with the casts put into it, so that literals just take the other type. */
    private static Plan recompute(Plan input, List<Plan.Assignment> computed, List<DataType> types, Binding binding) {
        var assignments = new java.util.ArrayList<Plan.Assignment>();
        for (int i = 0; i < computed.size(); i++) {
            var assignment = computed.get(i);
            var type = types.get(i);
            assignments.add(
                    assignment.expr().type().equals(type)
                            ? assignment
                            : new Plan.Assignment(
                                    binding.column(assignment.output().name(), type),
                                    Casting.to(assignment.expr(), type, binding)));
        }
        return new Plan.Project(input, List.copyOf(assignments));
    }
}
