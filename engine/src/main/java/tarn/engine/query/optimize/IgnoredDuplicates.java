package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * Where nobody sees how often a row comes, as below IN, EXISTS, DISTINCT and {@code min}, an inner join that only multiplies
 * the rows of its one side becomes a semi join.
 */
final class IgnoredDuplicates {
    /** How many rows each row of the side becomes, from which on it pays. */
    private static final double MANY = 2;

    private final Cardinality cardinality;
    private final Map<Integer, Integer> ignoring = new HashMap<>();

    private IgnoredDuplicates(PassContext context) {
        this.cardinality = context.cardinality();
    }

    static Plan apply(Plan plan, PassContext context) {
        var pass = new IgnoredDuplicates(context);
        pass.cardinality.rows(plan);
        return pass.visit(plan, null);
    }

    /** @param needed where duplicates do not matter, the columns that do; else null */
    private Plan visit(Plan plan, @Nullable Set<Column> needed) {
        return switch (plan) {
            case Plan.Join join -> join(join, needed);
            case Plan.Aggregate aggregate -> {
                boolean ignores = aggregate.calls().stream().allMatch(IgnoredDuplicates::ignores)
                        && PlanTree.expressions(aggregate).stream().allMatch(PlanWalk::stable);
                yield PlanTree.mapInputs(aggregate, input -> visit(input, ignores ? columns(aggregate) : null));
            }
            case Plan.Distinct distinct -> {
                var keys = new HashSet<Column>();
                distinct.keys().forEach(key -> keys.addAll(PlanTree.columns(key)));
                boolean whole = keys.containsAll(distinct.input().output());
                yield PlanTree.mapInputs(distinct, input -> visit(input, whole ? keys : null));
            }
            case Plan.SetOperation operation ->
                PlanTree.mapInputs(
                        operation,
                        input -> visit(
                                input,
                                needed != null && operation.kind() == Plan.SetOperation.Kind.UNION || !operation.all()
                                        ? PlanWalk.outputs(input)
                                        : null));
            case Plan.Filter(var input, var predicate)
            when needed != null && PlanWalk.stable(predicate) ->
                new Plan.Filter(visit(input, with(needed, List.of(predicate))), predicate);
            case Plan.Project(var input, var assignments)
            when needed != null && assignments.stream().allMatch(a -> PlanWalk.stable(a.expr())) -> {
                var kept = assignments.stream()
                        .filter(assignment -> needed.contains(assignment.output()))
                        .toList();
                kept = kept.isEmpty() ? assignments : kept;
                yield new Plan.Project(
                        visit(
                                input,
                                with(
                                        Set.of(),
                                        kept.stream().map(Plan.Assignment::expr).toList())),
                        kept);
            }
            case Plan.Shared shared -> shared(shared, needed);
            case Plan.SharedScan scan -> {
                if (needed != null) {
                    ignoring.merge(scan.id(), 1, Integer::sum);
                }
                yield scan;
            }
            default -> PlanTree.mapInputs(plan, input -> visit(input, null));
        };
    }

    /** A shared plan's duplicates do not matter if they do not to any of its readers. */
    private Plan shared(Plan.Shared shared, @Nullable Set<Column> needed) {
        int[] readers = {0};
        PlanWalk.forEachNode(shared.body(), node -> {
            if (node instanceof Plan.SharedScan scan && scan.id() == shared.id()) {
                readers[0]++;
            }
        });
        var body = visit(shared.body(), needed);
        boolean all = ignoring.getOrDefault(shared.id(), 0) == readers[0];
        var definition = visit(shared.definition(), all ? PlanWalk.outputs(shared.definition()) : null);
        return new Plan.Shared(shared.id(), definition, body);
    }

    private Plan join(Plan.Join join, @Nullable Set<Column> needed) {
        boolean stable = join.conditions().stream().allMatch(PlanWalk::stable);
        var used = stable && needed != null ? with(needed, join.conditions()) : null;
        return switch (join.kind()) {
            case SEMI, ANTI, MARK ->
                new Plan.Join(
                        join.kind(),
                        visit(join.left(), used),
                        visit(join.right(), stable ? with(Set.of(), join.conditions()) : null),
                        join.conditions(),
                        join.mark());
            case INNER -> {
                var semi = needed == null || used == null ? null : semi(join, needed, used);
                yield semi == null ? inputs(join, used) : semi;
            }
            case LEFT, RIGHT, FULL, SINGLE -> inputs(join, null);
        };
    }

    private Plan inputs(Plan.Join join, @Nullable Set<Column> used) {
        return new Plan.Join(
                join.kind(), visit(join.left(), used), visit(join.right(), used), join.conditions(), join.mark());
    }

    /** The join as a semi join if only one side's columns are asked for; null if it is better left as it is. */
    private @Nullable Plan semi(Plan.Join join, Set<Column> needed, Set<Column> used) {
        boolean right = join.left().output().stream().noneMatch(needed::contains);
        boolean left = join.right().output().stream().noneMatch(needed::contains);
        if (!left && !right || join.conditions().isEmpty()) {
            return null;
        }
        var kept = left ? join.left() : join.right();
        var other = left ? join.right() : join.left();
        return cardinality.rows(join) < MANY * cardinality.rows(kept)
                ? null
                : new Plan.Join(Kind.SEMI, visit(kept, used), visit(other, used), join.conditions(), null);
    }

    private static boolean ignores(AggregateCall call) {
        boolean ignores = switch (call.function().name()) {
            case "min", "max" -> call.arguments().size() == 1;
            case "count" -> call.distinct();
            default -> false;
        };
        return ignores && call.order().isEmpty();
    }

    private static Set<Column> columns(Plan.Aggregate aggregate) {
        var exprs = new ArrayList<Expr>();
        aggregate.groups().forEach(group -> exprs.add(group.expr()));
        for (var call : aggregate.calls()) {
            exprs.addAll(call.arguments());
            if (call.filter() != null) {
                exprs.add(call.filter());
            }
        }
        return with(Set.of(), exprs);
    }

    private static Set<Column> with(Set<Column> columns, List<Expr> exprs) {
        var all = new HashSet<>(columns);
        exprs.forEach(expr -> all.addAll(PlanTree.columns(expr)));
        return all;
    }
}
