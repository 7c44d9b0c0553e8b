package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code TRY(expression)}: NULL where the expression fails. */
final class BindAttempt {
    private BindAttempt() {}

    static Expr bind(List<Expression> arguments, Span span, ExprBinder binder) {
        if (arguments.size() != 1) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "TRY takes one expression", span);
        }
        var body = binder.at(binder.place().in(Place.Inside.TRY)).bind(arguments.getFirst());
        check(body);
        var captured = new ArrayList<Expr>();
        var parameters = new ArrayList<Column>();
        var inner = ExprTree.replace(body, part -> switch (part) {
            case Expr.Ref _, Expr.Parameter _ -> captured(part, captured, parameters, binder.binding());
            default -> null;
        });
        return new Expr.Attempt(List.copyOf(captured), List.copyOf(parameters), inner, span);
    }

    /** The parameter for what an inner expression uses from outside; a new one if it is not among the captured. */
    private static Expr captured(Expr part, List<Expr> captured, List<Column> parameters, Binding binding) {
        int at = 0;
        while (at < captured.size() && !ExprTree.same(captured.get(at), part)) {
            at++;
        }
        if (at == captured.size()) {
            captured.add(part);
            DataType type = part.type();
            parameters.add(binding.column("captured", type));
        }
        return new Expr.Ref(parameters.get(at), part.span());
    }

    /** The value of an expression that is tried has to be one, however often it is computed. */
    private static void check(Expr body) {
        ExprTree.forEach(body, part -> {
            switch (part) {
                case Expr.Subquery subquery ->
                    throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "TRY cannot hold a sub-query", subquery.span())
                            .hint("TRY may stand within the sub-query");
                case Expr.Call call
                when !call.function().properties().constantInQuery() ->
                    throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS,
                            "TRY cannot hold a function that gives another value each time: "
                                    + call.function().name(),
                            call.span());
                case Expr.Elementwise lambda -> check(lambda.body());
                case Expr.Attempt attempt -> check(attempt.body());
                default -> {
                    // its parts are looked at
                }
            }
        });
    }
}
