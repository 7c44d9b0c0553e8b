package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** A shared plan that is read once stands where it is read; one that is not read at all is gone. */
final class InlineShared {
    private final Map<Integer, Integer> reads = new HashMap<>();
    private final Map<Integer, Plan> inlined = new HashMap<>();

    private InlineShared() {}

    static Plan apply(Plan plan, PassContext context) {
        var pass = new InlineShared();
        pass.count(plan, 1);
        PlanWalk.forEachNode(plan, node -> {
            // What the step of a recursive query reads once is read in every turn.
            if (node instanceof Plan.Recursive recursive) {
                pass.count(recursive.step(), 1);
            }
        });
        return pass.visit(plan);
    }

    private void count(Plan plan, int times) {
        PlanWalk.forEachNode(plan, node -> {
            if (node instanceof Plan.SharedScan scan) {
                reads.merge(scan.id(), times, Integer::sum);
            }
        });
    }

    private Plan visit(Plan plan) {
        return switch (plan) {
            case Plan.Shared(var id, var definition, var body) ->
                switch (reads.getOrDefault(id, 0)) {
                    case 0 -> {
                        forget(definition);
                        yield visit(body);
                    }
                    case 1 -> {
                        inlined.put(id, visit(definition));
                        yield visit(body);
                    }
                    default -> new Plan.Shared(id, visit(definition), visit(body));
                };
            case Plan.SharedScan scan when inlined.containsKey(scan.id()) -> renamed(inlined.get(scan.id()), scan);
            default -> PlanTree.mapInputs(plan, this::visit);
        };
    }

    private void forget(Plan definition) {
        count(definition, -1);
    }

    private static Plan renamed(Plan definition, Plan.SharedScan scan) {
        List<Plan.Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < scan.output().size(); i++) {
            assignments.add(new Plan.Assignment(
                    scan.output().get(i), Terms.ref(scan.source().get(i))));
        }
        return new Plan.Project(definition, List.copyOf(assignments));
    }
}
