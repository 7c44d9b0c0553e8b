package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Window functions over equal partitions in equal order stand in one node, and such a node holds no others. */
final class GroupWindows {
    private GroupWindows() {}

    static Plan apply(Plan plan, PassContext context) {
        if (!(plan instanceof Plan.Window window)) {
            return PlanTree.mapInputs(plan, input -> apply(input, context));
        }
        var calls = new ArrayList<>(window.calls());
        var input = window.input();
        while (input instanceof Plan.Window below && !usesResults(calls, below)) {
            calls.addAll(0, below.calls());
            input = below.input();
        }
        var result = apply(input, context);
        for (var group : groups(calls)) {
            result = new Plan.Window(result, group);
        }
        return PlanWalk.select(result, plan.output());
    }

    private static boolean usesResults(List<WindowCall> calls, Plan.Window below) {
        var results = new java.util.HashSet<tarn.engine.expr.Column>();
        below.calls().forEach(call -> results.add(call.output()));
        var node = new Plan.Window(below, calls);
        return PlanTree.expressions(node).stream().anyMatch(expr -> PlanWalk.uses(expr, results));
    }

    private static List<List<WindowCall>> groups(List<WindowCall> calls) {
        var groups = new ArrayList<List<WindowCall>>();
        for (var call : calls) {
            var group = groups.stream()
                    .filter(g -> sameWindow(g.getFirst(), call))
                    .findFirst()
                    .orElseGet(() -> {
                        var fresh = new ArrayList<WindowCall>();
                        groups.add(fresh);
                        return fresh;
                    });
            group.add(call);
        }
        return groups;
    }

    private static boolean sameWindow(WindowCall a, WindowCall b) {
        return sameExprs(a.partition(), b.partition()) && sameKeys(a.order(), b.order());
    }

    private static boolean sameExprs(List<Expr> a, List<Expr> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!ExprTree.same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameKeys(List<SortKey> a, List<SortKey> b) {
        if (!sameExprs(
                a.stream().map(SortKey::expr).toList(),
                b.stream().map(SortKey::expr).toList())) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).descending() != b.get(i).descending()
                    || a.get(i).nullsFirst() != b.get(i).nullsFirst()) {
                return false;
            }
        }
        return true;
    }
}
