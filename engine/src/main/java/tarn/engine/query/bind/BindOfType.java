package tarn.engine.query.bind;

import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code cast_to_type} and {@code can_cast_implicitly}: functions of whose second argument only the type matters. */
final class BindOfType {
    private BindOfType() {}

    static Expr cast(List<Expression> arguments, Span span, ExprBinder binder) {
        check("cast_to_type", arguments, span);
        var type = binder.bind(arguments.getLast()).type();
        return type == ScalarType.NULL
                ? binder.bind(arguments.getFirst())
                : binder.cast(arguments.getFirst(), type, false, span);
    }

    static Expr converts(List<Expression> arguments, Span span, ExprBinder binder) {
        check("can_cast_implicitly", arguments, span);
        var from = binder.bind(arguments.getFirst()).type();
        var to = binder.bind(arguments.getLast()).type();
        boolean converts = Coercion.implicitCost(from, to) != Coercion.IMPOSSIBLE;
        return new Expr.Literal(converts, ScalarType.BOOLEAN, span);
    }

    private static void check(String name, List<Expression> arguments, Span span) {
        if (arguments.size() != 2) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, name + " takes a value and another one of the type in question", span);
        }
    }
}
