package tarn.engine.query.optimize;

import java.util.List;
import java.util.Set;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.AggregateCall;

/** What aggregates give for no rows at all, needed where a group without rows does not exist any more. */
final class EmptyGroups {
    private static final Set<String> ZERO_OF_NOTHING = Set.of(
            "count",
            "count_star",
            "approx_count_distinct",
            "approx_distinct",
            "approx_unique",
            "regr_count",
            "entropy");

    private EmptyGroups() {}

    /** Whether the aggregate of no rows is 0, and never NULL; all others are NULL then. */
    static boolean isCount(AggregateCall call) {
        return ZERO_OF_NOTHING.contains(call.function().name());
    }

    /** The value of {@code result}, which is the call's, or NULL where there was no group. */
    static Expr orEmpty(AggregateCall call, Expr result) {
        if (!isCount(call)) {
            return result;
        }
        Object zero = result.type() == ScalarType.DOUBLE ? (Object) 0.0 : 0L;
        return new Expr.Coalesce(
                List.of(result, new Expr.Literal(zero, result.type(), call.span())), result.type(), call.span());
    }

    /** The call with another result column: the one it had gets the value that empty groups have, too. */
    static AggregateCall into(Column result, AggregateCall call) {
        return new AggregateCall(
                result, call.function(), call.arguments(), call.distinct(), call.filter(), call.order(), call.span());
    }
}
