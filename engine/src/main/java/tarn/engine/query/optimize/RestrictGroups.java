package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * An aggregate joined by its groups with few rows computes only the groups that they ask for: a semi join with these rows
 * goes below it.
 */
final class RestrictGroups {
    private static final double FEWER = 4;
    private static final double LEAST_INPUT = 5_000;

    private final PassContext context;
    private final Cardinality cardinality;

    private RestrictGroups(PassContext context) {
        this.cardinality = context.cardinality();
        this.context = context;
    }

    static Plan apply(Plan plan, PassContext context) {
        var pass = new RestrictGroups(context);
        pass.cardinality.rows(plan);
        return pass.visit(plan);
    }

    private Plan visit(Plan plan) {
        var restricted = plan instanceof Plan.Join join ? join(join) : plan;
        return PlanTree.mapInputs(restricted, this::visit);
    }

    private Plan join(Plan.Join join) {
        boolean right = switch (join.kind()) {
            case INNER, LEFT, SEMI, SINGLE -> true;
            case RIGHT, FULL, ANTI, MARK -> false;
        };
        boolean left = join.kind() == Kind.INNER || join.kind() == Kind.RIGHT;
        var result = right ? restrict(join, join.left(), join.right(), true) : null;
        if (result == null && left) {
            result = restrict(join, join.right(), join.left(), false);
        }
        return result == null ? join : result;
    }

    /** The join with its side {@code groups} restricted to what {@code few} asks for; null where that is not worth it. */
    private @Nullable Plan restrict(Plan.Join join, Plan few, Plan groups, boolean groupsRight) {
        var aggregate = aggregate(groups);
        if (aggregate == null
                || aggregate.groups().isEmpty()
                || aggregate.sets().size() != 1) {
            return null;
        }
        double input = cardinality.rows(aggregate.input());
        double most = Math.min(cardinality.rows(aggregate), input / FEWER);
        if (input < LEAST_INPUT || cardinality.rows(few) * FEWER > most) {
            return null;
        }
        var keys = keys(join.conditions(), few, groups, aggregate);
        if (keys.isEmpty()) {
            return null;
        }
        boolean again = PlanWalk.cheap(few);
        var copy = FreshColumns.copy(few, context);
        int id = context.sharedId();
        Plan kept = again ? few : new Plan.SharedScan(id, copy.output(), few.output());
        Plan asked = again ? copy : new Plan.SharedScan(id, copy.output(), context.like(copy.output()));
        var conditions = new ArrayList<Expr>();
        for (var key : keys) {
            var wanted = asked.output().get(few.output().indexOf(key.asked()));
            conditions.add(new Expr.Comparison(
                    key.equality().operator(),
                    key.group(),
                    Terms.ref(wanted),
                    key.equality().span()));
        }
        var semi = JoinOrder.early(
                new Plan.Join(Kind.SEMI, aggregate.input(), asked, List.copyOf(conditions), null), cardinality);
        var smaller = replace(
                groups,
                new Plan.Aggregate(
                        semi, aggregate.groups(), aggregate.calls(), aggregate.sets(), aggregate.grouping()));
        var result = groupsRight
                ? new Plan.Join(join.kind(), kept, smaller, join.conditions(), join.mark())
                : new Plan.Join(join.kind(), smaller, kept, join.conditions(), join.mark());
        return again ? result : new Plan.Shared(id, copy, result);
    }

    /** The aggregate that a side consists of, but for filters and projections above it. */
    private static Plan.@Nullable Aggregate aggregate(Plan plan) {
        return switch (plan) {
            case Plan.Aggregate aggregate -> aggregate;
            case Plan.Filter(var input, var _) -> aggregate(input);
            case Plan.Project(var input, var _) -> aggregate(input);
            default -> null;
        };
    }

    private static Plan replace(Plan plan, Plan aggregate) {
        return plan instanceof Plan.Aggregate
                ? aggregate
                : PlanTree.mapInputs(plan, input -> replace(input, aggregate));
    }

    /** An equality of the join: the expression that is grouped by, and the column of the other side. */
    private record Key(Expr group, Column asked, Expr.Comparison equality) {}

    private static List<Key> keys(List<Expr> conditions, Plan few, Plan groups, Plan.Aggregate aggregate) {
        var grouped = new HashMap<Column, Expr>();
        aggregate.groups().forEach(group -> grouped.put(group.output(), group.expr()));
        var values = new HashMap<Column, Expr>();
        groupColumns(groups, grouped, values);
        var fewColumns = PlanWalk.outputs(few);
        var keys = new ArrayList<Key>();
        for (var condition : conditions) {
            if (JoinSearch.isEquality(condition)
                    && condition instanceof Expr.Comparison equality
                    && equality.left() instanceof Expr.Ref(var a, var _)
                    && equality.right() instanceof Expr.Ref(var b, var _)) {
                var asked = fewColumns.contains(a) ? a : b;
                var group = values.get(asked.equals(a) ? b : a);
                if (group != null && fewColumns.contains(asked) && PlanWalk.stable(group)) {
                    keys.add(new Key(group, asked, equality));
                }
            }
        }
        return keys;
    }

    /** Which columns of the side are groups, perhaps under other names. */
    private static void groupColumns(Plan plan, Map<Column, Expr> grouped, Map<Column, Expr> values) {
        switch (plan) {
            case Plan.Filter(var input, var _) -> groupColumns(input, grouped, values);
            case Plan.Project(var input, var assignments) -> {
                var below = new HashMap<Column, Expr>();
                groupColumns(input, grouped, below);
                for (var assignment : assignments) {
                    if (assignment.expr() instanceof Expr.Ref(var column, var _) && below.containsKey(column)) {
                        values.put(assignment.output(), below.get(column));
                    }
                }
            }
            default -> values.putAll(grouped);
        }
    }
}
