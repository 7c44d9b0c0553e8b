package tarn.engine.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** Walks and rebuilds expressions. The plan of a sub-query counts as one opaque thing here, its operand as a child. */
public final class ExprTree {
    private ExprTree() {}

    /** The direct operands, in order of evaluation. */
    public static List<Expr> children(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Ref _, Expr.Parameter _ -> List.of();
            case Expr.Call call -> call.arguments();
            case Expr.Cast cast -> List.of(cast.operand());
            case Expr.Comparison comparison -> List.of(comparison.left(), comparison.right());
            case Expr.And and -> and.operands();
            case Expr.Or or -> or.operands();
            case Expr.Not not -> List.of(not.operand());
            case Expr.IsNull isNull -> List.of(isNull.operand());
            case Expr.InList in -> List.of(in.operand());
            case Expr.Case choice -> {
                var all = new ArrayList<Expr>();
                for (var when : choice.whens()) {
                    all.add(when.condition());
                    all.add(when.result());
                }
                all.add(choice.otherwise());
                yield all;
            }
            case Expr.Coalesce coalesce -> coalesce.operands();
            case Expr.Elementwise lambda -> lambda.arguments();
            case Expr.Attempt attempt -> attempt.arguments();
            case Expr.Subquery subquery -> subquery.operand() == null ? List.of() : List.of(subquery.operand());
        };
    }

    /** The same expression over new operands; the same object where none has changed. */
    public static Expr mapChildren(Expr expr, UnaryOperator<Expr> map) {
        return switch (expr) {
            case Expr.Literal _, Expr.Ref _, Expr.Parameter _ -> expr;
            case Expr.Call(var function, var arguments, var span) -> {
                var mapped = mapAll(arguments, map);
                yield mapped == arguments ? expr : new Expr.Call(function, mapped, span);
            }
            case Expr.Cast(var operand, var type, var attempt, var zone, var span) -> {
                var mapped = map.apply(operand);
                yield mapped == operand ? expr : new Expr.Cast(mapped, type, attempt, zone, span);
            }
            case Expr.Comparison(var operator, var left, var right, var span) -> {
                var newLeft = map.apply(left);
                var newRight = map.apply(right);
                yield newLeft == left && newRight == right
                        ? expr
                        : new Expr.Comparison(operator, newLeft, newRight, span);
            }
            case Expr.And(var operands, var span) -> {
                var mapped = mapAll(operands, map);
                yield mapped == operands ? expr : new Expr.And(mapped, span);
            }
            case Expr.Or(var operands, var span) -> {
                var mapped = mapAll(operands, map);
                yield mapped == operands ? expr : new Expr.Or(mapped, span);
            }
            case Expr.Not(var operand, var span) -> {
                var mapped = map.apply(operand);
                yield mapped == operand ? expr : new Expr.Not(mapped, span);
            }
            case Expr.IsNull(var operand, var negated, var span) -> {
                var mapped = map.apply(operand);
                yield mapped == operand ? expr : new Expr.IsNull(mapped, negated, span);
            }
            case Expr.InList(var operand, var options, var span) -> {
                var mapped = map.apply(operand);
                yield mapped == operand ? expr : new Expr.InList(mapped, options, span);
            }
            case Expr.Case choice -> mapCase(choice, map);
            case Expr.Coalesce(var operands, var type, var span) -> {
                var mapped = mapAll(operands, map);
                yield mapped == operands ? expr : new Expr.Coalesce(mapped, type, span);
            }
            case Expr.Elementwise(
                    var kind,
                    var arguments,
                    var initial,
                    var parameters,
                    var body,
                    var type,
                    var span) -> {
                var mapped = mapAll(arguments, map);
                yield mapped == arguments
                        ? expr
                        : new Expr.Elementwise(kind, mapped, initial, parameters, body, type, span);
            }
            case Expr.Attempt(var arguments, var parameters, var body, var span) -> {
                var mapped = mapAll(arguments, map);
                yield mapped == arguments ? expr : new Expr.Attempt(mapped, parameters, body, span);
            }
            case Expr.Subquery(var kind, var plan, var operand, var operator, var type, var span) -> {
                var mapped = operand == null ? null : map.apply(operand);
                yield mapped == operand ? expr : new Expr.Subquery(kind, plan, mapped, operator, type, span);
            }
        };
    }

    private static Expr mapCase(Expr.Case choice, UnaryOperator<Expr> map) {
        boolean changed = false;
        var whens = new ArrayList<Expr.Case.When>(choice.whens().size());
        for (var when : choice.whens()) {
            var condition = map.apply(when.condition());
            var result = map.apply(when.result());
            changed |= condition != when.condition() || result != when.result();
            whens.add(new Expr.Case.When(condition, result));
        }
        var otherwise = map.apply(choice.otherwise());
        changed |= otherwise != choice.otherwise();
        return changed ? new Expr.Case(List.copyOf(whens), otherwise, choice.type(), choice.span()) : choice;
    }

    /** The same node at another place; its operands stay where they are. */
    public static Expr at(Span at, Expr expr) {
        return switch (expr) {
            case Expr.Literal(var value, var type, var _) -> new Expr.Literal(value, type, at);
            case Expr.Ref(var column, var _) -> new Expr.Ref(column, at);
            case Expr.Parameter(var index, var type, var _) -> new Expr.Parameter(index, type, at);
            case Expr.Call(var function, var arguments, var _) -> new Expr.Call(function, arguments, at);
            case Expr.Cast(var operand, var type, var attempt, var zone, var _) ->
                new Expr.Cast(operand, type, attempt, zone, at);
            case Expr.Comparison(var operator, var left, var right, var _) ->
                new Expr.Comparison(operator, left, right, at);
            case Expr.And(var operands, var _) -> new Expr.And(operands, at);
            case Expr.Or(var operands, var _) -> new Expr.Or(operands, at);
            case Expr.Not(var operand, var _) -> new Expr.Not(operand, at);
            case Expr.IsNull(var operand, var negated, var _) -> new Expr.IsNull(operand, negated, at);
            case Expr.InList(var operand, var options, var _) -> new Expr.InList(operand, options, at);
            case Expr.Case(var whens, var otherwise, var type, var _) -> new Expr.Case(whens, otherwise, type, at);
            case Expr.Coalesce(var operands, var type, var _) -> new Expr.Coalesce(operands, type, at);
            case Expr.Elementwise(var kind, var arguments, var initial, var parameters, var body, var type, var _) ->
                new Expr.Elementwise(kind, arguments, initial, parameters, body, type, at);
            case Expr.Attempt(var arguments, var parameters, var body, var _) ->
                new Expr.Attempt(arguments, parameters, body, at);
            case Expr.Subquery(var kind, var plan, var operand, var operator, var type, var _) ->
                new Expr.Subquery(kind, plan, operand, operator, type, at);
        };
    }

    private static List<Expr> mapAll(List<Expr> exprs, UnaryOperator<Expr> map) {
        boolean changed = false;
        var mapped = new ArrayList<Expr>(exprs.size());
        for (var expr : exprs) {
            var now = map.apply(expr);
            changed |= now != expr;
            mapped.add(now);
        }
        return changed ? List.copyOf(mapped) : exprs;
    }

    /** Replaces, from the top down, every part for which {@code map} has an answer; parts of a replaced one are not looked at. */
    public static Expr replace(Expr expr, Function<Expr, @Nullable Expr> map) {
        var replacement = map.apply(expr);
        return replacement != null ? replacement : mapChildren(expr, child -> replace(child, map));
    }

    /** Visits the expression and all its parts, from the top down. */
    public static void forEach(Expr expr, Consumer<Expr> visit) {
        visit.accept(expr);
        for (var child : children(expr)) {
            forEach(child, visit);
        }
    }

    /** Whether two expressions say the same, wherever they stand in the text. Sub-queries are the same only if one object. */
    public static boolean same(Expr a, Expr b) {
        if (a == b) {
            return true;
        }
        if (a.getClass() != b.getClass() || !a.type().equals(b.type()) || !sameNode(a, b)) {
            return false;
        }
        var left = children(a);
        var right = children(b);
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the nodes agree in all but operands and span; both are of the same class and type. */
    private static boolean sameNode(Expr a, Expr b) {
        return switch (a) {
            case Expr.Literal literal -> java.util.Objects.equals(literal.value(), ((Expr.Literal) b).value());
            case Expr.Ref ref -> ref.column().equals(((Expr.Ref) b).column());
            case Expr.Parameter parameter -> parameter.index() == ((Expr.Parameter) b).index();
            case Expr.Call call ->
                call.function().equals(((Expr.Call) b).function())
                        && call.function().properties().deterministic();
            case Expr.Cast cast ->
                cast.attempt() == ((Expr.Cast) b).attempt() && cast.zone().equals(((Expr.Cast) b).zone());
            case Expr.Comparison comparison -> comparison.operator() == ((Expr.Comparison) b).operator();
            case Expr.IsNull isNull -> isNull.negated() == ((Expr.IsNull) b).negated();
            case Expr.InList in -> sameOptions(in.options(), ((Expr.InList) b).options());
            case Expr.Subquery subquery -> subquery.plan() == ((Expr.Subquery) b).plan();
            case Expr.Elementwise lambda -> sameLambda(lambda, (Expr.Elementwise) b);
            case Expr.Attempt attempt -> {
                var other = (Expr.Attempt) b;
                yield sameBody(attempt.body(), attempt.parameters(), other.body(), other.parameters());
            }
            case Expr.And _, Expr.Or _, Expr.Not _, Expr.Case _, Expr.Coalesce _ -> true;
        };
    }

    private static boolean sameLambda(Expr.Elementwise a, Expr.Elementwise b) {
        return a.kind() == b.kind()
                && a.initial() == b.initial()
                && sameBody(a.body(), a.parameters(), b.body(), b.parameters());
    }

    /** Parameters of two bodies are other columns each time. */
    private static boolean sameBody(Expr a, List<Column> parameters, Expr b, List<Column> others) {
        if (parameters.size() != others.size()) {
            return false;
        }
        var renamed = replace(b, part -> {
            int at = part instanceof Expr.Ref ref ? others.indexOf(ref.column()) : -1;
            return at < 0 ? null : new Expr.Ref(parameters.get(at), part.span());
        });
        return same(a, renamed);
    }

    private static boolean sameOptions(List<Expr.Literal> a, List<Expr.Literal> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }
}
