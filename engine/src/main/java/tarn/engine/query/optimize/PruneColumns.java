package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;

/**
 * Leaves out columns that nobody asks for, down to the scans, and what is computed only for them: aggregates, window
 * functions, outer joins and joins along foreign keys that neither add nor drop rows. Joins that multiply rows stay.
 */
final class PruneColumns {
    private final Map<Integer, Set<Column>> readOfShared = new HashMap<>();

    private PruneColumns() {}

    static Plan apply(Plan plan, PassContext context) {
        return PlanWalk.select(new PruneColumns().prune(plan, PlanWalk.outputs(plan)), plan.output());
    }

    /** The same rows with at least the needed columns, in any order. */
    private Plan prune(Plan plan, Set<Column> needed) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan, needed);
            case Plan.Values values -> values(values, needed);
            case Plan.SharedScan scan -> sharedScan(scan, needed);
            case Plan.Project(var input, var assignments) -> {
                var kept = assignments.stream()
                        .filter(a -> needed.contains(a.output()))
                        .toList();
                yield below(new Plan.Project(input, kept), Set.of());
            }
            case Plan.Filter filter -> below(filter, needed);
            case Plan.Sort sort -> below(sort, needed);
            case Plan.Limit limit -> below(limit, needed);
            case Plan.TopN topN -> below(topN, needed);
            case Plan.Distinct(var input, var keys) -> {
                var all = new HashSet<>(needed);
                keys.forEach(key -> all.addAll(PlanTree.columns(key)));
                yield new Plan.Distinct(exactly(input, all), keys);
            }
            case Plan.Join join -> join(join, needed);
            case Plan.DependentJoin join ->
                new Plan.DependentJoin(
                        join.kind(),
                        prune(join.left(), PlanWalk.outputs(join.left())),
                        prune(join.right(), PlanWalk.outputs(join.right())),
                        join.conditions(),
                        join.mark());
            case Plan.Aggregate(var input, var groups, var calls, var sets, var grouping) -> {
                var kept = calls.stream()
                        .filter(call -> needed.contains(call.output()))
                        .toList();
                var node = new Plan.Aggregate(input, groups, kept, sets, grouping);
                yield node.output().isEmpty() && PlanWalk.oneRow(node)
                        ? new Plan.Values(List.of(List.of()), List.of())
                        : below(node, Set.of());
            }
            case Plan.Window(var input, var calls) -> {
                var kept = calls.stream()
                        .filter(call -> needed.contains(call.output()))
                        .toList();
                yield kept.isEmpty() ? prune(input, needed) : below(new Plan.Window(input, kept), needed);
            }
            case Plan.Unnest unnest -> below(unnest, needed);
            case Plan.SetOperation operation -> setOperation(operation, needed);
            case Plan.Shared(var id, var definition, var body) -> {
                readOfShared.put(id, new HashSet<>());
                var newBody = prune(body, needed);
                yield new Plan.Shared(id, exactly(definition, readOfShared.get(id)), newBody);
            }
            case Plan.Recursive recursive -> PlanTree.mapInputs(recursive, this::whole);
        };
    }

    /** The needed columns and no others, for nodes that work on whole rows. */
    private Plan exactly(Plan plan, Set<Column> needed) {
        var columns = plan.output().stream().filter(needed::contains).toList();
        return PlanWalk.select(prune(plan, needed), columns);
    }

    private Plan whole(Plan plan) {
        return PlanWalk.select(prune(plan, PlanWalk.outputs(plan)), plan.output());
    }

    /** Prunes the one input to what is needed above and by the node itself. */
    private Plan below(Plan node, Set<Column> needed) {
        var all = new HashSet<>(needed);
        PlanTree.expressions(node).forEach(expr -> all.addAll(PlanTree.columns(expr)));
        return PlanTree.mapInputs(node, input -> prune(input, all));
    }

    private static Plan scan(Plan.Scan scan, Set<Column> needed) {
        var all = new HashSet<>(needed);
        scan.filters().forEach(filter -> all.addAll(PlanTree.columns(filter)));
        var columns = new ArrayList<Integer>();
        var output = new ArrayList<Column>();
        for (int i = 0; i < scan.output().size(); i++) {
            if (all.contains(scan.output().get(i))) {
                columns.add(scan.columns().get(i));
                output.add(scan.output().get(i));
            }
        }
        return new Plan.Scan(scan.source(), List.copyOf(columns), List.copyOf(output), scan.filters());
    }

    private static Plan values(Plan.Values values, Set<Column> needed) {
        var at = new ArrayList<Integer>();
        for (int i = 0; i < values.output().size(); i++) {
            if (needed.contains(values.output().get(i))) {
                at.add(i);
            }
        }
        if (at.size() == values.output().size()) {
            return values;
        }
        var rows = values.rows().stream()
                .map(row -> at.stream().<Expr>map(row::get).toList())
                .toList();
        return new Plan.Values(rows, at.stream().map(values.output()::get).toList());
    }

    private Plan sharedScan(Plan.SharedScan scan, Set<Column> needed) {
        var source = new ArrayList<Column>();
        var output = new ArrayList<Column>();
        for (int i = 0; i < scan.output().size(); i++) {
            if (needed.contains(scan.output().get(i))) {
                source.add(scan.source().get(i));
                output.add(scan.output().get(i));
            }
        }
        readOfShared.computeIfAbsent(scan.id(), _ -> new HashSet<>()).addAll(source);
        return new Plan.SharedScan(scan.id(), List.copyOf(source), List.copyOf(output));
    }

    private Plan join(Plan.Join join, Set<Column> needed) {
        var right = PlanWalk.outputs(join.right());
        boolean padding = join.kind() == Kind.LEFT && needed.stream().noneMatch(right::contains);
        if (padding && (PlanWalk.atMostOneRow(join.right()) || Uniqueness.byKeys(join))) {
            return prune(join.left(), needed);
        }
        if (join.kind() == Kind.MARK && !needed.contains(join.mark())) {
            return prune(join.left(), needed);
        }
        var all = new HashSet<>(needed);
        join.conditions().forEach(condition -> all.addAll(PlanTree.columns(condition)));
        var pruned = (Plan.Join) PlanTree.mapInputs(join, input -> prune(input, all));
        var rest = ForeignKeys.withoutReferenced(pruned, needed);
        return rest == null ? pruned : prune(rest, needed);
    }

    private Plan setOperation(Plan.SetOperation operation, Set<Column> needed) {
        boolean rowsOnly = operation.kind() == Plan.SetOperation.Kind.UNION && operation.all();
        var output = new ArrayList<Column>();
        var left = new ArrayList<Column>();
        var right = new ArrayList<Column>();
        for (int i = 0; i < operation.output().size(); i++) {
            if (!rowsOnly || needed.contains(operation.output().get(i))) {
                output.add(operation.output().get(i));
                left.add(operation.left().output().get(i));
                right.add(operation.right().output().get(i));
            }
        }
        return new Plan.SetOperation(
                operation.kind(),
                operation.all(),
                PlanWalk.select(prune(operation.left(), new HashSet<>(left)), left),
                PlanWalk.select(prune(operation.right(), new HashSet<>(right)), right),
                List.copyOf(output));
    }
}
