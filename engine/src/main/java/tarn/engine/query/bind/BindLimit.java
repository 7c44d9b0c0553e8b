package tarn.engine.query.bind;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** LIMIT and OFFSET. */
final class BindLimit {
    private BindLimit() {}

    static Plan apply(Plan plan, Query.@Nullable Limit limit, Surroundings around) {
        if (limit == null) {
            return plan;
        }
        if (limit.percent()) {
            throw SqlException.notSupported("LIMIT in percent", limit.span());
        }
        return new Plan.Limit(plan, count(limit.count(), "LIMIT", around), count(limit.offset(), "OFFSET", around));
    }

    private static @Nullable Expr count(@Nullable Expression expression, String clause, Surroundings around) {
        if (expression == null) {
            return null;
        }
        var bound = ExprBinder.of(around, Scope.EMPTY, Place.plain(clause)).bind(expression);
        boolean[] subquery = {false};
        tarn.engine.expr.ExprTree.forEach(bound, part -> subquery[0] |= part instanceof Expr.Subquery);
        if (subquery[0] || !PlanTree.columns(bound).isEmpty()) {
            throw SqlException.notSupported("a sub-query in " + clause, expression.span());
        }
        boolean number = bound.type().isNumeric() || bound.type() == ScalarType.NULL || Casting.isUntyped(bound);
        if (!number) {
            throw SqlException.typeMismatch(
                    clause + " needs a whole number, not a " + bound.type().sql(), expression.span());
        }
        var cast = Casting.to(bound, ScalarType.BIGINT, around.binding());
        boolean[] open = {false};
        tarn.engine.expr.ExprTree.forEach(cast, part -> open[0] |= part instanceof Expr.Parameter);
        cast = open[0] ? cast : BindTableFunction.evaluate(cast, around.binding());
        if (cast instanceof Expr.Literal(Long value, var _, var _) && value < 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, clause + " must not be negative", expression.span());
        }
        return cast;
    }
}
