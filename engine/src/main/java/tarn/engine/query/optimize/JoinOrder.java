package tarn.engine.query.optimize;

import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * Orders inner joins by estimated cost and puts the smaller side of every join on the right, where the hash table is
 * built. Semi and anti joins are done before the joins that their left columns do not need.
 */
final class JoinOrder {
    private static final double WORTH_SWAPPING = 2;
    /** As many as bits in a long, with room to spare. */
    private static final int MOST_RELATIONS = 60;

    private final Cardinality cardinality;

    private JoinOrder(Cardinality cardinality) {
        this.cardinality = cardinality;
    }

    static Plan apply(Plan plan, PassContext context) {
        return new JoinOrder(context.cardinality()).visit(plan);
    }

    private Plan visit(Plan plan) {
        return switch (plan) {
            case Plan.Join join when join.kind() == Kind.INNER -> region(join);
            case Plan.Filter(Plan.Join _, var _) when InnerJoins.joins(plan) -> region(plan);
            case Plan.Join join -> sides(filteredEarly(join));
            case Plan.Shared(var id, var definition, var body) -> {
                var ordered = visit(definition);
                // The estimate of the body needs that of the definition.
                cardinality.rows(new Plan.Shared(id, ordered, new Plan.Values(List.of(), List.of())));
                yield new Plan.Shared(id, ordered, visit(body));
            }
            case Plan.Recursive(var id, var all, var anchor, var step, var output, var keyed) -> {
                var ordered = visit(anchor);
                var nothing = new Plan.Values(List.of(), List.of());
                cardinality.rows(new Plan.Recursive(id, all, ordered, nothing, output, keyed));
                yield new Plan.Recursive(id, all, ordered, visit(step), output, keyed);
            }
            default -> PlanTree.mapInputs(plan, this::visit);
        };
    }

    private Plan region(Plan plan) {
        var joins = InnerJoins.of(plan);
        if (joins.relations().size() > MOST_RELATIONS) {
            return PlanTree.mapInputs(plan, this::visit);
        }
        var relations = joins.relations().stream().map(this::visit).toList();
        var ordered = new JoinSearch(cardinality, relations, joins.conditions()).best();
        if (joins.computed().isEmpty()) {
            return PlanWalk.select(ordered, plan.output());
        }
        var assignments = plan.output().stream()
                .map(column -> new Plan.Assignment(column, joins.computed().getOrDefault(column, Terms.ref(column))))
                .toList();
        return new Plan.Project(ordered, assignments);
    }

    /**
     * A semi or anti join over inner joins moves to the one relation that its left columns come from, if that has fewer
     * rows than what they join to.
     */
    private Plan filteredEarly(Plan.Join join) {
        return early(join, cardinality);
    }

    /** A semi or anti join where it has the fewest rows to look at. */
    static Plan early(Plan.Join join, Cardinality cardinality) {
        if (join.kind() != Kind.SEMI && join.kind() != Kind.ANTI || !InnerJoins.joins(join.left())) {
            return join;
        }
        var moved = intoRelation(join.left(), join, cardinality);
        return moved == null ? join : moved;
    }

    private static @org.jspecify.annotations.Nullable Plan intoRelation(
            Plan plan, Plan.Join semi, Cardinality cardinality) {
        var used = new java.util.HashSet<Column>();
        semi.conditions().forEach(condition -> used.addAll(PlanTree.columns(condition)));
        used.removeAll(PlanWalk.outputs(semi.right()));
        if (used.isEmpty() || !PlanWalk.outputs(plan).containsAll(used)) {
            return null;
        }
        return switch (plan) {
            case Plan.Join(var kind, var left, var right, var conditions, var mark)
            when kind == Kind.INNER -> {
                var below = intoRelation(left, semi, cardinality);
                if (below != null) {
                    yield new Plan.Join(kind, below, right, conditions, mark);
                }
                below = intoRelation(right, semi, cardinality);
                yield below == null ? null : new Plan.Join(kind, left, below, conditions, mark);
            }
            case Plan.Filter(var input, var predicate)
            when InnerJoins.joins(input) -> {
                var below = intoRelation(input, semi, cardinality);
                yield below == null ? null : new Plan.Filter(below, predicate);
            }
            case Plan.Project(var input, var assignments)
            when InnerJoins.joins(input) -> {
                var below = intoRelation(input, semi, cardinality);
                yield below == null ? null : new Plan.Project(below, assignments);
            }
            default ->
                cardinality.rows(plan) <= cardinality.rows(semi.left())
                        ? new Plan.Join(semi.kind(), plan, semi.right(), semi.conditions(), null)
                        : null;
        };
    }

    private Plan sides(Plan plan) {
        if (!(plan instanceof Plan.Join join)) {
            return visit(plan);
        }
        if (join.kind() == Kind.INNER) {
            return visit(join);
        }
        var left = visit(join.left());
        var right = visit(join.right());
        var sided = new Plan.Join(join.kind(), left, right, join.conditions(), join.mark());
        boolean leftIsSmaller = cardinality.rows(left) * WORTH_SWAPPING < cardinality.rows(right);
        boolean hashed = join.conditions().stream().anyMatch(JoinSearch::isEquality);
        return switch (join.kind()) {
            case LEFT ->
                leftIsSmaller && hashed && !PlanWalk.oneRow(right)
                        ? PlanWalk.select(
                                new Plan.Join(Kind.RIGHT, right, left, join.conditions(), null), join.output())
                        : sided;
            case RIGHT ->
                cardinality.rows(right) > cardinality.rows(left) || !hashed
                        ? PlanWalk.select(new Plan.Join(Kind.LEFT, right, left, join.conditions(), null), join.output())
                        : sided;
            case FULL ->
                leftIsSmaller
                        ? PlanWalk.select(new Plan.Join(Kind.FULL, right, left, join.conditions(), null), join.output())
                        : sided;
            case INNER, SEMI, ANTI, MARK, SINGLE -> sided;
        };
    }
}
