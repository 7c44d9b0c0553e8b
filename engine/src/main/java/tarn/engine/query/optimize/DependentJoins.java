package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.DependentJoin;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;

/**
 * The second half of unnesting: dependent joins become joins, from the top down, so that the left side of the one at
 * hand never depends on anything. The first of these that fits is taken:
 *
 * <ol>
 *   <li>the right side does not depend on the left: a join;
 *   <li>it does so in filters only: their conjuncts become conditions of the join;
 *   <li>it is an aggregate of one row whose input depends by equalities: it is grouped by the inner sides of these
 *       equalities, and joined by them;
 *   <li>it depends by equalities only: their inner sides are handed up to be joined by;
 *   <li>in general: the distinct values D of the outer columns are pushed down to where they are used, as in Neumann and
 *       Kemper, Unnesting arbitrary queries, BTW 2015.
 * </ol>
 */
final class DependentJoins {
    private final PassContext context;

    DependentJoins(PassContext context) {
        this.context = context;
    }

    Plan eliminate(Plan plan) {
        if (!(plan instanceof DependentJoin join)) {
            return PlanTree.mapInputs(plan, this::eliminate);
        }
        var left = eliminate(join.left());
        var right = existenceOnly(join) ? withoutDetails(join.right()) : join.right();
        var outer = outer(left, right);
        if (outer.isEmpty()) {
            return join.kind() == Kind.SINGLE && join.conditions().isEmpty()
                    ? new Plan.Join(Kind.INNER, left, singleRow(eliminate(right)), List.of(), null)
                    : new Plan.Join(join.kind(), left, eliminate(right), join.conditions(), join.mark());
        }
        var node = new DependentJoin(join.kind(), left, right, join.conditions(), join.mark());
        var result = pulled(node, outer);
        if (result == null) {
            result = hoisted(node);
        }
        return PlanWalk.select(result, node.output());
    }

    /** The row of a plan, NULLs if there is none, an error if there are more: it may be joined in any order. */
    private static Plan singleRow(Plan plan) {
        var noColumns = new Plan.Values(List.of(List.of()), List.of());
        return new Plan.Join(Kind.SINGLE, noColumns, plan, List.of(), null);
    }

    private static Set<Column> outer(Plan left, Plan right) {
        var outer = new LinkedHashSet<>(PlanTree.free(right));
        outer.retainAll(PlanWalk.outputs(left));
        return outer;
    }

    private static boolean existenceOnly(DependentJoin join) {
        return switch (join.kind()) {
            case SEMI, ANTI, MARK -> join.conditions().isEmpty();
            case INNER, LEFT, RIGHT, FULL, SINGLE -> false;
        };
    }

    /** A plan that has a row exactly when this one has. */
    private static Plan withoutDetails(Plan plan) {
        return switch (plan) {
            case Plan.Project(var input, var _) -> withoutDetails(input);
            case Plan.Sort(var input, var _) -> withoutDetails(input);
            case Plan.Distinct(var input, var _) -> withoutDetails(input);
            case Plan.Window(var input, var _) -> withoutDetails(input);
            case Plan.Limit(var input, Expr.Literal(Long rows, var _, var _), var offset)
            when rows >= 1 && offset == null -> withoutDetails(input);
            case Plan.Aggregate aggregate
            when PlanWalk.oneRow(aggregate) -> new Plan.Values(List.of(List.of()), List.of());
            case Plan.Aggregate(var input, var groups, var _, var sets, var _)
            when sets.size() == 1 && !groups.isEmpty() -> withoutDetails(input);
            default -> plan;
        };
    }

    private @Nullable Plan pulled(DependentJoin join, Set<Column> outer) {
        var pulled = PulledCorrelation.of(join.right(), outer);
        if (pulled == null) {
            return null;
        }
        boolean values = !pulled.values().isEmpty();
        if (join.kind() != Kind.INNER && pulled.values().values().stream().anyMatch(Failures.BY_TYPE::possible)) {
            // as a key it would be computed of rows that the pulled conjuncts drop
            return null;
        }
        var conditions = new ArrayList<>(PlanWalk.substitute(join.conditions(), pulled.values()));
        var right = pulled.plan();
        switch (join.kind()) {
            case LEFT, SINGLE -> {
                if (values) {
                    return null;
                }
            }
            case MARK -> {
                if (!join.conditions().isEmpty()) {
                    right = addTwoValued(conditions, pulled, outer);
                    return new Plan.Join(join.kind(), join.left(), eliminate(right), conditions, join.mark());
                }
            }
            case INNER, SEMI, ANTI -> {}
            case RIGHT, FULL -> throw new IllegalStateException(join.kind().name());
        }
        conditions.addAll(pulled.conjuncts());
        var result = new Plan.Join(join.kind(), join.left(), eliminate(right), conditions, join.mark());
        return values && join.kind() == Kind.INNER ? withValues(join.output(), result, pulled.values()) : result;
    }

    private static Plan withValues(List<Column> output, Plan plan, Map<Column, Expr> values) {
        var assignments = output.stream()
                .map(column -> new Plan.Assignment(column, values.getOrDefault(column, Terms.ref(column))))
                .toList();
        return new Plan.Project(plan, assignments);
    }

    /**
     * Adds the pulled conjuncts to the conditions of a MARK join so that they are never NULL: a row for which one is NULL
     * is not in the sub-query. Answers the right side, which loses rows with a NULL in an equality.
     */
    private static Plan addTwoValued(List<Expr> conditions, PulledCorrelation pulled, Set<Column> outer) {
        var notNull = new ArrayList<Expr>();
        for (var conjunct : pulled.conjuncts()) {
            if (conjunct instanceof Expr.Comparison(var operator, var a, var b, var _)
                    && operator == ComparisonOperator.EQUAL
                    && PlanWalk.uses(a, outer) != PlanWalk.uses(b, outer)
                    && pulled.inner(PlanWalk.uses(a, outer) ? a : b).isEmpty()) {
                conditions.add(Terms.notDistinct(a, b));
                notNull.add(Terms.isNotNull(PlanWalk.uses(a, outer) ? b : a));
            } else {
                conditions.add(Terms.falseIfNull(conjunct));
            }
        }
        return Terms.filter(pulled.plan(), notNull);
    }

