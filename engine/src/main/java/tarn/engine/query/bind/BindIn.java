package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.Coercion;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** IN of a list and of a query. */
final class BindIn {
    private BindIn() {}

    static Expr list(Expression.InList in, ExprBinder binder) {
        var result = in.operand() instanceof Expression.Row row ? rows(in, row, binder) : values(in, binder);
        return in.negated() ? BindOperator.not(result, in.span()) : result;
    }

    private static Expr values(Expression.InList in, ExprBinder binder) {
        var all = new ArrayList<Expr>();
        all.add(binder.bind(in.operand()));
        all.addAll(BindOperator.bindAll(in.elements(), binder));
        var type = Coercion.commonType(Casting.arguments(all));
        if (type == null || BindCollation.any(all, binder.binding())) {
            return comparisons(in, all, binder);
        }
        var options = new ArrayList<Expr.Literal>();
        for (var element : all.subList(1, all.size())) {
            var literal = constant(Casting.to(element, type, binder.binding()), type, binder.binding());
            if (literal == null) {
                return comparisons(in, all, binder);
            }
            options.add(literal);
        }
        return new Expr.InList(Casting.to(all.getFirst(), type, binder.binding()), List.copyOf(options), in.span());
    }

    private static Expr.@Nullable Literal constant(Expr expr, DataType type, Binding binding) {
        if (expr instanceof Expr.Literal literal) {
            return literal;
        }
        boolean[] open = {false};
        ExprTree.forEach(
                expr,
                part -> open[0] |= switch (part) {
                    case Expr.Ref _, Expr.Parameter _, Expr.Subquery _ -> true;
                    case Expr.Call call -> !call.function().properties().constantInQuery();
                    default -> false;
                });
        if (open[0]) {
            return null;
        }
        try {
            var value = binding.settings().constants().evaluate(expr);
            return value.type().equals(type) ? value : null;
        } catch (SqlException error) {
            // an error only where the comparison is made; no row may get there
            if (error.code() == ErrorCode.INTERNAL || error.code() == ErrorCode.CANCELLED) {
                throw error;
            }
            return null;
        }
    }

    private static Expr comparisons(Expression.InList in, List<Expr> all, ExprBinder binder) {
        var terms = new ArrayList<Expr>();
        var operand = all.getFirst();
        for (var element : all.subList(1, all.size())) {
            terms.add(
                    BindOperator.compare(ComparisonOperator.EQUAL, operand, element, element.span(), binder.binding()));
            operand = binder.again(in.operand(), operand);
        }
        return BindOperator.or(terms, in.span());
    }

    private static Expr rows(Expression.InList in, Expression.Row row, ExprBinder binder) {
        var terms = new ArrayList<Expr>();
        for (var element : in.elements()) {
            if (!(element instanceof Expression.Row other)
                    || other.elements().size() != row.elements().size()) {
                throw SqlException.typeMismatch(
                        "a row of " + row.elements().size() + " values is wanted", element.span());
            }
            terms.add(BindOperator.equalRows(
                    BindOperator.bindAll(row.elements(), binder),
                    BindOperator.bindAll(other.elements(), binder),
                    element.span(),
                    binder));
        }
        return BindOperator.or(terms, in.span());
    }

    static Expr subquery(Expression.InSubquery in, ExprBinder binder) {
        if (in.operand() instanceof Expression.Row row) {
            return BindRowSubquery.in(in, row, binder);
        }
        var result = BindSubquery.compare(
                Expr.Subquery.Kind.ANY,
                ComparisonOperator.EQUAL,
                binder.bind(in.operand()),
                in.query(),
                in.span(),
                binder);
        return in.negated() ? BindOperator.not(result, in.span()) : result;
    }
}
