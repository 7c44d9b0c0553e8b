package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;

/** Parts of a plan that give the same rows are computed once, where keeping the rows costs less than making them again. */
final class CommonSubplans {
    private static final int MOST_SHARED = 8;
    private static final double FEWER = 3;
    private static final double LEAST_INPUT = 10_000;

    private final PassContext context;

    private CommonSubplans(PassContext context) {
        this.context = context;
    }

    static Plan apply(Plan plan, PassContext context) {
        var pass = new CommonSubplans(context);
        for (int i = 0; i < MOST_SHARED; i++) {
            var next = pass.share(plan);
            if (next == plan) {
                return plan;
            }
            plan = next;
        }
        return plan;
    }

    /** A node that may be shared. */
    private record Candidate(Plan plan, int nodes) {}

    /** The plan with the largest part that occurs again shared; the same plan if there is none. */
    private Plan share(Plan plan) {
        var byShape = new HashMap<String, List<Candidate>>();
        var cardinality = context.cardinality();
        cardinality.rows(plan);
        collect(plan, cardinality, byShape);
        var groups = byShape.values().stream()
                .filter(candidates -> candidates.size() > 1)
                .sorted(Comparator.comparingInt(
                        candidates -> -candidates.getFirst().nodes()))
                .toList();
        for (var candidates : groups) {
            var first = candidates.getFirst().plan();
            var readers = new IdentityHashMap<Plan, Map<Column, Expr>>();
            for (var candidate : candidates) {
                var columns = SamePlans.match(first, candidate.plan());
                if (columns != null) {
                    readers.put(candidate.plan(), columns);
                }
            }
            if (readers.size() > 1) {
                return shared(plan, first, readers);
            }
        }
        return plan;
    }

    /** Adds the nodes worth sharing by their shape, and returns the shape of the plan, or an empty text. */
    private String collect(Plan plan, Cardinality cardinality, Map<String, List<Candidate>> byShape) {
        var shape = new StringBuilder(plan.getClass().getSimpleName());
        boolean closed = true;
        for (var input : plan.inputs()) {
            var below = collect(input, cardinality, byShape);
            closed &= !below.isEmpty();
            shape.append('(').append(below).append(')');
        }
        if (plan instanceof Plan.Scan scan) {
            shape.append(' ').append(scan.source().name()).append(scan.filters().size());
        }
        boolean comparable = closed
                && switch (plan) {
                    case Plan.Scan _,
                            Plan.Filter _,
                            Plan.Project _,
                            Plan.Join _,
                            Plan.Aggregate _,
                            Plan.SetOperation _ -> true;
                    default -> false;
                };
        if (!comparable) {
            return "";
        }
        boolean worthwhile = !PlanWalk.cheap(plan)
                && read(plan, cardinality) >= Math.max(LEAST_INPUT, FEWER * cardinality.rows(plan));
        if (worthwhile) {
            byShape.computeIfAbsent(shape.toString(), _ -> new ArrayList<>()).add(new Candidate(plan, nodes(plan)));
        }
        return shape.toString();
    }

    private static int nodes(Plan plan) {
        return 1 + plan.inputs().stream().mapToInt(CommonSubplans::nodes).sum();
    }

    /** Rows of the tables that the plan reads, as far as their filters let them through. */
    private static double read(Plan plan, Cardinality cardinality) {
        return plan instanceof Plan.Scan
                ? cardinality.rows(plan)
                : plan.inputs().stream()
                        .mapToDouble(input -> read(input, cardinality))
                        .sum();
    }

    private Plan shared(Plan plan, Plan first, Map<Plan, Map<Column, Expr>> readers) {
        var definition = FreshColumns.copy(first, context);
        int id = context.sharedId();
        return new Plan.Shared(id, definition, replace(plan, first, definition, id, readers));
    }

    private Plan replace(Plan node, Plan first, Plan definition, int id, Map<Plan, Map<Column, Expr>> readers) {
        var columns = readers.get(node);
        if (columns == null) {
            return PlanTree.mapInputs(node, input -> replace(input, first, definition, id, readers));
        }
        var source = new ArrayList<Column>();
        for (var column : node.output()) {
            var same = ((Expr.Ref) Objects.requireNonNull(columns.get(column))).column();
            source.add(definition.output().get(first.output().indexOf(same)));
        }
        return new Plan.SharedScan(id, List.copyOf(source), node.output());
    }
}