    /** Outer sides of equalities that are more than a column get a column of their own first. */
    private Plan hoisted(DependentJoin join) {
        var hoisting = new OuterTerms(context, PlanWalk.outputs(join.left()));
        var right = hoisting.replace(join.right());
        var left = PlanWalk.extend(join.left(), hoisting.assignments());
        var node = new DependentJoin(join.kind(), left, right, join.conditions(), join.mark());
        var outer = outer(left, right);
        var result = ofOneRow(node, outer);
        if (result == null) {
            result = byEquality(node, outer);
        }
        return result == null ? byDomain(node, outer) : result;
    }

    /** An aggregate without groups, perhaps below projections: joined to the left row it belongs to, if it has one. */
    private @Nullable Plan ofOneRow(DependentJoin join, Set<Column> outer) {
        boolean any = join.kind() == Kind.INNER || join.kind() == Kind.LEFT || join.kind() == Kind.SINGLE;
        if (!any || !join.conditions().isEmpty()) {
            return null;
        }
        var projects = new ArrayList<Plan.Project>();
        var plan = join.right();
        while (plan instanceof Plan.Project project) {
            projects.add(project);
            plan = project.input();
        }
        if (!(plan instanceof Plan.Aggregate aggregate)
                || !PlanWalk.oneRow(aggregate)
                || aggregate.grouping() != null) {
            return null;
        }
        var input = PushedCorrelation.byEquality(aggregate.input(), outer, context);
        if (input == null || !input.covers(PlanTree.expressions(aggregate), outer)) {
            return null;
        }
        var groups = new ArrayList<Plan.Assignment>();
        var conditions = new ArrayList<Expr>();
        var set = new ArrayList<Integer>();
        input.carriers().forEach((column, carrier) -> {
            var key = context.like(column);
            set.add(groups.size());
            groups.add(new Plan.Assignment(key, Terms.ref(carrier)));
            conditions.add(Terms.equal(Terms.ref(column), Terms.ref(key)));
        });
        var calls = new ArrayList<AggregateCall>();
        var values = new HashMap<Column, Expr>();
        for (var call : aggregate.calls()) {
            var result = context.like(call.output());
            calls.add(EmptyGroups.into(result, PlanTree.map(call, input::replace)));
            values.put(call.output(), EmptyGroups.orEmpty(call, Terms.ref(result)));
        }
        var grouped = new Plan.Aggregate(eliminate(input.plan()), groups, calls, List.of(set), null);
        for (var project : projects.reversed()) {
            for (var assignment : project.assignments()) {
                values.put(assignment.output(), PlanWalk.substitute(assignment.expr(), values));
            }
        }
        var joined = new Plan.Join(Kind.LEFT, join.left(), grouped, conditions, null);
        return withValues(join.output(), joined, values);
    }

    private @Nullable Plan byEquality(DependentJoin join, Set<Column> outer) {
        var right = PushedCorrelation.byEquality(join.right(), outer, context);
        if (right == null || !right.carriers().keySet().containsAll(outer)) {
            return null;
        }
        boolean threeValued = join.kind() == Kind.MARK && !join.conditions().isEmpty();
        var conditions = new ArrayList<>(join.conditions());
        var notNull = new ArrayList<Expr>();
        right.carriers().forEach((column, carrier) -> {
            var key = Terms.ref(carrier);
            conditions.add(
                    threeValued ? Terms.notDistinct(Terms.ref(column), key) : Terms.equal(Terms.ref(column), key));
            notNull.add(Terms.isNotNull(key));
        });
        var plan = threeValued ? Terms.filter(right.plan(), notNull) : right.plan();
        return new Plan.Join(join.kind(), join.left(), eliminate(plan), conditions, join.mark());
    }

    private Plan byDomain(DependentJoin join, Set<Column> outer) {
        var columns = List.copyOf(outer);
        var original = FreshColumns.copy(join.left(), context);
        var renamed = new HashMap<Column, Column>();
        for (int i = 0; i < original.output().size(); i++) {
            renamed.put(join.left().output().get(i), original.output().get(i));
        }
        var sources = columns.stream().map(renamed::get).toList();
        int leftId = context.sharedId();
        int domainId = context.sharedId();
        boolean cheap = PlanWalk.cheap(join.left());
        Plan left = cheap
                ? join.left()
                : new Plan.SharedScan(leftId, original.output(), join.left().output());
        var again = cheap ? sources : context.like(columns);
        Plan values = cheap ? PlanWalk.select(original, sources) : new Plan.SharedScan(leftId, sources, again);
        var domain =
                new Plan.Distinct(values, again.stream().<Expr>map(Terms::ref).toList());
        var right = PushedCorrelation.byDomain(
                join.right(), outer, context, new PushedCorrelation.Domain(domainId, columns, again, true));
        var conditions = new ArrayList<>(join.conditions());
        for (var column : columns) {
            conditions.add(Terms.notDistinct(Terms.ref(column), Terms.ref(right.carrier(column))));
        }
        var joined = new Plan.Join(join.kind(), left, eliminate(right.plan()), conditions, join.mark());
        var body = new Plan.Shared(domainId, domain, PlanWalk.select(joined, join.output()));
        return cheap ? body : new Plan.Shared(leftId, original, body);
    }
}
