package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;

/**
 * Pushes the domain of outer columns down a plan to where they are used (Neumann and Kemper, BTW 2015): every node hands
 * up the columns of the domain beside its own, and does for each value of the domain what it did for one outer row. Works
 * without a domain, too, where equalities tell which inner columns hold the same values.
 */
final class PushCorrelation {
    /** There is no equality for an outer column. */
    static final class NeedsDomain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NeedsDomain() {
            super(null, null, false, false);
        }
    }

    private final PassContext context;
    private final Set<Column> outer;
    private PushedCorrelation.@Nullable Domain domain;
    private final Map<Integer, Map<Column, Column>> sharedCarriers = new HashMap<>();
    private final Map<Plan, Boolean> dependent = new IdentityHashMap<>();

    PushCorrelation(PassContext context, Set<Column> outer, PushedCorrelation.@Nullable Domain domain) {
        this.context = context;
        this.outer = outer;
        this.domain = domain;
    }

    PushedCorrelation push(Plan plan) {
        if (!dependent(plan)) {
            return joinDomain(plan, List.of());
        }
        return switch (plan) {
            case Plan.Filter filter -> filter(filter);
            case Plan.Project project -> project(project);
            case Plan.Join join -> join(join);
            case Plan.DependentJoin join -> dependentJoin(join);
            case Plan.Aggregate aggregate -> aggregate(aggregate);
            case Plan.Window(var input, var calls) -> window(input, calls);
            case Plan.Unnest unnest -> {
                var below = covered(push(unnest.input()), unnest);
                var lists = unnest.lists().stream()
                        .map(list -> new Plan.Assignment(list.output(), below.replace(list.expr())))
                        .toList();
                yield with(below, new Plan.Unnest(below.plan(), lists, unnest.ordinality()));
            }
            case Plan.Sort(var input, var keys) -> {
                var below = covered(push(input), plan);
                yield with(below, new Plan.Sort(below.plan(), PlanTree.mapKeys(keys, below::replace)));
            }
            case Plan.Limit limit -> limit(limit);
            case Plan.TopN(var input, var keys, var limit, var offset) ->
                limit(new Plan.Limit(
                        new Plan.Sort(input, keys), Terms.bigint(limit, Span.NONE), Terms.bigint(offset, Span.NONE)));
            case Plan.Distinct(var input, var keys) -> {
                var below = covered(push(input), plan);
                var all = new ArrayList<>(keys.stream().map(below::replace).toList());
                all.addAll(refs(below));
                yield with(below, new Plan.Distinct(below.plan(), List.copyOf(all)));
            }
            case Plan.SetOperation operation -> setOperation(operation);
            case Plan.Shared shared -> shared(shared);
            case Plan.Recursive query -> recursive(query);
            case Plan.SharedScan scan -> sharedScan(scan);
            case Plan.Values values -> push(RowsToUnion.of(values, context));
            case Plan.Scan _ -> throw new IllegalStateException("a scan that depends on an outer query");
        };
    }

    private boolean dependent(Plan plan) {
        return dependent.computeIfAbsent(
                plan, p -> PlanTree.free(p).stream().anyMatch(outer::contains) || readsShared(p));
    }

    private boolean readsShared(Plan plan) {
        return plan instanceof Plan.SharedScan scan && sharedCarriers.containsKey(scan.id())
                || plan.inputs().stream().anyMatch(this::readsShared);
    }

    private static PushedCorrelation fail() {
        throw new NeedsDomain();
    }

    /** A new scan of the domain. */
    private PushedCorrelation scanDomain() {
        if (domain == null) {
            return fail();
        }
        var carriers = new LinkedHashMap<Column, Column>();
        domain.outer().forEach(column -> carriers.put(column, context.like(column)));
        Plan scan = new Plan.SharedScan(domain.sharedId(), domain.values(), List.copyOf(carriers.values()));
        var values = domain.distinct()
                ? scan
                : new Plan.Distinct(
                        scan, carriers.values().stream().<Expr>map(Terms::ref).toList());
        return new PushedCorrelation(values, carriers);
    }

    private PushedCorrelation joinDomain(Plan plan, List<Expr> conjuncts) {
        var values = scanDomain();
        var conditions = conjuncts.stream().map(values::replace).toList();
        return with(values, new Plan.Join(Kind.INNER, values.plan(), plan, conditions, null));
    }

    private static PushedCorrelation with(PushedCorrelation carriers, Plan plan) {
        return new PushedCorrelation(plan, carriers.carriers());
    }

    private static List<Expr> refs(PushedCorrelation pushed) {
        return pushed.carriers().values().stream().<Expr>map(Terms::ref).toList();
    }

    /** Checks that the outer columns which the node uses itself have carriers. */
    private PushedCorrelation covered(PushedCorrelation below, Plan node) {
        return below.covers(PlanTree.expressions(node), outer) ? below : fail();
    }

    private PushedCorrelation filter(Plan.Filter filter) {
        var conjuncts = Terms.conjuncts(filter.predicate());
        if (!dependent(filter.input())) {
            return domain == null
                    ? byEqualities(new PushedCorrelation(filter.input(), Map.of()), conjuncts)
                    : joinDomain(filter.input(), conjuncts);
        }
        return byEqualities(push(filter.input()), conjuncts);
    }

    /** The rows that fulfil the conjuncts; outer columns without carriers get them from equalities among the conjuncts. */
    private PushedCorrelation byEqualities(PushedCorrelation below, List<Expr> conjuncts) {
        var carriers = new LinkedHashMap<>(below.carriers());
        var computed = new ArrayList<Plan.Assignment>();
        var rest = new ArrayList<Expr>();
        for (var conjunct : conjuncts) {
            var column = equalOuter(conjunct, carriers);
            if (column == null) {
                rest.add(conjunct);
                continue;
            }
            var comparison = (Expr.Comparison) conjunct;
            boolean leftIsOuter = comparison.left() instanceof Expr.Ref(var left, var _) && left.equals(column);
            var inner = leftIsOuter ? comparison.right() : comparison.left();
            if (inner instanceof Expr.Ref(var innerColumn, var _)) {
                carriers.put(column, innerColumn);
            } else {
                var carrier = context.like(column);
                computed.add(new Plan.Assignment(carrier, inner));
                carriers.put(column, carrier);
            }
        }
        var pushed = new PushedCorrelation(PlanWalk.extend(below.plan(), computed), carriers);
        if (!pushed.covers(rest, outer)) {
            return fail();
        }
        return with(
                pushed,
                Terms.filter(pushed.plan(), rest.stream().map(pushed::replace).toList()));
    }

    /** The outer column without a carrier that the conjunct equates with inner columns, or null. */
    private @Nullable Column equalOuter(Expr conjunct, Map<Column, Column> carriers) {
        if (!(conjunct instanceof Expr.Comparison(var operator, var left, var right, var _))
                || operator != ComparisonOperator.EQUAL) {
            return null;
        }
        var column = outerColumn(left, right, carriers);
        return column != null ? column : outerColumn(right, left, carriers);
    }

    /** Floating-point numbers are left out: 0.0 equals -0.0, but is not the same. */
    private @Nullable Column outerColumn(Expr side, Expr other, Map<Column, Column> carriers) {
        return side instanceof Expr.Ref(var column, var _)
                        && outer.contains(column)
                        && !carriers.containsKey(column)
                        && !column.type().isFloating()
                        && PlanWalk.hasColumns(other)
                        && !PlanWalk.uses(other, outer)
                        && PlanWalk.stable(other)
                ? column
                : null;
    }

    private PushedCorrelation project(Plan.Project project) {
        var below = covered(push(project.input()), project);
        var assignments = new ArrayList<Plan.Assignment>();
        for (var assignment : project.assignments()) {
            assignments.add(new Plan.Assignment(assignment.output(), below.replace(assignment.expr())));
        }
        var made = new LinkedHashSet<>(project.output());
        for (var carrier : new LinkedHashSet<>(below.carriers().values())) {
            if (made.add(carrier)) {
                assignments.add(PlanWalk.pass(carrier));
            }
        }
        return with(below, new Plan.Project(below.plan(), List.copyOf(assignments)));
    }

    private PushedCorrelation join(Plan.Join join) {
        return switch (join.kind()) {
            case INNER -> inner(join);
            case LEFT, SEMI, ANTI, MARK, SINGLE -> leftOuter(join);
            case RIGHT -> leftOuter(new Plan.Join(Kind.LEFT, join.right(), join.left(), join.conditions(), null));
            case FULL -> full(join);
        };
    }

    private PushedCorrelation inner(Plan.Join join) {
        boolean leftDepends = dependent(join.left());
        boolean rightDepends = dependent(join.right());
        var left = leftDepends || domain != null && !rightDepends ? push(join.left()) : independent(join.left());
        var right = rightDepends ? push(join.right()) : independent(join.right());
        var conditions = new ArrayList<>(Terms.conjuncts(join.conditions()));
        var carriers = new LinkedHashMap<>(right.carriers());
        left.carriers().forEach((column, carrier) -> {
            var other = right.carriers().get(column);
            if (other != null) {
                conditions.add(sameValue(carrier, other));
            }
        });
        carriers.putAll(left.carriers());
        var crossed = new Plan.Join(Kind.INNER, left.plan(), right.plan(), List.of(), null);
        return intoJoin(byEqualities(new PushedCorrelation(crossed, carriers), conditions));
    }

    /** A filter over a join without conditions: the join with them. */
    private static PushedCorrelation intoJoin(PushedCorrelation pushed) {
        return pushed.plan() instanceof Plan.Filter(Plan.Join(var kind, var left, var right, var none, var mark), var p)
                        && none.isEmpty()
                ? with(pushed, new Plan.Join(kind, left, right, Terms.conjuncts(p), mark))
                : pushed;
    }

    /** By equality NULL carriers belong to no outer row. */
    private Expr sameValue(Column a, Column b) {
        return domain == null ? Terms.equal(Terms.ref(a), Terms.ref(b)) : Terms.notDistinct(Terms.ref(a), Terms.ref(b));
    }

    private static PushedCorrelation independent(Plan plan) {
        return new PushedCorrelation(plan, Map.of());
    }

    /** Joins that keep the left side's rows as they are: the left side has the carriers. */
    private PushedCorrelation leftOuter(Plan.Join join) {
        var left = push(join.left());
        var right = dependent(join.right()) ? push(join.right()) : independent(join.right());
        if (!left.carriers().keySet().containsAll(right.carriers().keySet())
                || !left.covers(join.conditions(), outer)) {
            return fail();
        }
        var conditions =
                new ArrayList<>(join.conditions().stream().map(left::replace).toList());
        right.carriers()
                .forEach((column, carrier) ->
                        conditions.add(Terms.notDistinct(Terms.ref(left.carrier(column)), Terms.ref(carrier))));
        return with(left, new Plan.Join(join.kind(), left.plan(), right.plan(), conditions, join.mark()));
    }

    private PushedCorrelation full(Plan.Join join) {
        var left = push(join.left());
        var right = push(join.right());
        if (!left.carriers().keySet().equals(right.carriers().keySet()) || !left.covers(join.conditions(), outer)) {
            return fail();
        }
        var conditions =
                new ArrayList<>(join.conditions().stream().map(left::replace).toList());
        var both = new ArrayList<Plan.Assignment>();
        var carriers = new LinkedHashMap<Column, Column>();
        left.carriers().forEach((column, carrier) -> {
            var a = Terms.ref(carrier);
            var b = Terms.ref(right.carrier(column));
            conditions.add(Terms.notDistinct(a, b));
            carriers.put(column, context.like(column));
            both.add(new Plan.Assignment(
                    carriers.get(column), new Expr.Coalesce(List.of(a, b), column.type(), Span.NONE)));
        });
        var joined = new Plan.Join(Kind.FULL, left.plan(), right.plan(), conditions, null);
        return new PushedCorrelation(PlanWalk.extend(joined, both), carriers);
    }

    /** The right side depends on the left one only, when the left has the carriers. */
    private PushedCorrelation dependentJoin(Plan.DependentJoin join) {
        var left = push(join.left());
        var used = new LinkedHashSet<>(PlanTree.free(join.right()));
        used.retainAll(outer);
        if (readsShared(join.right())
                || !left.carriers().keySet().containsAll(used)
                || !left.covers(join.conditions(), outer)) {
            return readsShared(join.right()) && domain != null ? sharedBelow(join, left) : fail();
        }
        return with(left, dependentOn(left, join, join.right()));
    }

    private static Plan dependentOn(PushedCorrelation left, Plan.DependentJoin join, Plan right) {
        var refs = left.refs();
        var newRight = PlanTree.replaceExpressions(
                right, part -> part instanceof Expr.Ref ref ? refs.get(ref.column()) : null);
        var conditions = join.conditions().stream().map(left::replace).toList();
        return new Plan.DependentJoin(join.kind(), left.plan(), newRight, conditions, join.mark());
    }

    /** Shared plans that hold the domain's values are reduced to those of the left row where they are read. */
    private PushedCorrelation sharedBelow(Plan.DependentJoin join, PushedCorrelation left) {
        UnaryOperator<Plan> reduce = new UnaryOperator<>() {
            @Override
            public Plan apply(Plan plan) {
                if (!(plan instanceof Plan.SharedScan scan) || !sharedCarriers.containsKey(scan.id())) {
                    return PlanTree.mapInputs(plan, this);
                }
                var read = sharedScan(scan);
                var conditions = new ArrayList<Expr>();
                read.carriers()
                        .forEach((column, carrier) ->
                                conditions.add(Terms.notDistinct(Terms.ref(left.carrier(column)), Terms.ref(carrier))));
                return PlanWalk.select(Terms.filter(read.plan(), conditions), scan.output());
            }
        };
        return with(left, dependentOn(left, join, reduce.apply(join.right())));
    }

    private PushedCorrelation aggregate(Plan.Aggregate aggregate) {
        if (domain == null && aggregate.sets().stream().anyMatch(List::isEmpty)) {
            return fail();
        }
        if (aggregate.sets().size() > 1 && aggregate.sets().stream().anyMatch(List::isEmpty)) {
            return push(new GrandTotals(context).apart(aggregate));
        }
        var below = covered(push(aggregate.input()), aggregate);
        var keys = new LinkedHashMap<Column, Column>();
        var groups = new ArrayList<>(
                PlanTree.mapExpressions(aggregate, below::replace) instanceof Plan.Aggregate a
                        ? a.groups()
                        : List.<Plan.Assignment>of());
        int first = groups.size();
        below.carriers().forEach((column, carrier) -> {
            keys.put(column, context.like(column));
            groups.add(new Plan.Assignment(keys.get(column), Terms.ref(carrier)));
        });
        var calls = aggregate.calls().stream()
                .map(call -> PlanTree.map(call, below::replace))
                .toList();
        var sets = aggregate.sets().stream().map(set -> {
            var all = new ArrayList<>(set);
            for (int i = first; i < groups.size(); i++) {
                all.add(i);
            }
            return List.copyOf(all);
        });
        var grouped = new Plan.Aggregate(below.plan(), groups, calls, sets.toList(), aggregate.grouping());
        var pushed = new PushedCorrelation(grouped, keys);
        if (aggregate.sets().stream().noneMatch(List::isEmpty)
                && !aggregate.groups().isEmpty()) {
            return pushed;
        }
        return withEmptyGroups(pushed, aggregate.calls());
    }

    /** An aggregate without groups gives a row even of no input: one for every value of the domain. */
    private PushedCorrelation withEmptyGroups(PushedCorrelation grouped, List<AggregateCall> calls) {
        var values = scanDomain();
        var conditions = new ArrayList<Expr>();
        values.carriers()
                .forEach((column, carrier) ->
                        conditions.add(Terms.notDistinct(Terms.ref(carrier), Terms.ref(grouped.carrier(column)))));
        var outputs = new HashMap<Column, Column>();
        var assignments = new ArrayList<Plan.Assignment>();
        for (var call : calls) {
            var result = context.like(call.output());
            outputs.put(call.output(), result);
            assignments.add(new Plan.Assignment(call.output(), EmptyGroups.orEmpty(call, Terms.ref(result))));
        }
        var aggregate = (Plan.Aggregate) grouped.plan();
        var renamed = aggregate.calls().stream()
                .map(call -> EmptyGroups.into(Objects.requireNonNull(outputs.get(call.output())), call))
                .toList();
        var again = new Plan.Aggregate(
                aggregate.input(), aggregate.groups(), renamed, aggregate.sets(), aggregate.grouping());
        assignments.addAll(PlanWalk.pass(values.carriers().values()));
        var joined = new Plan.Join(Kind.LEFT, values.plan(), again, conditions, null);
        return with(values, new Plan.Project(joined, List.copyOf(assignments)));
    }

    private PushedCorrelation window(Plan input, List<tarn.engine.expr.WindowCall> calls) {
        var below = covered(push(input), new Plan.Window(input, calls));
        var partition = refs(below);
        var pushed = calls.stream()
                .map(call -> WindowParts.withPartition(PlanTree.map(call, below::replace), partition))
                .toList();
        return with(below, new Plan.Window(below.plan(), pushed));
    }

    private PushedCorrelation limit(Plan.Limit limit) {
        boolean sorted = limit.input() instanceof Plan.Sort;
        List<SortKey> keys = limit.input() instanceof Plan.Sort sort ? sort.keys() : List.of();
        var below = covered(push(sorted ? limit.input().inputs().getFirst() : limit.input()), limit);
        if (!below.covers(keys.stream().map(SortKey::expr).toList(), outer)) {
            return fail();
        }
        var order = PlanTree.mapKeys(keys, below::replace);
        var rows = limit.limit() == null ? null : below.replace(limit.limit());
        var offset = limit.offset() == null ? null : below.replace(limit.offset());
        return with(below, new RowNumbers(context).keep(below.plan(), refs(below), order, rows, offset));
    }

    private PushedCorrelation setOperation(Plan.SetOperation operation) {
        var left = push(operation.left());
        var right = push(operation.right());
        if (!left.carriers().keySet().equals(right.carriers().keySet())) {
            return fail();
        }
        var leftColumns = new ArrayList<>(operation.left().output());
        var rightColumns = new ArrayList<>(operation.right().output());
        var output = new ArrayList<>(operation.output());
        var carriers = new LinkedHashMap<Column, Column>();
        left.carriers().forEach((column, carrier) -> {
            leftColumns.add(carrier);
            rightColumns.add(right.carrier(column));
            carriers.put(column, context.like(column));
            output.add(carriers.get(column));
        });
        return new PushedCorrelation(
                new Plan.SetOperation(
                        operation.kind(),
                        operation.all(),
                        distinctColumns(left.plan(), leftColumns),
                        distinctColumns(right.plan(), rightColumns),
                        List.copyOf(output)),
                carriers);
    }

    /** As {@link PlanWalk#select}, with a new name for a column that is wanted twice. */
    private Plan distinctColumns(Plan plan, List<Column> columns) {
        var seen = new LinkedHashSet<Column>();
        var assignments = new ArrayList<Plan.Assignment>();
        for (var column : columns) {
            assignments.add(
                    seen.add(column)
                            ? PlanWalk.pass(column)
                            : new Plan.Assignment(context.like(column), Terms.ref(column)));
        }
        return seen.size() == columns.size() ? PlanWalk.select(plan, columns) : new Plan.Project(plan, assignments);
    }

    private PushedCorrelation shared(Plan.Shared shared) {
        if (!dependent(shared.definition())) {
            var body = push(shared.body());
            return with(body, new Plan.Shared(shared.id(), shared.definition(), body.plan()));
        }
        var definition = push(shared.definition());
        sharedCarriers.put(shared.id(), definition.carriers());
        dependent.clear();
        var body = push(shared.body());
        return with(body, new Plan.Shared(shared.id(), definition.plan(), body.plan()));
    }

    /** All recursions at a time; those that have come to their end have no row any more, and so no value in the step. */
    private PushedCorrelation recursive(Plan.Recursive query) {
        var whole = domain;
        if (whole == null) {
            return fail();
        }
        var anchor = push(query.anchor());
        var output = new ArrayList<>(query.output());
        var carriers = new LinkedHashMap<Column, Column>();
        whole.outer().forEach(column -> carriers.put(column, context.like(column)));
        output.addAll(carriers.values());
        sharedCarriers.put(query.id(), carriers);
        Plan.Recursive.@Nullable Keyed keyed = query.keyed();
        if (keyed != null) {
            sharedCarriers.put(keyed.id(), carriers);
            var keys = new ArrayList<>(keyed.columns());
            for (int i = query.output().size(); i < output.size(); i++) {
                keys.add(i);
            }
            keyed = new Plan.Recursive.Keyed(
                    keyed.id(), List.copyOf(keys), made(query, keyed, output), shifted(query, keyed, carriers.size()));
        }
        dependent.clear();
        domain = new PushedCorrelation.Domain(query.id(), whole.outer(), List.copyOf(carriers.values()), false);
        var step = push(query.step());
        domain = whole;
        return new PushedCorrelation(
                new Plan.Recursive(
                        query.id(),
                        query.all(),
                        distinctColumns(anchor.plan(), columns(query, query.anchor(), anchor, whole)),
                        distinctColumns(step.plan(), columns(query, query.step(), step, whole)),
                        List.copyOf(output),
                        keyed),
                carriers);
    }

    /** The outer columns stand behind those of the query, before arguments of aggregates. */
    private static List<Column> columns(
            Plan.Recursive query, Plan before, PushedCorrelation pushed, PushedCorrelation.Domain domain) {
        int own = query.output().size();
        var columns = new ArrayList<>(before.output().subList(0, own));
        domain.outer().forEach(column -> columns.add(pushed.carrier(column)));
        columns.addAll(before.output().subList(own, before.output().size()));
        return columns;
    }

    private static List<Column> made(Plan.Recursive query, Plan.Recursive.Keyed keyed, List<Column> output) {
        if (keyed.aggregates().isEmpty()) {
            return List.copyOf(output);
        }
        int own = query.output().size();
        var made = new ArrayList<>(keyed.made().subList(0, own));
        made.addAll(output.subList(own, output.size()));
        made.addAll(keyed.made().subList(own, keyed.made().size()));
        return List.copyOf(made);
    }

    private static List<Plan.Recursive.Aggregated> shifted(Plan.Recursive query, Plan.Recursive.Keyed keyed, int by) {
        int own = query.output().size();
        return keyed.aggregates().stream()
                .map(one -> new Plan.Recursive.Aggregated(
                        one.output(),
                        one.function(),
                        one.arguments().stream()
                                .map(at -> at < own ? at : at + by)
                                .toList()))
                .toList();
    }

    private PushedCorrelation sharedScan(Plan.SharedScan scan) {
        var source = new ArrayList<>(scan.source());
        var output = new ArrayList<>(scan.output());
        var carriers = new LinkedHashMap<Column, Column>();
        sharedCarriers.getOrDefault(scan.id(), Map.of()).forEach((column, carrier) -> {
            source.add(carrier);
            carriers.put(column, context.like(column));
            output.add(carriers.get(column));
        });
        return new PushedCorrelation(new Plan.SharedScan(scan.id(), source, output), carriers);
    }
}
