package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * Moves the conjuncts of filters down to where their columns come from: into scans and join conditions. Outer joins whose
 * padded rows a filter would throw away become inner ones.
 */
final class PushFilters {
    private final Failures failures;

    private PushFilters(Failures failures) {
        this.failures = failures;
    }

    static Plan apply(Plan plan, PassContext context) {
        return new PushFilters(new Failures(plan)).push(plan, List.of());
    }

    /** Conjuncts that move below a node, and those that stay above: so does what may fail behind another that stays. */
    private final class Division {
        private final List<Expr> below = new ArrayList<>();
        private final List<Expr> above = new ArrayList<>();

        boolean moves(Expr conjunct, boolean movable) {
            boolean moves = movable && (above.isEmpty() || !failures.possible(conjunct));
            if (!moves) {
                above.add(conjunct);
            }
            return moves;
        }
    }

    /** The rows of the plan that fulfil all of the conjuncts. */
    private Plan push(Plan plan, List<Expr> conjuncts) {
        return switch (plan) {
            case Plan.Filter(var input, var predicate) -> {
                // the inner ones first: an outer one may fail for rows that they drop
                var all = new ArrayList<>(Terms.conjuncts(predicate));
                addNew(all, conjuncts);
                yield push(input, all);
            }
            case Plan.Scan(var source, var columns, var output, var filters) -> {
                var all = new ArrayList<>(filters);
                var division = new Division();
                addNew(
                        all,
                        conjuncts.stream()
                                .filter(c -> division.moves(c, PlanWalk.stable(c)))
                                .toList());
                yield Terms.filter(new Plan.Scan(source, columns, output, cheapFirst(all)), division.above);
            }
            case Plan.Project project -> project(project, conjuncts);
            case Plan.Join join -> new PushIntoJoin(join, conjuncts, failures).result(this::push);
            case Plan.Aggregate aggregate -> aggregate(aggregate, conjuncts);
            case Plan.Window window -> split(window, conjuncts, partitioned(window));
            case Plan.Unnest unnest -> split(unnest, conjuncts, PlanWalk.outputs(unnest.input()));
            case Plan.Sort sort -> split(sort, conjuncts, PlanWalk.outputs(sort));
            case Plan.Distinct distinct -> split(distinct, conjuncts, keys(distinct));
            case Plan.SetOperation operation -> setOperation(operation, conjuncts);
            case Plan.Shared(var id, var definition, var body) ->
                new Plan.Shared(id, push(definition, List.of()), push(body, conjuncts));
            case Plan.Limit _, Plan.TopN _, Plan.Values _, Plan.SharedScan _, Plan.Recursive _, Plan.DependentJoin _ ->
                Terms.filter(PlanTree.mapInputs(plan, input -> push(input, List.of())), conjuncts);
        };
    }

    private static void addNew(List<Expr> all, List<Expr> more) {
        for (var conjunct : more) {
            if (all.size() > 100 || !PlanWalk.stable(conjunct) || !SimplifyExpression.contains(all, conjunct)) {
                all.add(conjunct);
            }
        }
    }

    /** Comparisons of a column with constants, which cost little and cannot fail, before everything else. */
    static List<Expr> cheapFirst(List<Expr> conjuncts) {
        var sorted = new ArrayList<>(conjuncts);
        sorted.sort(java.util.Comparator.comparingInt(PushFilters::rank));
        return List.copyOf(sorted);
    }

    private static int rank(Expr conjunct) {
        return switch (conjunct) {
            case Expr.Comparison(var _, Expr.Ref ref, Expr.Literal _, var _) -> fixed(ref) ? 0 : 1;
            case Expr.IsNull(Expr.Ref _, var _, var _) -> 0;
            case Expr.InList(Expr.Ref ref, var _, var _) -> fixed(ref) ? 1 : 2;
            case Expr.Comparison(var _, Expr.Ref ref, Expr.Ref _, var _) -> fixed(ref) ? 1 : 2;
            default -> 3;
        };
    }

    private static boolean fixed(Expr.Ref ref) {
        return ref.type().lane() != tarn.engine.data.type.Lane.BYTES;
    }

