package tarn.engine.query.optimize.stats;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.PlanTree;

/** Which share of rows is expected to fulfil a condition. */
final class Selectivity {
    private static final double EQUAL = 0.1;
    private static final double RANGE = 0.33;
    private static final double PREFIX = 0.05;
    private static final double CONTAINS = 0.1;
    private static final double OTHER = 0.3;

    private final Function<Column, ColumnFacts> facts;

    Selectivity(Function<Column, ColumnFacts> facts) {
        this.facts = facts;
    }

    /** Of all conjuncts together; a lower and an upper bound of one column count as one range. */
    double ofAll(List<Expr> conjuncts) {
        double share = 1;
        var open = new ArrayList<>(conjuncts);
        while (!open.isEmpty()) {
            var first = open.removeFirst();
            double one = of(first);
            if (first instanceof Expr.Comparison lower) {
                for (int i = 0; i < open.size(); i++) {
                    if (open.get(i) instanceof Expr.Comparison upper && opposite(lower, upper)) {
                        double other = of(open.remove(i));
                        one = Math.max(one + other - 1, one * other / 10);
                        break;
                    }
                }
            }
            share *= one;
        }
        return share;
    }

    private static boolean opposite(Expr.Comparison a, Expr.Comparison b) {
        return a.left() instanceof Expr.Ref x
                && b.left() instanceof Expr.Ref y
                && x.column().equals(y.column())
                && a.right() instanceof Expr.Literal
                && b.right() instanceof Expr.Literal
                && (isLower(a) && isUpper(b) || isUpper(a) && isLower(b));
    }

    private static boolean isLower(Expr.Comparison comparison) {
        return comparison.operator() == ComparisonOperator.GREATER
                || comparison.operator() == ComparisonOperator.GREATER_OR_EQUAL;
    }

    private static boolean isUpper(Expr.Comparison comparison) {
        return comparison.operator() == ComparisonOperator.LESS
                || comparison.operator() == ComparisonOperator.LESS_OR_EQUAL;
    }

    /**
     * Of a condition over several tables whose sides have been filtered by what it implies for each of them alone, as filters
     * are when they are pushed down: of an OR that compares every table in every part.
     */
    double ofJoined(Expr condition) {
        double share = of(condition);
        if (!(condition instanceof Expr.Or or)) {
            return share;
        }
        var none = new IdentityHashMap<Object, Double>();
        boolean first = true;
        for (var operand : or.operands()) {
            var here = new IdentityHashMap<Object, Double>();
            for (var part : operand instanceof Expr.And and ? and.operands() : List.of(operand)) {
                var origin = onlyOrigin(part);
                if (origin != null) {
                    here.merge(origin, of(part), (a, b) -> a * b);
                }
            }
            if (first) {
                here.keySet().forEach(origin -> none.put(origin, 1.0));
                first = false;
            }
            none.keySet().retainAll(here.keySet());
            none.replaceAll((origin, before) -> before * (1 - here.getOrDefault(origin, 0.0)));
        }
        for (double rest : none.values()) {
            share /= Math.max(1e-9, 1 - rest);
        }
        return Math.min(1, share);
    }

    private @Nullable Object onlyOrigin(Expr condition) {
        Object only = null;
        for (var column : PlanTree.columns(condition)) {
            var origin = facts.apply(column).origin();
            if (origin == null || only != null && only != origin) {
                return null;
            }
            only = origin;
        }
        return only;
    }

    double of(Expr condition) {
        double share = switch (condition) {
            case Expr.Literal literal -> Boolean.TRUE.equals(literal.value()) ? 1 : 0;
            case Expr.And and -> ofAll(and.operands());
            case Expr.Or or -> {
                double none = 1;
                for (var operand : or.operands()) {
                    none *= 1 - of(operand);
                }
                yield 1 - none;
            }
            case Expr.Not not -> 1 - of(not.operand());
            case Expr.IsNull(var operand, var negated, var _) -> {
                double nulls = operand instanceof Expr.Ref(var column, var _)
                        ? facts.apply(column).nulls()
                        : EQUAL;
                yield negated ? 1 - nulls : nulls;
            }
            case Expr.InList in -> in(in);
            case Expr.Comparison comparison -> comparison(comparison);
            case Expr.Call call -> call(call);
            case Expr.Coalesce coalesce -> of(coalesce.operands().getFirst());
            case Expr.Ref _,
                    Expr.Cast _,
                    Expr.Case _,
                    Expr.Parameter _,
                    Expr.Subquery _,
                    Expr.Elementwise _,
                    Expr.Attempt _ -> OTHER;
        };
        return Math.max(0, Math.min(1, share));
    }

