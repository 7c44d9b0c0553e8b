package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** CASE, COALESCE, NULLIF, IF and IS TRUE: what chooses between values. */
final class BindConditional {
    private BindConditional() {}

    static Expr choice(Expression.Case choice, ExprBinder binder) {
        var conditions = new ArrayList<Expr>();
        var results = new ArrayList<Expr>();
        Expr operand = null;
        for (var branch : choice.branches()) {
            if (choice.operand() == null) {
                conditions.add(binder.condition(branch.condition(), "CASE WHEN"));
            } else {
                operand = operand == null ? binder.bind(choice.operand()) : binder.again(choice.operand(), operand);
                var value = binder.bind(branch.condition());
                conditions.add(BindOperator.compare(
                        ComparisonOperator.EQUAL,
                        operand,
                        value,
                        branch.condition().span(),
                        binder.binding()));
            }
            results.add(binder.bind(branch.result()));
        }
        results.add(
                choice.otherwise() == null
                        ? BindLiteral.nothing(ScalarType.NULL, choice.span())
                        : binder.bind(choice.otherwise()));
        return make(conditions, results, "CASE", choice.span(), binder.binding());
    }

    /** @param results one more than conditions: the last one is ELSE */
    private static Expr make(List<Expr> conditions, List<Expr> results, String where, Span span, Binding binding) {
        // ELSE speaks first, as in DuckDB: a whole number beside a missing ELSE is an INTEGER
        var elseFirst = new ArrayList<>(results);
        elseFirst.addFirst(elseFirst.removeLast());
        var common = Coercion.commonType(Casting.arguments(elseFirst));
        var type = common != null ? common : Casting.common(results, where);
        var whens = new ArrayList<Expr.Case.When>();
        for (int i = 0; i < conditions.size(); i++) {
            whens.add(new Expr.Case.When(conditions.get(i), Casting.to(results.get(i), type, binding)));
        }
        return new Expr.Case(List.copyOf(whens), Casting.to(results.getLast(), type, binding), type, span);
    }

    static Expr coalesce(List<Expr> operands, Span span, Binding binding) {
        if (operands.isEmpty()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "COALESCE needs at least one argument", span);
        }
        var type = Casting.common(operands, "COALESCE");
        var cast = operands.stream()
                .map(operand -> Casting.to(operand, type, binding))
                .toList();
        return cast.size() == 1 ? cast.getFirst() : new Expr.Coalesce(cast, type, span);
    }

    static Expr nullIf(List<Expression> arguments, ExprBinder binder, Span span) {
        count("NULLIF", 2, arguments.size(), span);
        var first = binder.bind(arguments.getFirst());
        var equal = BindOperator.compare(
                ComparisonOperator.EQUAL, first, binder.bind(arguments.get(1)), span, binder.binding());
        var kept = binder.again(arguments.getFirst(), first);
        var when = new Expr.Case.When(equal, BindLiteral.nothing(kept.type(), span));
        return new Expr.Case(List.of(when), kept, kept.type(), span);
    }

    static Expr choose(List<Expression> arguments, ExprBinder binder, Span span) {
        count("IF", 3, arguments.size(), span);
        return make(
                List.of(binder.condition(arguments.getFirst(), "IF")),
                List.of(binder.bind(arguments.get(1)), binder.bind(arguments.get(2))),
                "IF",
                span,
                binder.binding());
    }

    static void count(String function, int wanted, int given, Span span) {
        if (given != wanted) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, function + " takes " + wanted + " arguments, not " + given, span);
        }
    }

    static Expr truth(Expression.IsTruth truth, ExprBinder binder) {
        var operand = binder.condition(truth.operand(), "IS " + truth.truth());
        return switch (truth.truth()) {
            case UNKNOWN -> new Expr.IsNull(operand, truth.negated(), truth.span());
            case TRUE, FALSE ->
                new Expr.Comparison(
                        truth.negated() ? ComparisonOperator.DISTINCT_FROM : ComparisonOperator.NOT_DISTINCT_FROM,
                        operand,
                        BindLiteral.bool(truth.truth() == Expression.Truth.TRUE, truth.span()),
                        truth.span());
        };
    }
}