    /** Pushes the conjuncts that use these columns only below a node that keeps columns as they are; UNNEST drops rows. */
    private Plan split(Plan node, List<Expr> conjuncts, Set<Column> columns) {
        var division = new Division();
        boolean drops = node instanceof Plan.Unnest;
        for (var conjunct : conjuncts) {
            boolean movable =
                    PlanWalk.stable(conjunct) && PlanWalk.hasColumns(conjunct) && PlanWalk.usesOnly(conjunct, columns);
            if (division.moves(conjunct, movable && !(drops && failures.possible(conjunct)))) {
                division.below.add(conjunct);
            }
        }
        return Terms.filter(PlanTree.mapInputs(node, input -> push(input, division.below)), division.above);
    }

    private static Set<Column> partitioned(Plan.Window window) {
        var columns = PlanWalk.outputs(window.input());
        for (var call : window.calls()) {
            columns.retainAll(refs(call.partition()));
        }
        return columns;
    }

    private static Set<Column> keys(Plan.Distinct distinct) {
        return refs(distinct.keys());
    }

    private static Set<Column> refs(List<Expr> exprs) {
        var columns = new HashSet<Column>();
        for (var expr : exprs) {
            if (expr instanceof Expr.Ref ref) {
                columns.add(ref.column());
            }
        }
        return columns;
    }

    private Plan project(Plan.Project project, List<Expr> conjuncts) {
        var values = Simplify.values(project.assignments());
        var unstable = new HashSet<Column>();
        values.forEach((column, expr) -> {
            if (!PlanWalk.stable(expr)) {
                unstable.add(column);
            }
        });
        var division = new Division();
        for (var conjunct : conjuncts) {
            boolean movable = !PlanWalk.uses(conjunct, unstable) && PlanWalk.stable(conjunct);
            if (division.moves(conjunct, movable)) {
                addNew(division.below, Terms.conjuncts(PlanWalk.substitute(conjunct, values)));
            }
        }
        return Terms.filter(
                new Plan.Project(push(project.input(), division.below), project.assignments()), division.above);
    }

    private Plan aggregate(Plan.Aggregate aggregate, List<Expr> conjuncts) {
        var everywhere = new HashSet<Column>();
        for (int i = 0; i < aggregate.groups().size(); i++) {
            int index = i;
            var group = aggregate.groups().get(i);
            if (PlanWalk.stable(group.expr()) && aggregate.sets().stream().allMatch(set -> set.contains(index))) {
                everywhere.add(group.output());
            }
        }
        var values = Simplify.values(aggregate.groups());
        var division = new Division();
        for (var conjunct : conjuncts) {
            boolean movable = PlanWalk.stable(conjunct) && PlanWalk.hasColumns(conjunct);
            boolean moves = division.moves(conjunct, movable && PlanWalk.usesOnly(conjunct, everywhere));
            var part = moves ? conjunct : Disjunctions.implied(conjunct, everywhere, failures);
            if (part != null) {
                division.below.add(PlanWalk.substitute(part, values));
            }
        }
        return Terms.filter(PlanTree.mapInputs(aggregate, input -> push(input, division.below)), division.above);
    }

    private Plan setOperation(Plan.SetOperation operation, List<Expr> conjuncts) {
        boolean drops = operation.kind() != Plan.SetOperation.Kind.UNION;
        var division = new Division();
        var movable = conjuncts.stream()
                .filter(c -> division.moves(c, PlanWalk.stable(c) && !(drops && failures.possible(c))))
                .toList();
        var left = push(operation.left(), PlanWalk.substitute(movable, renaming(operation.output(), operation.left())));
        var right =
                push(operation.right(), PlanWalk.substitute(movable, renaming(operation.output(), operation.right())));
        return Terms.filter(
                new Plan.SetOperation(operation.kind(), operation.all(), left, right, operation.output()),
                division.above);
    }

    private static Map<Column, Expr> renaming(List<Column> output, Plan side) {
        var renaming = new java.util.HashMap<Column, Expr>();
        for (int i = 0; i < output.size(); i++) {
            renaming.put(output.get(i), Terms.ref(side.output().get(i)));
        }
        return renaming;
    }
}
