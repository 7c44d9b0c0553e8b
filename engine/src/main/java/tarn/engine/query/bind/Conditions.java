package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;

/** The conditions of WHERE, ON and HAVING: conjuncts of which only TRUE counts. */
final class Conditions {
    private Conditions() {}

    static List<Expr> bind(Expression condition, String where, ExprBinder binder) {
        var conjuncts = new ArrayList<Expr>();
        collect(condition, where, binder, conjuncts);
        return List.copyOf(conjuncts);
    }

    static Expr bindWhole(Expression condition, String where, ExprBinder binder) {
        return BindOperator.and(bind(condition, where, binder), condition.span());
    }

    private static void collect(Expression condition, String where, ExprBinder binder, List<Expr> conjuncts) {
        switch (condition) {
            case Expression.Logical(var operator, var terms, var _)
            when operator == Expression.LogicalOperator.AND ->
                terms.forEach(term -> collect(term, where, binder, conjuncts));
            case Expression.Between between
            when !between.negated() && !between.symmetric() -> {
                if (BindOperator.between(between, binder) instanceof Expr.And both) {
                    conjuncts.addAll(both.operands());
                }
            }
            case Expression.InSubquery in
            when in.operand() instanceof Expression.Row row ->
                conjuncts.add(BindRowSubquery.asCondition(in, row, binder));
            default -> each(condition, where, binder, conjuncts);
        }
    }

    /** With COLUMNS, the condition must hold for each of the columns. */
    private static void each(Expression condition, String where, ExprBinder binder, List<Expr> conjuncts) {
        int index = 0;
        ColumnsCursor cursor;
        do {
            cursor = new ColumnsCursor(index++);
            conjuncts.add(binder.with(cursor).condition(condition, where));
        } while (index < cursor.size());
    }
}
