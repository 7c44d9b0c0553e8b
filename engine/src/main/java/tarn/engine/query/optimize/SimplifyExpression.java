package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;

/**
 * An expression that says the same in fewer steps. What fails when computed is left as it is, to fail when the query runs,
 * if it is asked for at all.
 */
final class SimplifyExpression {
    private static final int MOST_COMPARED = 50;

    private final PassContext context;

    SimplifyExpression(PassContext context) {
        this.context = context;
    }

    Expr simplify(Expr expr) {
        return node(ExprTree.mapChildren(expr, this::simplify));
    }

    /** The parts of a conjunction of which only counts whether all are TRUE; simplified already by {@link #simplify}. */
    List<Expr> conjuncts(List<Expr> predicates) {
        var parts = new ArrayList<Expr>();
        for (var predicate : Terms.conjuncts(predicates)) {
            parts.addAll(Terms.conjuncts(condition(predicate)));
        }
        return parts.size() > MOST_COMPARED ? parts : distinct(parts);
    }

    /** An expression that is TRUE where this one is; FALSE and NULL are one here. */
    private static Expr condition(Expr expr) {
        return switch (expr) {
            case Expr.Coalesce(var operands, var _, var _)
            when operands.size() == 2 && Terms.isFalse(operands.getLast()) -> condition(operands.getFirst());
            case Expr.Comparison(var operator, var left, var right, var span)
            when ExprTree.same(left, right) && PlanWalk.stable(left) ->
                switch (operator) {
                    case EQUAL, LESS_OR_EQUAL, GREATER_OR_EQUAL -> new Expr.IsNull(left, true, span);
                    case NOT_EQUAL, LESS, GREATER, DISTINCT_FROM -> Terms.bool(false, span);
                    case NOT_DISTINCT_FROM -> Terms.bool(true, span);
                };
            case Expr.Comparison(var operator, var left, var right, var _)
            when operator == ComparisonOperator.NOT_DISTINCT_FROM
                    && Terms.isTrue(right)
                    && left.type() == ScalarType.BOOLEAN -> condition(left);
            default -> expr;
        };
    }

