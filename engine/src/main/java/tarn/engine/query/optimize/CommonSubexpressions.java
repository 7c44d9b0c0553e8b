package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * What several expressions of a node compute in the same way is computed once, by a projection below. Parts that may not
 * be evaluated at all, such as the branches of CASE, are no reason to do so, as they could fail.
 */
final class CommonSubexpressions {
    private static final int MOST_PARTS = 10_000;

    private final PassContext context;

    private CommonSubexpressions(PassContext context) {
        this.context = context;
    }

    static Plan apply(Plan plan, PassContext context) {
        return new CommonSubexpressions(context).visit(plan);
    }

    private Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::visit);
        return switch (node) {
            case Plan.Project _, Plan.Aggregate _, Plan.Window _, Plan.Filter _ -> share(node);
            default -> node;
        };
    }

    /** An expression that equals others which say the same. */
    private record Key(Expr expr, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && hash == that.hash && ExprTree.same(expr, that.expr);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static final class Count {
        private int uses;
        private boolean always;
    }

    /** How often every part of a node's expressions occurs. */
    private static final class Parts {
        private final Map<Key, Count> counts = new LinkedHashMap<>();
        private int visited;

        /** Answers the hash of the expression. */
        int visit(Expr expr, boolean always) {
            visited++;
            int hash = own(expr);
            var children = ExprTree.children(expr);
            for (int i = 0; i < children.size() && visited < MOST_PARTS; i++) {
                hash = hash * 31 + visit(children.get(i), always && evaluated(expr, i));
            }
            if (!children.isEmpty()) {
                var count = counts.computeIfAbsent(new Key(expr, hash), _ -> new Count());
                count.uses++;
                count.always |= always;
            }
            return hash;
        }

        private static boolean evaluated(Expr expr, int child) {
            return switch (expr) {
                case Expr.Case _, Expr.Coalesce _, Expr.And _, Expr.Or _ -> child == 0;
                default -> true;
            };
        }

        private static int own(Expr expr) {
            return switch (expr) {
                case Expr.Ref ref -> ref.column().id();
                case Expr.Literal literal ->
                    literal.value() == null ? 7 : literal.value().hashCode();
                case Expr.Call call -> call.function().hashCode();
                case Expr.Comparison comparison -> comparison.operator().ordinal();
                default -> expr.getClass().hashCode() ^ expr.type().hashCode();
            };
        }
    }

    private Plan share(Plan node) {
        var exprs = PlanTree.expressions(node);
        if (exprs.size() == 1 && ExprTree.children(exprs.getFirst()).size() < 2) {
            return node;
        }
        var parts = new Parts();
        exprs.forEach(expr -> parts.visit(expr, true));
        if (parts.visited >= MOST_PARTS) {
            return node;
        }
        var shared = new LinkedHashMap<Key, Column>();
        parts.counts.forEach((key, count) -> {
            if (count.uses > 1 && count.always && worthwhile(key.expr())) {
                shared.put(key, context.column("shared", key.expr().type()));
            }
        });
        keepOutermost(shared, exprs);
        return shared.isEmpty() ? node : over(node, shared);
    }

    private static boolean worthwhile(Expr expr) {
        return PlanWalk.stable(expr) && PlanWalk.hasColumns(expr) && !(expr instanceof Expr.IsNull);
    }

    /** Parts that occur only within other shared parts are computed there. */
    private static void keepOutermost(Map<Key, Column> shared, List<Expr> exprs) {
        Map<Key, Integer> outside = new HashMap<>();
        for (var expr : exprs) {
            countOutside(expr, shared, outside, false);
        }
        shared.keySet().removeIf(key -> outside.getOrDefault(key, 0) == 0);
    }

    private static void countOutside(Expr expr, Map<Key, Column> shared, Map<Key, Integer> outside, boolean inside) {
        var key = find(expr, shared);
        if (key != null && !inside) {
            outside.merge(key, 1, Integer::sum);
        }
        ExprTree.children(expr).forEach(child -> countOutside(child, shared, outside, inside || key != null));
    }

    private static @org.jspecify.annotations.Nullable Key find(Expr expr, Map<Key, Column> shared) {
        if (ExprTree.children(expr).isEmpty()) {
            return null;
        }
        for (var key : shared.keySet()) {
            if (ExprTree.same(key.expr(), expr)) {
                return key;
            }
        }
        return null;
    }

    private Plan over(Plan node, Map<Key, Column> shared) {
        var input = node.inputs().getFirst();
        var used = new LinkedHashSet<Column>();
        var replaced = PlanTree.mapExpressions(
                node,
                expr -> ExprTree.replace(expr, part -> {
                    var key = find(part, shared);
                    var column = key == null ? null : shared.get(key);
                    return column == null ? null : new Expr.Ref(column, part.span());
                }));
        PlanTree.expressions(replaced).forEach(expr -> used.addAll(PlanTree.columns(expr)));
        boolean handsOn = node instanceof Plan.Filter || node instanceof Plan.Window;
        var assignments = new ArrayList<Plan.Assignment>();
        for (var column : input.output()) {
            if (handsOn || used.contains(column)) {
                assignments.add(PlanWalk.pass(column));
            }
        }
        shared.forEach((key, column) -> assignments.add(new Plan.Assignment(column, key.expr())));
        var result = PlanTree.mapInputs(replaced, _ -> new Plan.Project(input, List.copyOf(assignments)));
        return handsOn ? PlanWalk.select(result, node.output()) : result;
    }
}
