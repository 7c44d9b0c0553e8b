package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * Aggregates the facts before they are joined with what only describes them: over inner joins, the relations that the
 * aggregates' arguments come from are grouped by the columns that anything above needs, the others join these groups, and
 * a second stage puts the groups together. Computed keys, too, are computed for groups of their columns. After Yan and Larson, "Eager Aggregation and Lazy Aggregation" (1995).
 */
final class PushAggregates {
    private static final double FEWER = 4;
    private static final double MUCH_FEWER = 64;
    private static final double LEAST_INPUT = 20_000;
    private static final int MOST_RELATIONS = 10;
    /** How many more rows the aggregated part may have than the whole join. */
    private static final double MORE = 1.5;

    private final PassContext context;
    private final Cardinality cardinality;
    private final Failures failures;

    private PushAggregates(PassContext context, Failures failures) {
        this.cardinality = context.cardinality();
        this.failures = failures;
        this.context = context;
    }

    static Plan apply(Plan plan, PassContext context) {
        var pass = new PushAggregates(context, new Failures(plan));
        pass.cardinality.rows(plan);
        return pass.visit(plan);
    }

    private Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::visit);
        if (!(node instanceof Plan.Aggregate aggregate)
                || cardinality.rows(aggregate.input()) < LEAST_INPUT
                || !aggregate.groups().stream().allMatch(group -> PlanWalk.stable(group.expr()))) {
            return node;
        }
        var pushed = InnerJoins.joins(aggregate.input()) ? push(aggregate) : null;
        if (pushed == null) {
            pushed = byColumns(aggregate);
        }
        return pushed == null ? node : pushed;
    }

    /**
     * Groups by the columns that computed keys come from, so that the keys are computed once for each value of these: the
     * months of some years of days, say.
     */
    private @Nullable Plan byColumns(Plan.Aggregate aggregate) {
        var keys = new LinkedHashSet<Column>();
        aggregate.groups().forEach(group -> keys.addAll(PlanTree.columns(group.expr())));
        double rows = cardinality.rows(aggregate.input());
        if (keys.isEmpty()
                || aggregate.groups().stream().noneMatch(group -> calls(group.expr()))
                || !aggregate.groups().stream().allMatch(group -> sameForEqual(group.expr()))
                || distinct(keys, rows) * MUCH_FEWER > rows) {
            return null;
        }
        var stages = TwoStages.of(aggregate.calls(), context);
        return stages == null
                ? null
                : stages.second(
                        aggregate, stages.first(aggregate.input(), PlanWalk.pass(keys), Map.of()), aggregate.groups());
    }

    /**
     * Whether an expression is the same for column values that grouping takes for equal. It need not be where these can look
     * different: 0.0 and -0.0, a month and 30 days, texts of a collation. Only the bare columns are safe then.
     */
    static boolean sameForEqual(Expr expr) {
        return switch (expr) {
            case Expr.Ref _ -> true;
            case Expr.Comparison(var _, Expr.Ref _, Expr.Ref _, var _) -> true;
            default ->
                PlanTree.columns(expr).stream().allMatch(column -> column.type().hasOneForm());
        };
    }

    private static boolean calls(Expr expr) {
        return expr instanceof Expr.Call || ExprTree.children(expr).stream().anyMatch(PushAggregates::calls);
    }

    private @Nullable Plan push(Plan.Aggregate aggregate) {
        var joins = InnerJoins.of(aggregate.input());
        if (joins.relations().size() > MOST_RELATIONS
                || aggregate.calls().stream()
                        .flatMap(call -> call.arguments().stream())
                        .anyMatch(failures::possible)) {
            return null;
        }
        var late = LateCondition.of(aggregate.calls(), joins);
        var pushed = late.isEmpty() ? null : push(aggregate, joins, late);
        return pushed == null ? push(aggregate, joins, Map.of()) : pushed;
    }

    private @Nullable Plan push(Plan.Aggregate aggregate, InnerJoins joins, Map<Column, LateCondition> late) {
        var stages = TwoStages.of(aggregate.calls(), late, context);
        if (stages == null) {
            return null;
        }
        var groups = new ArrayList<Plan.Assignment>();
        for (var group : aggregate.groups()) {
            groups.add(new Plan.Assignment(group.output(), PlanWalk.substitute(group.expr(), joins.computed())));
        }
        var above = new ArrayList<Expr>();
        groups.forEach(group -> above.add(group.expr()));
        late.values().forEach(condition -> above.add(condition.condition()));
        var calls = new ArrayList<AggregateCall>();
        for (var call : aggregate.calls()) {
            var condition = late.get(call.output());
            calls.add(condition == null ? call : condition.call());
        }
        var part = part(joins, above, arguments(calls, joins));
        return part == null || !sameForEqual(joins, above, part)
                ? null
                : pushed(aggregate, stages, joins, groups, keys(joins, above, part), part);
    }

    private static Set<Column> arguments(List<AggregateCall> calls, InnerJoins joins) {
        var columns = new HashSet<Column>();
        for (var call : calls) {
            call.arguments()
                    .forEach(argument ->
                            columns.addAll(PlanTree.columns(PlanWalk.substitute(argument, joins.computed()))));
            if (call.filter() != null) {
                columns.addAll(PlanTree.columns(PlanWalk.substitute(call.filter(), joins.computed())));
            }
        }
        return columns;
    }

    /** The relations to aggregate first, such that they make few groups of many rows; null if there are none. */
    private @Nullable Set<Plan> part(InnerJoins joins, List<Expr> above, Set<Column> arguments) {
        Set<Plan> part = new LinkedHashSet<>(joins.relations());
        double all = rows(joins, part);
        double least = Double.MAX_VALUE;
        Plan largest = joins.relations().stream()
                .max((a, b) -> Double.compare(cardinality.rows(a), cardinality.rows(b)))
                .orElseThrow();
        boolean smaller = true;
        while (smaller && part.size() > 1) {
            smaller = false;
            Plan leave = null;
            for (var relation : part) {
                var rest = new LinkedHashSet<>(part);
                rest.remove(relation);
                if (relation == largest
                        || relation.output().stream().anyMatch(arguments::contains)
                        || !joins.connected(rest)
                        || rows(joins, rest) > MORE * all) {
                    continue;
                }
                double count = distinct(keys(joins, above, rest), rows(joins, rest));
                if (count <= least) {
                    least = count;
                    leave = relation;
                }
            }
            if (leave != null) {
                part.remove(leave);
                smaller = true;
            }
        }
        double rows = rows(joins, part);
        return part.size() < joins.relations().size() && rows >= LEAST_INPUT && least * FEWER <= rows ? part : null;
    }

    /** Whether what is computed above the groups of a part, keys and conditions, is the same for all rows of a group. */
    private static boolean sameForEqual(InnerJoins joins, List<Expr> above, Set<Plan> part) {
        return above.stream().allMatch(PushAggregates::sameForEqual)
                && joins.conditions().stream()
                        .filter(condition -> !joins.within(condition, part))
                        .allMatch(PushAggregates::sameForEqual);
    }

    private double rows(InnerJoins joins, Set<Plan> part) {
        return cardinality.rows(joins.tree(part));
    }

    private double distinct(Set<Column> columns, double rows) {
        double combinations = 1;
        for (var column : columns) {
            combinations *= cardinality.distinct(column);
        }
        return Math.min(combinations, rows);
    }

    /** The columns of the part that expressions above it, or conditions with other relations, need. */
    private static Set<Column> keys(InnerJoins joins, List<Expr> above, Set<Plan> part) {
        var there = new HashSet<Column>();
        part.forEach(relation -> there.addAll(relation.output()));
        var keys = new LinkedHashSet<Column>();
        for (var condition : joins.conditions()) {
            var used = PlanTree.columns(condition);
            if (!there.containsAll(used)) {
                keys.addAll(used);
            }
        }
        above.forEach(expr -> keys.addAll(PlanTree.columns(expr)));
        keys.retainAll(there);
        return keys;
    }

    private Plan pushed(
            Plan.Aggregate aggregate,
            TwoStages stages,
            InnerJoins joins,
            List<Plan.Assignment> groups,
            Set<Column> keys,
            Set<Plan> part) {
        var first = stages.first(joins.tree(part), PlanWalk.pass(keys), joins.computed());
        var others = new ArrayList<>(joins.relations());
        others.removeAll(part);
        others.addFirst(first);
        var conditions = new ArrayList<Expr>();
        for (var condition : joins.conditions()) {
            if (!joins.within(condition, part)) {
                conditions.add(condition);
            }
        }
        var input = new InnerJoins(others, conditions, Map.of()).tree(new LinkedHashSet<>(others));
        return stages.second(aggregate, input, groups);
    }
}