    private Expr node(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Ref _, Expr.Parameter _, Expr.Subquery _ -> expr;
            case Expr.Call call -> call(call);
            case Expr.Cast cast -> cast.operand().type().equals(cast.type()) ? cast.operand() : fold(cast);
            case Expr.Comparison comparison -> comparison(comparison);
            case Expr.And and -> and(and);
            case Expr.Or or -> or(or);
            case Expr.Not not -> not(not);
            case Expr.IsNull(Expr.Literal literal, var negated, var span) ->
                Terms.bool((literal.value() == null) != negated, span);
            case Expr.IsNull isNull -> isNull;
            case Expr.InList in -> in(in);
            case Expr.Case choice -> choice(choice);
            case Expr.Coalesce coalesce -> coalesce(coalesce);
            case Expr.Elementwise _, Expr.Attempt _ -> PlanWalk.stable(expr) ? fold(expr) : expr;
        };
    }

    /** The value, if all operands are literals and it can be computed. */
    private Expr fold(Expr expr) {
        if (!ExprTree.children(expr).stream().allMatch(Expr.Literal.class::isInstance)) {
            return expr;
        }
        var value = context.fold(expr);
        return value == null ? expr : new Expr.Literal(value.value(), expr.type(), expr.span());
    }

    private Expr call(Expr.Call call) {
        var properties = call.function().properties();
        if (!properties.constantInQuery()) {
            return call;
        }
        if (properties.strict() && call.arguments().stream().anyMatch(Terms::isNull)) {
            return Terms.nothing(call.type(), call.span());
        }
        return isExactLike(call)
                ? new Expr.Comparison(
                        ComparisonOperator.EQUAL,
                        call.arguments().get(0),
                        call.arguments().get(1),
                        call.span())
                : fold(call);
    }

    /** LIKE with a pattern that has no wildcards. */
    private static boolean isExactLike(Expr.Call call) {
        return call.function().name().equals("~~")
                && call.arguments().size() == 2
                && call.arguments().get(1) instanceof Expr.Literal(String pattern, var _, var _)
                && pattern.chars().noneMatch(c -> c == '%' || c == '_' || c == '\\')
                && call.arguments().get(0).type() == ScalarType.VARCHAR;
    }

    private Expr comparison(Expr.Comparison comparison) {
        var operator = comparison.operator();
        var left = comparison.left();
        var right = comparison.right();
        var span = comparison.span();
        if (left instanceof Expr.Literal && right instanceof Expr.Literal) {
            return fold(comparison);
        }
        if (left instanceof Expr.Literal) {
            return comparison(new Expr.Comparison(operator.flip(), right, left, span));
        }
        if (Terms.isNull(right)) {
            return switch (operator) {
                case DISTINCT_FROM -> new Expr.IsNull(left, true, span);
                case NOT_DISTINCT_FROM -> new Expr.IsNull(left, false, span);
                default -> Terms.nothing(ScalarType.BOOLEAN, span);
            };
        }
        return right instanceof Expr.Literal literal && left instanceof Expr.Cast cast
                ? CastComparison.uncast(comparison, cast, literal)
                : comparison;
    }

    private static Expr and(Expr.And and) {
        var open = new ArrayList<Expr>();
        for (var operand : Terms.conjuncts(and)) {
            if (Terms.isFalse(operand)) {
                return operand;
            }
            open.add(operand);
        }
        var result = Terms.and(open.size() > MOST_COMPARED ? open : distinct(open));
        return open.isEmpty() ? Terms.bool(true, and.span()) : result;
    }

    private Expr or(Expr.Or or) {
        var open = new ArrayList<Expr>();
        for (var operand : Terms.disjuncts(or)) {
            if (Terms.isTrue(operand)) {
                return operand;
            }
            if (!Terms.isFalse(operand)) {
                open.add(operand);
            }
        }
        if (open.isEmpty()) {
            return Terms.bool(false, or.span());
        }
        return factored(Disjunctions.equalitiesToLists(open.size() > MOST_COMPARED ? open : distinct(open)));
    }

    /** {@code (a AND b) OR (a AND c)} is {@code a AND (b OR c)}. */
    private Expr factored(List<Expr> disjuncts) {
        if (disjuncts.size() == 1) {
            return disjuncts.getFirst();
        }
        var common = new ArrayList<Expr>();
        for (var candidate : Terms.conjuncts(disjuncts.getFirst())) {
            boolean everywhere = PlanWalk.stable(candidate)
                    && !Failures.BY_TYPE.possible(candidate)
                    && disjuncts.stream().skip(1).allMatch(d -> contains(Terms.conjuncts(d), candidate));
            if (everywhere) {
                common.add(candidate);
            }
        }
        if (common.isEmpty()) {
            return Terms.or(disjuncts);
        }
        var rests = new ArrayList<Expr>();
        for (var disjunct : disjuncts) {
            var rest = new ArrayList<>(Terms.conjuncts(disjunct));
            rest.removeIf(part -> contains(common, part));
            if (rest.isEmpty()) {
                return Terms.and(common);
            }
            rests.add(Terms.and(rest));
        }
        common.add(Terms.or(Disjunctions.equalitiesToLists(rests)));
        return Terms.and(common);
    }

    static boolean contains(List<Expr> all, Expr one) {
        return all.stream().anyMatch(other -> ExprTree.same(other, one));
    }

    private static List<Expr> distinct(List<Expr> exprs) {
        var result = new ArrayList<Expr>();
        for (var expr : exprs) {
            if (!PlanWalk.stable(expr) || !contains(result, expr)) {
                result.add(expr);
            }
        }
        return result;
    }

    private Expr not(Expr.Not not) {
        return switch (not.operand()) {
            case Expr.Literal literal ->
                literal.value() instanceof Boolean value
                        ? Terms.bool(!value, not.span())
                        : Terms.nothing(ScalarType.BOOLEAN, not.span());
            case Expr.Not(var operand, var _) -> operand;
            case Expr.Comparison(var operator, var left, var right, var _) ->
                new Expr.Comparison(operator.negate(), left, right, not.span());
            case Expr.IsNull(var operand, var negated, var _) -> new Expr.IsNull(operand, !negated, not.span());
            case Expr.And and ->
                or(new Expr.Or(and.operands().stream().map(this::negated).toList(), not.span()));
            case Expr.Or or ->
                and(new Expr.And(or.operands().stream().map(this::negated).toList(), not.span()));
            default -> not;
        };
    }

    private Expr negated(Expr expr) {
        return not(new Expr.Not(expr, expr.span()));
    }

    private Expr in(Expr.InList in) {
        if (Terms.isNull(in.operand())) {
            return Terms.nothing(ScalarType.BOOLEAN, in.span());
        }
        var seen = new HashSet<Object>();
        var options = new ArrayList<Expr.Literal>(in.options().size());
        for (var option : in.options()) {
            if (seen.add(option.value() == null ? ScalarType.NULL : option.value())) {
                options.add(option);
            }
        }
        if (options.isEmpty()) {
            return in;
        }
        if (options.size() == 1) {
            return comparison(
                    new Expr.Comparison(ComparisonOperator.EQUAL, in.operand(), options.getFirst(), in.span()));
        }
        var shorter = options.size() == in.options().size()
                ? in
                : new Expr.InList(in.operand(), List.copyOf(options), in.span());
        return in.operand() instanceof Expr.Cast cast ? CastComparison.uncast(shorter, cast) : fold(shorter);
    }

    private static Expr choice(Expr.Case choice) {
        var whens = new ArrayList<Expr.Case.When>();
        var otherwise = choice.otherwise();
        for (var when : choice.whens()) {
            if (Terms.isTrue(when.condition())) {
                otherwise = when.result();
                break;
            }
            if (!Terms.isFalse(when.condition()) && !Terms.isNull(when.condition())) {
                whens.add(when);
            }
        }
        if (whens.isEmpty()) {
            return otherwise;
        }
        return new Expr.Case(List.copyOf(whens), otherwise, choice.type(), choice.span());
    }

    private static Expr coalesce(Expr.Coalesce coalesce) {
        var open = new ArrayList<Expr>();
        for (var operand : coalesce.operands()) {
            if (Terms.isNull(operand)) {
                continue;
            }
            open.add(operand);
            if (operand instanceof Expr.Literal) {
                break;
            }
        }
        return switch (open.size()) {
            case 0 -> Terms.nothing(coalesce.type(), coalesce.span());
            case 1 -> open.getFirst();
            default -> new Expr.Coalesce(List.copyOf(open), coalesce.type(), coalesce.span());
        };
    }
}
