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
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * A relation that is joined by a key of its own which is grouped by too, and of which the aggregate only keeps one value of
 * each group, is joined with the groups instead of with all of their rows.
 */
final class LateJoins {
    /** The share of the rows that find a partner, below which the join is better done early. */
    private static final double NEARLY_ALL = 0.8;

    private static final double FEWER = 1.5;

    private final PassContext context;
    private final Cardinality cardinality;

    LateJoins(PassContext context) {
        this.context = context;
        this.cardinality = context.cardinality();
    }

    /** The aggregate below such joins, or as it is. Its columns are there, perhaps among others. */
    Plan of(Plan.Aggregate aggregate) {
        if (aggregate.grouping() != null
                || !(joins(aggregate.input()) instanceof Plan.Join join)
                || join.kind() != Kind.INNER) {
            return aggregate;
        }
        var result = late(aggregate, join, join.left(), join.right());
        if (result == null) {
            result = late(aggregate, join, join.right(), join.left());
        }
        return result == null ? aggregate : result;
    }

    /** Below projections that only choose columns. */
    private static Plan joins(Plan plan) {
        return plan instanceof Plan.Project(var input, var assignments)
                        && assignments.stream().allMatch(PlanWalk::passes)
                ? joins(input)
                : plan;
    }

    private @Nullable Plan late(Plan.Aggregate aggregate, Plan.Join join, Plan rest, Plan described) {
        var theirs = PlanWalk.outputs(described);
        var equal = equal(join.conditions(), theirs);
        if (equal == null || !Uniqueness.matchesOnce(join.conditions(), described)) {
            return null;
        }
        var groups = groups(aggregate, theirs, equal);
        var pulled = new ArrayList<Plan.Assignment>();
        var calls = new ArrayList<AggregateCall>();
        for (var call : aggregate.calls()) {
            if (call.function().name().equals(KeyGroups.ONE_OF)
                    && call.filter() == null
                    && PlanWalk.hasColumns(call.arguments().getFirst())
                    && PlanWalk.usesOnly(call.arguments().getFirst(), theirs)) {
                pulled.add(new Plan.Assignment(call.output(), call.arguments().getFirst()));
            } else if (usesNone(call, theirs)) {
                calls.add(call);
            } else {
                return null;
            }
        }
        if (groups == null || pulled.isEmpty() || !pays(aggregate, join, rest)) {
            return null;
        }
        var grouped = of(new Plan.Aggregate(rest, groups, calls, aggregate.sets(), null));
        var outputs = new HashMap<Column, Expr>();
        for (var group : groups) {
            outputs.put(((Expr.Ref) group.expr()).column(), Terms.ref(group.output()));
        }
        var conditions = PlanWalk.substitute(join.conditions(), outputs);
        boolean small = cardinality.rows(aggregate) < cardinality.rows(described);
        var joined = small
                ? new Plan.Join(Kind.INNER, described, grouped, conditions, null)
                : new Plan.Join(Kind.INNER, grouped, described, conditions, null);
        return PlanWalk.extend(joined, pulled);
    }

    private boolean pays(Plan.Aggregate aggregate, Plan.Join join, Plan rest) {
        return cardinality.rows(join) >= NEARLY_ALL * cardinality.rows(rest)
                && cardinality.rows(aggregate) * FEWER <= cardinality.rows(rest);
    }

    private static boolean usesNone(AggregateCall call, Set<Column> columns) {
        var filter = call.filter();
        return call.arguments().stream().noneMatch(argument -> PlanWalk.uses(argument, columns))
                && (filter == null || !PlanWalk.uses(filter, columns))
                && call.order().stream().noneMatch(key -> PlanWalk.uses(key.expr(), columns));
    }

    /** Which column of the rest each column of the described relation is joined with; null if it is joined otherwise. */
    private static @Nullable Map<Column, Column> equal(List<Expr> conditions, Set<Column> theirs) {
        var equal = new HashMap<Column, Column>();
        for (var condition : conditions) {
            if (!JoinSearch.isEquality(condition)
                    || !(condition instanceof Expr.Comparison comparison)
                    || !(comparison.left() instanceof Expr.Ref(var a, var _))
                    || !(comparison.right() instanceof Expr.Ref(var b, var _))
                    || theirs.contains(a) == theirs.contains(b)
                    || !a.type().hasOneForm()
                    || equal.put(theirs.contains(a) ? a : b, theirs.contains(a) ? b : a) != null) {
                return null;
            }
        }
        return equal.isEmpty() ? null : equal;
    }

    /** The groups by columns of the rest; null if one has none, or a column that is joined by is not grouped by. */
    private @Nullable List<Plan.Assignment> groups(
            Plan.Aggregate aggregate, Set<Column> theirs, Map<Column, Column> equal) {
        var groups = new ArrayList<Plan.Assignment>();
        var columns = new HashSet<Column>();
        for (var group : aggregate.groups()) {
            if (!(group.expr() instanceof Expr.Ref(var column, var _))
                    || theirs.contains(group.output()) && !group.output().equals(column)) {
                return null;
            }
            var own = theirs.contains(column) ? equal.get(column) : column;
            if (own == null) {
                return null;
            }
            columns.add(own);
            // A column that keeps its name comes from the described relation again.
            var output = theirs.contains(group.output()) ? context.like(own) : group.output();
            groups.add(new Plan.Assignment(output, Terms.ref(own)));
        }
        return columns.containsAll(equal.values()) ? groups : null;
    }
}
