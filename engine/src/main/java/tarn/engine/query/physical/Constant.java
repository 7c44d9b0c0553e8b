package tarn.engine.query.physical;

import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Numbers that must be known before a query runs. */
final class Constant {
    private Constant() {}

    /** The value of a LIMIT or OFFSET, which the optimizer has folded; {@code absent} if there is none or it is NULL. */
    static long count(@Nullable Expr expr, long absent, String clause) {
        return switch (expr) {
            case null -> absent;
            case Expr.Literal literal when literal.value() == null -> absent;
            case Expr.Literal literal when literal.value() instanceof Long value -> {
                if (value < 0) {
                    throw SqlException.of(
                            ErrorCode.INVALID_VALUE, clause + " must not be negative: " + value, literal.span());
                }
                yield value;
            }
            default -> throw SqlException.notSupported(clause + " that is not a constant", expr.span());
        };
    }
}
