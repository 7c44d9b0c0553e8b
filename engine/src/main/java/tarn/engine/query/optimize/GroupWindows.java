package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.WindowCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Window functions that one sort of the rows serves stand in one node, and such a node holds no others. */
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

    /** The first call of each group has an order that serves all of them. */
    private static List<List<WindowCall>> groups(List<WindowCall> calls) {
        var groups = new ArrayList<List<WindowCall>>();
        for (var call : calls) {
            var group = groups.stream()
                    .filter(g -> call.servedBy(g.getFirst()))
                    .findFirst()
                    .orElseGet(() -> {
                        var fresh = new ArrayList<WindowCall>();
                        groups.add(fresh);
                        return fresh;
                    });
            group.add(call);
        }
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            var serving = groups.stream()
                    .filter(other -> other != group && group.stream().allMatch(call -> call.servedBy(other.getFirst())))
                    .findFirst();
            if (serving.isPresent()) {
                serving.get().addAll(group);
                groups.remove(i--);
            }
        }
        return groups;
    }
}
