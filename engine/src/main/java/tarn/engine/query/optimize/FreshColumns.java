package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.WindowCall;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** A second copy of a plan in the same query: every column that it makes, and every shared plan, gets a new id. */
final class FreshColumns {
    private final PassContext context;
    private final Map<Column, Column> columns = new HashMap<>();
    private final Map<Integer, Integer> shared = new HashMap<>();

    private FreshColumns(PassContext context) {
        this.context = context;
    }

    /** The copy; column i of its output stands for column i of the plan's. */
    static Plan copy(Plan plan, PassContext context) {
        return new FreshColumns(context).copy(plan);
    }

    private Plan copy(Plan plan) {
        if (plan instanceof Plan.Shared(var id, var definition, var body)) {
            var newDefinition = copy(definition);
            int newId = context.sharedId();
            shared.put(id, newId);
            return new Plan.Shared(newId, newDefinition, copy(body));
        }
        if (plan instanceof Plan.Recursive(var id, var all, var anchor, var step, var output, var keyed)) {
            var newAnchor = copy(anchor);
            int newId = context.sharedId();
            shared.put(id, newId);
            var newOutput = fresh(output);
            var newKeyed = keyed == null
                    ? null
                    : new Plan.Recursive.Keyed(
                            context.sharedId(),
                            keyed.columns(),
                            keyed.aggregates().isEmpty() ? newOutput : fresh(keyed.made()),
                            keyed.aggregates());
            if (newKeyed != null) {
                shared.put(keyed.id(), newKeyed.id());
            }
            return new Plan.Recursive(newId, all, newAnchor, copy(step), newOutput, newKeyed);
        }
        var node = PlanTree.mapInputs(plan, this::copy);
        return rename(PlanTree.mapExpressions(node, this::replace));
    }

    private Expr replace(Expr expr) {
        return PlanTree.replaceDeep(expr, part -> {
            if (part instanceof Expr.Ref(var column, var span)) {
                var renamed = columns.get(column);
                return renamed == null ? part : new Expr.Ref(renamed, span);
            }
            return null;
        });
    }

    /** Gives new ids to the columns that the node itself makes. */
    private Plan rename(Plan node) {
        return switch (node) {
            case Plan.Scan(var source, var indexes, var output, var filters) -> {
                var fresh = fresh(output);
                yield new Plan.Scan(
                        source,
                        indexes,
                        fresh,
                        filters.stream().map(this::replace).toList());
            }
            case Plan.Values(var rows, var output) -> new Plan.Values(rows, fresh(output));
            case Plan.SharedScan(var id, var source, var output) ->
                new Plan.SharedScan(
                        shared.getOrDefault(id, id),
                        source.stream()
                                .map(column -> columns.getOrDefault(column, column))
                                .toList(),
                        fresh(output));
            case Plan.Project(var input, var assignments) -> new Plan.Project(input, assign(assignments));
            case Plan.Join(var kind, var left, var right, var conditions, var mark) ->
                new Plan.Join(kind, left, right, conditions, optional(mark));
            case Plan.DependentJoin(var kind, var left, var right, var conditions, var mark) ->
                new Plan.DependentJoin(kind, left, right, conditions, optional(mark));
            case Plan.Aggregate(var input, var groups, var calls, var sets, var grouping) ->
                new Plan.Aggregate(
                        input, assign(groups), calls.stream().map(this::rename).toList(), sets, optional(grouping));
            case Plan.Window(var input, var calls) ->
                new Plan.Window(input, calls.stream().map(this::rename).toList());
            case Plan.Unnest(var input, var lists, var ordinality) ->
                new Plan.Unnest(input, assign(lists), optional(ordinality));
            case Plan.SetOperation(var kind, var all, var left, var right, var output) ->
                new Plan.SetOperation(kind, all, left, right, fresh(output));
            case Plan.Filter _,
                    Plan.Sort _,
                    Plan.Limit _,
                    Plan.TopN _,
                    Plan.Distinct _,
                    Plan.Shared _,
                    Plan.Recursive _ -> node;
        };
    }

    private List<Column> fresh(List<Column> output) {
        return output.stream().map(this::fresh).toList();
    }

    private Column fresh(Column column) {
        var fresh = context.like(column);
        columns.put(column, fresh);
        return fresh;
    }

    private @Nullable Column optional(@Nullable Column column) {
        return column == null ? null : fresh(column);
    }

    /** A column that is handed on keeps the id that it got below. */
    private List<Plan.Assignment> assign(List<Plan.Assignment> assignments) {
        var result = new ArrayList<Plan.Assignment>();
        for (var assignment : assignments) {
            var below = columns.get(assignment.output());
            boolean passed = below != null
                    && assignment.expr() instanceof Expr.Ref ref
                    && ref.column().equals(below);
            result.add(new Plan.Assignment(
                    passed && below != null ? below : fresh(assignment.output()), assignment.expr()));
        }
        return List.copyOf(result);
    }

    private AggregateCall rename(AggregateCall call) {
        return new AggregateCall(
                fresh(call.output()),
                call.function(),
                call.arguments(),
                call.distinct(),
                call.filter(),
                call.order(),
                call.span());
    }

    private WindowCall rename(WindowCall call) {
        return new WindowCall(
                fresh(call.output()),
                call.function(),
                call.arguments(),
                call.distinct(),
                call.ignoreNulls(),
                call.filter(),
                call.argumentOrder(),
                call.partition(),
                call.order(),
                call.frame(),
                call.span());
    }
}
