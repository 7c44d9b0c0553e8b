package tarn.engine.query.optimize;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;

/** Which conditions cannot be TRUE where certain columns are NULL. */
final class NullRejection {
    private NullRejection() {}

    static boolean rejects(Expr condition, Column column) {
        return rejects(condition, Set.of(column));
    }

    /** Whether the condition is FALSE or NULL in every row in which all of these columns are NULL. */
    static boolean rejects(Expr condition, Set<Column> columns) {
        return notTrue(condition, columns::contains);
    }

    private static boolean notTrue(Expr expr, Predicate<Column> nulls) {
        return switch (expr) {
            case Expr.And and -> and.operands().stream().anyMatch(operand -> notTrue(operand, nulls));
            case Expr.Or or -> or.operands().stream().allMatch(operand -> notTrue(operand, nulls));
            case Expr.Not not -> notFalse(not.operand(), nulls);
            case Expr.IsNull isNull -> isNull.negated() && isNull(isNull.operand(), nulls);
            case Expr.Literal literal -> !Boolean.TRUE.equals(literal.value());
            case Expr.Coalesce coalesce -> coalesce.operands().stream().allMatch(operand -> notTrue(operand, nulls));
            default -> isNull(expr, nulls);
        };
    }

    /** TRUE or NULL. */
    private static boolean notFalse(Expr expr, Predicate<Column> nulls) {
        return switch (expr) {
            case Expr.Or or -> or.operands().stream().anyMatch(operand -> notFalse(operand, nulls));
            case Expr.And and -> and.operands().stream().allMatch(operand -> notFalse(operand, nulls));
            case Expr.Not not -> notTrue(not.operand(), nulls);
            case Expr.IsNull isNull -> !isNull.negated() && isNull(isNull.operand(), nulls);
            case Expr.Literal literal -> !Boolean.FALSE.equals(literal.value());
            case Expr.Coalesce coalesce -> coalesce.operands().stream().allMatch(operand -> notFalse(operand, nulls));
            default -> isNull(expr, nulls);
        };
    }

    private static boolean isNull(Expr expr, Predicate<Column> nulls) {
        return switch (expr) {
            case Expr.Ref ref -> nulls.test(ref.column());
            case Expr.Literal literal -> literal.value() == null;
            case Expr.Cast cast -> isNull(cast.operand(), nulls);
            case Expr.Comparison comparison ->
                switch (comparison.operator()) {
                    case DISTINCT_FROM, NOT_DISTINCT_FROM -> false;
                    default -> any(List.of(comparison.left(), comparison.right()), nulls);
                };
            case Expr.Call call -> call.function().properties().strict() && any(call.arguments(), nulls);
            case Expr.InList in -> isNull(in.operand(), nulls);
            case Expr.Not not -> isNull(not.operand(), nulls);
            case Expr.And and -> and.operands().stream().allMatch(operand -> isNull(operand, nulls));
            case Expr.Or or -> or.operands().stream().allMatch(operand -> isNull(operand, nulls));
            case Expr.Coalesce coalesce -> coalesce.operands().stream().allMatch(operand -> isNull(operand, nulls));
            case Expr.Case _, Expr.IsNull _, Expr.Parameter _, Expr.Subquery _, Expr.Elementwise _, Expr.Attempt _ ->
                false;
        };
    }

    private static boolean any(List<Expr> exprs, Predicate<Column> nulls) {
        return exprs.stream().anyMatch(expr -> isNull(expr, nulls));
    }
}
