package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * Where every reader of a shared plan filters its rows, only those rows are computed that at least one of them wants: the
 * disjunction of the readers' filters goes into the definition and down in it.
 */
final class FilterShared {
    private static final int MOST_READERS = 16;

    private final PassContext context;
    private final Failures failures;

    private FilterShared(PassContext context, Failures failures) {
        this.context = context;
        this.failures = failures;
    }

    static Plan apply(Plan plan, PassContext context) {
        return new FilterShared(context, new Failures(plan)).visit(plan);
    }

    private Plan visit(Plan plan) {
        if (!(plan instanceof Plan.Shared(var id, var definition, var body))) {
            return PlanTree.mapInputs(plan, this::visit);
        }
        // Readers first: what they filter may hold for what their own definition reads.
        var visited = visit(body);
        var wanted = new ArrayList<Expr>();
        if (!collect(visited, id, wanted) || wanted.isEmpty() || wanted.size() > MOST_READERS) {
            return new Plan.Shared(id, visit(definition), visited);
        }
        var filtered = PushFilters.apply(new Plan.Filter(definition, Terms.or(wanted)), context);
        // The first time the conditions reach literals in a union's branches, the second time what is left of them
        // sinks.
        var simpler = PushFilters.apply(Simplify.apply(filtered, context), context);
        return new Plan.Shared(id, visit(simpler), visited);
    }

    /** Adds what each reader of the shared plan asks of its columns; false if one reads all rows. */
    private boolean collect(Plan plan, int id, List<Expr> wanted) {
        return switch (plan) {
            case Plan.SharedScan scan -> scan.id() != id;
            case Plan.Filter(Plan.SharedScan scan, var predicate)
            when scan.id() == id -> {
                // what may fail would see rows that another reader's filter drops
                var safe = Terms.conjuncts(predicate).stream()
                        .filter(part -> !failures.possible(part))
                        .toList();
                wanted.add(PlanWalk.substitute(Terms.and(safe), sources(scan)));
                yield PlanWalk.stable(predicate) && !safe.isEmpty();
            }
            default -> {
                boolean all = true;
                for (var input : plan.inputs()) {
                    all &= collect(input, id, wanted);
                }
                yield all;
            }
        };
    }

    private static Map<Column, Expr> sources(Plan.SharedScan scan) {
        var sources = new HashMap<Column, Expr>();
        for (int i = 0; i < scan.output().size(); i++) {
            sources.put(scan.output().get(i), Terms.ref(scan.source().get(i)));
        }
        return sources;
    }
}
