package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Map;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * Several grouping sets over many rows: the finest grouping is computed once, and every set from its groups.
 */
final class RollUp {
    private static final double FEWER = 2;
    private static final double LEAST_INPUT = 10_000;

    private final PassContext context;
    private final Cardinality cardinality;

    private RollUp(PassContext context) {
        this.cardinality = context.cardinality();
        this.context = context;
    }

    static Plan apply(Plan plan, PassContext context) {
        var pass = new RollUp(context);
        pass.cardinality.rows(plan);
        return pass.visit(plan);
    }

    private Plan visit(Plan plan) {
        if (plan instanceof Plan.Aggregate aggregate && aggregate.sets().size() > 1 && worthwhile(aggregate)) {
            var stages = TwoStages.of(aggregate.calls(), context);
            if (stages != null) {
                var finest = new ArrayList<Plan.Assignment>();
                var groups = new ArrayList<Plan.Assignment>();
                for (var group : aggregate.groups()) {
                    var column = PlanWalk.passes(group) ? group.output() : context.like(group.output());
                    finest.add(new Plan.Assignment(column, group.expr()));
                    groups.add(new Plan.Assignment(group.output(), Terms.ref(column)));
                }
                var first = stages.first(visit(aggregate.input()), finest, Map.of());
                return stages.second(aggregate, first, groups);
            }
        }
        return PlanTree.mapInputs(plan, this::visit);
    }

    private boolean worthwhile(Plan.Aggregate aggregate) {
        double input = cardinality.rows(aggregate.input());
        return input >= LEAST_INPUT
                && aggregate.groups().stream().allMatch(group -> PlanWalk.stable(group.expr()))
                && cardinality.groups(aggregate) * FEWER <= input;
    }
}
