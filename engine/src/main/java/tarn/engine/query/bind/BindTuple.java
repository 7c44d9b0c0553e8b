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

    /** The position from 1 of the first part that is the same as the value, NULL being so with NULL; NULL if none is. */
    static Expr position(List<Expression> arguments, String function, Span span, ExprBinder binder) {
        if (arguments.size() != 2) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, function + " takes a tuple and a value", span);
        }
        var tuple = binder.bind(arguments.getFirst());
        var value = binder.bind(arguments.getLast());
        var nothing = BindLiteral.nothing(ScalarType.INTEGER, span);
        if (tuple.type() == ScalarType.NULL) {
            return nothing;
        }
        if (!(tuple.type() instanceof StructType type) || !type.isTuple()) {
            throw SqlException.typeMismatch(
                            function + " takes a tuple, not " + tuple.type().sql(), span)
                    .hint("the values of a struct are struct_values(s)");
        }
        var whens = new ArrayList<Expr.Case.When>();
        whens.add(new Expr.Case.When(new Expr.IsNull(tuple, false, span), nothing));
        for (int i = 1; i <= type.fields().size(); i++) {
            var part = BindOperator.call(
                    "struct_extract_at",
                    List.of(binder.again(arguments.getFirst(), tuple), BindLiteral.bigint(i, span)),
                    span,
                    binder.binding());
            var sought = binder.again(arguments.getLast(), value);
            if (comparable(part, sought)) {
                var same = BindOperator.compare(
                        ComparisonOperator.NOT_DISTINCT_FROM, part, sought, span, binder.binding());
                whens.add(new Expr.Case.When(same, new Expr.Literal((long) i, ScalarType.INTEGER, span)));
            }
        }
        return new Expr.Case(List.copyOf(whens), nothing, ScalarType.INTEGER, span);
    }

    /** Texts are sought among texts only. */
    private static boolean comparable(Expr part, Expr sought) {
        boolean texts = (part.type() == ScalarType.VARCHAR) == (sought.type() == ScalarType.VARCHAR);
        return sought.type() == ScalarType.NULL
                || texts && Coercion.comparisonType(Casting.argument(part), Casting.argument(sought)) != null;
    }

    /** NULL for a tuple or value that is NULL. */
    static Expr contains(List<Expression> arguments, Span span, ExprBinder binder) {
        var position = position(arguments, "struct_contains", span, binder);
        var nulls = arguments.stream()
                .<Expr>map(argument -> new Expr.IsNull(binder.bind(argument), false, span))
                .toList();
        var when = new Expr.Case.When(BindOperator.or(nulls, span), BindLiteral.nothing(ScalarType.BOOLEAN, span));
        return new Expr.Case(List.of(when), new Expr.IsNull(position, true, span), ScalarType.BOOLEAN, span);
    }
}
