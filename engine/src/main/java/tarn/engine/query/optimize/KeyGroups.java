package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;

/**
 * Groups by keys alone: of GROUP BY columns that the others determine, such as a customer's name beside the customer's key,
 * one value of each group is kept. Wide keys give way to narrow ones that stand for the same rows. Where the keys that are
 * left are those of single rows there is nothing to group, and what only describes the groups is joined afterwards.
 */
final class KeyGroups {
    static final String ONE_OF = "any_value";

    private static final int MOST_CANDIDATES = 12;

    private final PassContext context;
    private final LateJoins lateJoins;

    private KeyGroups(PassContext context) {
        this.context = context;
        this.lateJoins = new LateJoins(context);
    }

    static Plan apply(Plan plan, PassContext context) {
        return new KeyGroups(context).visit(plan);
    }

    private Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::visit);
        return node instanceof Plan.Aggregate aggregate
                        && aggregate.sets().size() == 1
                        && aggregate.sets().getFirst().size()
                                == aggregate.groups().size()
                        && !aggregate.groups().isEmpty()
                ? withoutComputed(aggregate)
                : node;
    }

    /** Leaves out keys that are computed from other keys, such as {@code x + 1} beside {@code x}: they are computed once for each group. */
    private Plan withoutComputed(Plan.Aggregate aggregate) {
        var bare = new HashMap<Column, Expr>();
        for (var group : aggregate.groups()) {
            if (group.expr() instanceof Expr.Ref ref) {
                bare.putIfAbsent(ref.column(), Terms.ref(group.output()));
            }
        }
        var kept = new ArrayList<Plan.Assignment>();
        var results = new ArrayList<Plan.Assignment>();
        for (var group : aggregate.groups()) {
            boolean computed = !(group.expr() instanceof Expr.Ref)
                    && PlanWalk.hasColumns(group.expr())
                    && bare.keySet().containsAll(PlanTree.columns(group.expr()))
                    && PlanWalk.stable(group.expr())
                    && PushAggregates.sameForEqual(group.expr());
            if (computed) {
                results.add(new Plan.Assignment(group.output(), PlanWalk.substitute(group.expr(), bare)));
            } else {
                kept.add(group);
                results.add(PlanWalk.pass(group.output()));
            }
        }
        if (kept.size() == aggregate.groups().size()) {
            return grouped(aggregate);
        }
        aggregate.calls().forEach(call -> results.add(PlanWalk.pass(call.output())));
        if (aggregate.grouping() != null) {
            results.add(PlanWalk.pass(aggregate.grouping()));
        }
        return new Plan.Project(grouped(by(aggregate, kept, aggregate.calls())), List.copyOf(results));
    }

    private static Plan.Aggregate by(
            Plan.Aggregate aggregate, List<Plan.Assignment> groups, List<AggregateCall> calls) {
        var all = IntStream.range(0, groups.size()).boxed().toList();
        return new Plan.Aggregate(aggregate.input(), groups, calls, List.of(all), aggregate.grouping());
    }

    private Plan grouped(Plan.Aggregate aggregate) {
        var byKeys = reduced(aggregate);
        var rows = SingleRowGroups.of(byKeys);
        return PlanWalk.select(rows == null ? lateJoins.of(byKeys) : rows, aggregate.output());
    }

    private Plan.Aggregate reduced(Plan.Aggregate aggregate) {
        var kept = new ArrayList<>(aggregate.groups());
        var calls = new ArrayList<AggregateCall>();
        var dearestFirst = new ArrayList<>(aggregate.groups());
        dearestFirst.sort(
                Comparator.comparingInt((Plan.Assignment group) -> cost(group)).reversed());
        for (var group : dearestFirst) {
            if (kept.size() > 1 && mayBeDetermined(group.expr())) {
                kept.remove(group);
                if (Determined.by(columns(kept), aggregate.input()).containsAll(PlanTree.columns(group.expr()))) {
                    calls.add(oneOf(group));
                } else {
                    kept.add(group);
                }
            }
        }
        kept.sort(Comparator.comparingInt(aggregate.groups()::indexOf));
        narrow(kept, calls, aggregate.input());
        if (calls.isEmpty()) {
            return aggregate;
        }
        calls.addAll(0, aggregate.calls());
        return by(aggregate, kept, calls);
    }

    private static boolean mayBeDetermined(Expr key) {
        return key instanceof Expr.Ref
                || PlanWalk.hasColumns(key) && PlanWalk.stable(key) && PushAggregates.sameForEqual(key);
    }

    /** Replaces wide keys by columns that the keys determine, and that determine the key. */
    private void narrow(List<Plan.Assignment> kept, List<AggregateCall> calls, Plan input) {
        if (kept.stream().noneMatch(group -> cost(group) > 0 && group.expr() instanceof Expr.Ref)) {
            return;
        }
        var determined = Determined.by(columns(kept), input);
        var candidates = input.output().stream()
                .filter(column -> determined.contains(column) && isNarrow(column.type()))
                .limit(MOST_CANDIDATES)
                .toList();
        var stands = new HashMap<Column, Set<Column>>();
        for (var group : List.copyOf(kept)) {
            if (cost(group) == 0 || !(group.expr() instanceof Expr.Ref(var key, var _))) {
                continue;
            }
            for (var column : candidates) {
                if (stands.computeIfAbsent(column, one -> Determined.by(Set.of(one), input))
                        .contains(key)) {
                    calls.add(oneOf(group));
                    kept.set(kept.indexOf(group), new Plan.Assignment(context.like(column), Terms.ref(column)));
                    break;
                }
            }
        }
    }

    private static boolean isNarrow(DataType type) {
        return (type.isInteger() || type == ScalarType.DATE) && type.lane() != Lane.I128;
    }

    /** Wide values cost most as keys. */
    private static int cost(Plan.Assignment group) {
        var lane = group.output().type().lane();
        return lane == Lane.BYTES ? 2 : lane.bytes() == 16 ? 1 : 0;
    }

    private static Set<Column> columns(List<Plan.Assignment> groups) {
        var columns = new HashSet<Column>();
        for (var group : groups) {
            if (group.expr() instanceof Expr.Ref ref) {
                columns.add(ref.column());
            }
        }
        return columns;
    }

    /** All values of a group are the same, so the order of the rows does not matter. */
    private static AggregateCall oneOf(Plan.Assignment group) {
        var any = Functions.aggregate(ONE_OF, Span.NONE, group.output().type());
        var function = new AggregateOverload(any.name(), any.parameters(), any.result(), false, any.aggregate());
        return new AggregateCall(group.output(), function, List.of(group.expr()), false, null, List.of(), Span.NONE);
    }
}
