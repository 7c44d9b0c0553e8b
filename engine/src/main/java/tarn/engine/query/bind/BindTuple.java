package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code struct_contains} and {@code struct_position}: where a value stands among those of a tuple. */
final class BindTuple {
    private BindTuple() {}

    /** The position from 1 of the first part that equals the value, 0 if none does; NULL for a tuple or value that is NULL. */
    static Expr position(List<Expression> arguments, String function, Span span, ExprBinder binder) {
        if (arguments.size() != 2) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, function + " takes a tuple and a value", span);
        }
        var binding = binder.binding();
        var tuple = binder.bind(arguments.getFirst());
        var value = binder.bind(arguments.getLast());
        if (tuple.type() == ScalarType.NULL) {
            return BindLiteral.nothing(ScalarType.BIGINT, span);
        }
        if (!(tuple.type() instanceof StructType type) || !type.isTuple()) {
            throw SqlException.typeMismatch(
                            function + " takes a tuple, not " + tuple.type().sql(), span)
                    .hint("the values of a struct are struct_values(s)");
        }
        var whens = new ArrayList<Expr.Case.When>();
        var nothing = BindLiteral.nothing(ScalarType.BIGINT, span);
        whens.add(new Expr.Case.When(
                BindOperator.or(
                        List.of(
                                new Expr.IsNull(value, false, span),
                                new Expr.IsNull(binder.again(arguments.getFirst(), tuple), false, span)),
                        span),
                nothing));
        for (int i = 1; i <= type.fields().size(); i++) {
            var part = BindOperator.call(
                    "struct_extract_at",
                    List.of(binder.again(arguments.getFirst(), tuple), BindLiteral.bigint(i, span)),
                    span,
                    binding);
            var sought = binder.again(arguments.getLast(), value);
            boolean text = part.type() == ScalarType.VARCHAR;
            if (text == (sought.type() == ScalarType.VARCHAR)
                    && Coercion.comparisonType(Casting.argument(part), Casting.argument(sought)) != null) {
                var same = BindOperator.compare(ComparisonOperator.NOT_DISTINCT_FROM, part, sought, span, binding);
                whens.add(new Expr.Case.When(same, BindLiteral.bigint(i, span)));
            }
        }
        if (whens.size() == 1 && value.type() != ScalarType.NULL) {
            throw SqlException.typeMismatch(
                    "no part of " + type.sql() + " can be compared with "
                            + value.type().sql(),
                    span);
        }
        return new Expr.Case(List.copyOf(whens), BindLiteral.bigint(0, span), ScalarType.BIGINT, span);
    }

    static Expr contains(List<Expression> arguments, Span span, ExprBinder binder) {
        var position = position(arguments, "struct_contains", span, binder);
        return BindOperator.compare(
                ComparisonOperator.GREATER, position, BindLiteral.bigint(0, span), span, binder.binding());
    }
}