    private static double call(Expr.Call call) {
        return switch (call.function().name()) {
            case "~~", "~~*", "~~~" ->
                call.arguments().size() > 1
                                && call.arguments().get(1) instanceof Expr.Literal(String pattern, var _, var _)
                                && !pattern.startsWith("%")
                        ? PREFIX
                        : CONTAINS;
            case "!~~", "!~~*" -> 1 - CONTAINS;
            case "starts_with", "prefix", "^@" -> PREFIX;
            case "contains", "ends_with", "suffix", "regexp_matches" -> CONTAINS;
            default -> OTHER;
        };
    }

    private double in(Expr.InList in) {
        if (!(in.operand() instanceof Expr.Ref(var column, var _))) {
            return Math.min(1, EQUAL / 3 * in.options().size());
        }
        var known = facts.apply(column);
        long possible = in.options().stream()
                .filter(option -> !known.excludes(option.value()))
                .count();
        return Math.min(1, possible / known.distinct()) * (1 - known.nulls());
    }

    private double comparison(Expr.Comparison comparison) {
        if (comparison.left() instanceof Expr.Ref(var column, var _)
                && comparison.right() instanceof Expr.Literal literal) {
            return constant(comparison.operator(), facts.apply(column), literal);
        }
        double equal = EQUAL;
        if (comparison.left() instanceof Expr.Ref(var a, var _)
                && comparison.right() instanceof Expr.Ref(var b, var _)) {
            equal = 1 / Math.max(facts.apply(a).distinct(), facts.apply(b).distinct());
        }
        return switch (comparison.operator()) {
            case EQUAL, NOT_DISTINCT_FROM -> equal;
            case NOT_EQUAL, DISTINCT_FROM -> 1 - equal;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> RANGE;
        };
    }

    private static double constant(ComparisonOperator operator, ColumnFacts facts, Expr.Literal literal) {
        double equal = facts.excludes(literal.value()) ? 0 : (1 - facts.nulls()) / facts.distinct();
        double below = facts.shareBelow(literal.value());
        return switch (operator) {
            case EQUAL, NOT_DISTINCT_FROM -> equal;
            case NOT_EQUAL, DISTINCT_FROM -> 1 - facts.nulls() - equal;
            case LESS -> below < 0 ? RANGE : below;
            case LESS_OR_EQUAL -> below < 0 ? RANGE : below + equal;
            case GREATER -> below < 0 ? RANGE : 1 - facts.nulls() - below - equal;
            case GREATER_OR_EQUAL -> below < 0 ? RANGE : 1 - facts.nulls() - below;
        };
    }

    /** What a condition that limits a column leaves of its values. */
    ColumnFacts limit(ColumnFacts before, Expr condition) {
        return switch (condition) {
            case Expr.Comparison(var operator, var _, Expr.Literal literal, var _) -> {
                double at = ColumnFacts.number(literal.value());
                var rest = switch (operator) {
                    case EQUAL, NOT_DISTINCT_FROM -> before.between(at, at).withDistinct(1);
                    case LESS, LESS_OR_EQUAL -> before.between(Double.NaN, at);
                    case GREATER, GREATER_OR_EQUAL -> before.between(at, Double.NaN);
                    case NOT_EQUAL, DISTINCT_FROM -> before;
                };
                boolean nullsToo = operator == ComparisonOperator.NOT_DISTINCT_FROM;
                yield nullsToo ? rest : rest.withNulls(0);
            }
            case Expr.InList in -> {
                double low = Double.NaN;
                double high = Double.NaN;
                for (var option : in.options()) {
                    double at = ColumnFacts.number(option.value());
                    low = Double.isNaN(low) || at < low ? at : low;
                    high = Double.isNaN(high) || at > high ? at : high;
                }
                double distinct = before.distinct();
                var rest = before.between(low, high);
                yield new ColumnFacts(
                        Math.max(1, Math.min(distinct, in.options().size())),
                        rest.sourceRows(),
                        0,
                        rest.min(),
                        rest.max(),
                        rest.origin());
            }
            default -> before;
        };
    }

    /** The column that a condition limits to so many of its values; null if it does nothing of the kind. */
    static @Nullable Column limited(Expr condition) {
        return switch (condition) {
            case Expr.Comparison(var operator, Expr.Ref(var column, var _), Expr.Literal _, var _)
            when operator != ComparisonOperator.NOT_EQUAL && operator != ComparisonOperator.DISTINCT_FROM -> column;
            case Expr.InList(Expr.Ref(var column, var _), var _, var _) -> column;
            default -> null;
        };
    }
}
