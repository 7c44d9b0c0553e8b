package tarn.engine.query.physical;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Numbers that must be known before a query runs. */
final class Constant {
    private Constant() {}

    /** The value of a LIMIT or OFFSET; {@code absent} if there is none or it is NULL. */
    static long count(@Nullable Expr expr, long absent, String clause, Function<Expr, Expr.Literal> constants) {
        if (expr == null) {
            return absent;
        }
        return switch (constants.apply(expr).value()) {
            case null -> absent;
            case Long value
            when value < 0 ->
                throw SqlException.of(ErrorCode.INVALID_VALUE, clause + " must not be negative: " + value, expr.span());
            case Long value -> value;
            default -> throw SqlException.notSupported(clause + " that is not a number", expr.span());
        };
    }

    static Expr.Literal literal(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return literal;
        }
        throw SqlException.notSupported("a constant that is not written out", expr.span());
    }
}
