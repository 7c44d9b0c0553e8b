package tarn.engine.query.logical;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;

/** Walks and rebuilds plans. */
public final class PlanTree {
    private PlanTree() {}

    /** The same node over new inputs. */
    public static Plan mapInputs(Plan plan, UnaryOperator<Plan> map) {
        return switch (plan) {
            case Plan.Scan _, Plan.Values _, Plan.SharedScan _ -> plan;
            case Plan.Filter(var input, var predicate) -> new Plan.Filter(map.apply(input), predicate);
            case Plan.Project(var input, var assignments) -> new Plan.Project(map.apply(input), assignments);
            case Plan.Join(var kind, var left, var right, var conditions, var mark) ->
                new Plan.Join(kind, map.apply(left), map.apply(right), conditions, mark);
            case Plan.DependentJoin(var kind, var left, var right, var conditions, var mark) ->
                new Plan.DependentJoin(kind, map.apply(left), map.apply(right), conditions, mark);
            case Plan.Aggregate(var input, var groups, var calls, var sets, var grouping) ->
                new Plan.Aggregate(map.apply(input), groups, calls, sets, grouping);
            case Plan.Window(var input, var calls) -> new Plan.Window(map.apply(input), calls);
            case Plan.Unnest(var input, var lists, var ordinality) ->
                new Plan.Unnest(map.apply(input), lists, ordinality);
            case Plan.Sort(var input, var keys) -> new Plan.Sort(map.apply(input), keys);
            case Plan.Limit(var input, var limit, var offset) -> new Plan.Limit(map.apply(input), limit, offset);
            case Plan.TopN(var input, var keys, var limit, var offset) ->
                new Plan.TopN(map.apply(input), keys, limit, offset);
            case Plan.Distinct(var input, var keys) -> new Plan.Distinct(map.apply(input), keys);
            case Plan.SetOperation(var kind, var all, var left, var right, var output) ->
                new Plan.SetOperation(kind, all, map.apply(left), map.apply(right), output);
            case Plan.Shared(var id, var definition, var body) ->
                new Plan.Shared(id, map.apply(definition), map.apply(body));
            case Plan.Recursive(var id, var all, var anchor, var step, var output, var keyed) ->
                new Plan.Recursive(id, all, map.apply(anchor), map.apply(step), output, keyed);
        };
    }

    /** The same node with each of its own expressions (not those of its inputs) replaced as a whole. */
    public static Plan mapExpressions(Plan plan, UnaryOperator<Expr> map) {
        return switch (plan) {
            case Plan.SharedScan _, Plan.Shared _, Plan.SetOperation _, Plan.Recursive _ -> plan;
            case Plan.Scan(var source, var columns, var output, var filters) ->
                new Plan.Scan(source, columns, output, mapAll(filters, map));
            case Plan.Values(var rows, var output) ->
                new Plan.Values(rows.stream().map(row -> mapAll(row, map)).toList(), output);
            case Plan.Filter(var input, var predicate) -> new Plan.Filter(input, map.apply(predicate));
            case Plan.Project(var input, var assignments) -> new Plan.Project(input, assign(assignments, map));
            case Plan.Join(var kind, var left, var right, var conditions, var mark) ->
                new Plan.Join(kind, left, right, mapAll(conditions, map), mark);
            case Plan.DependentJoin(var kind, var left, var right, var conditions, var mark) ->
                new Plan.DependentJoin(kind, left, right, mapAll(conditions, map), mark);
            case Plan.Aggregate(var input, var groups, var calls, var sets, var grouping) ->
                new Plan.Aggregate(
                        input,
                        assign(groups, map),
                        calls.stream().map(call -> map(call, map)).toList(),
                        sets,
                        grouping);
            case Plan.Window(var input, var calls) ->
                new Plan.Window(
                        input, calls.stream().map(call -> map(call, map)).toList());
            case Plan.Unnest(var input, var lists, var ordinality) ->
                new Plan.Unnest(input, assign(lists, map), ordinality);
            case Plan.Sort(var input, var keys) -> new Plan.Sort(input, mapKeys(keys, map));
            case Plan.Limit(var input, var limit, var offset) ->
                new Plan.Limit(input, mapOptional(limit, map), mapOptional(offset, map));
            case Plan.TopN(var input, var keys, var limit, var offset) ->
                new Plan.TopN(input, mapKeys(keys, map), limit, offset);
            case Plan.Distinct(var input, var keys) -> new Plan.Distinct(input, mapAll(keys, map));
        };
    }

    private static List<Plan.Assignment> assign(List<Plan.Assignment> assignments, UnaryOperator<Expr> map) {
        return assignments.stream()
                .map(a -> new Plan.Assignment(a.output(), map.apply(a.expr())))
                .toList();
    }

    public static AggregateCall map(AggregateCall call, UnaryOperator<Expr> map) {
        return new AggregateCall(
                call.output(),
                call.function(),
                mapAll(call.arguments(), map),
                call.distinct(),
                mapOptional(call.filter(), map),
                mapKeys(call.order(), map),
                call.span());
    }

    public static WindowCall map(WindowCall call, UnaryOperator<Expr> map) {
        var frame = call.frame();
        return new WindowCall(
                call.output(),
                call.function(),
                mapAll(call.arguments(), map),
                call.distinct(),
                call.ignoreNulls(),
                mapOptional(call.filter(), map),
                mapKeys(call.argumentOrder(), map),
                mapAll(call.partition(), map),
                mapKeys(call.order(), map),
                new WindowCall.Frame(frame.unit(), map(frame.start(), map), map(frame.end(), map), frame.exclude()),
                call.span());
    }

    private static WindowCall.Bound map(WindowCall.Bound bound, UnaryOperator<Expr> map) {
        return new WindowCall.Bound(bound.kind(), mapOptional(bound.offset(), map), mapOptional(bound.moved(), map));
    }

    public static List<SortKey> mapKeys(List<SortKey> keys, UnaryOperator<Expr> map) {
        return keys.stream()
                .map(key -> new SortKey(map.apply(key.expr()), key.descending(), key.nullsFirst()))
                .toList();
    }

    private static List<Expr> mapAll(List<Expr> exprs, UnaryOperator<Expr> map) {
        return exprs.stream().map(map).toList();
    }

    private static @Nullable Expr mapOptional(@Nullable Expr expr, UnaryOperator<Expr> map) {
        return expr == null ? null : map.apply(expr);
    }

    /** The node's own expressions, whole, in order. */
    public static List<Expr> expressions(Plan plan) {
        var all = new ArrayList<Expr>();
        mapExpressions(plan, expr -> {
            all.add(expr);
            return expr;
        });
        return all;
    }

    /** Visits every part of every expression of the plan and of the sub-queries in it. */
    public static void forEachExpression(Plan plan, Consumer<Expr> visit) {
        for (var expr : expressions(plan)) {
            ExprTree.forEach(expr, part -> {
                visit.accept(part);
                if (part instanceof Expr.Subquery subquery) {
                    forEachExpression((Plan) subquery.plan(), visit);
                }
            });
        }
        plan.inputs().forEach(input -> forEachExpression(input, visit));
    }

    /** Rebuilds the plan with {@link ExprTree#replace} applied to every expression, those of sub-queries included. */
    public static Plan replaceExpressions(Plan plan, java.util.function.Function<Expr, @Nullable Expr> map) {
        var below = mapInputs(plan, input -> replaceExpressions(input, map));
        return mapExpressions(below, expr -> replaceDeep(expr, map));
    }

    /** {@link ExprTree#replace} that goes into the plans of sub-queries, too. */
    public static Expr replaceDeep(Expr expr, java.util.function.Function<Expr, @Nullable Expr> map) {
        return ExprTree.replace(expr, part -> {
            var replacement = map.apply(part);
            if (replacement == null
                    && part
                            instanceof
                            Expr.Subquery(var kind, var plan, var operand, var operator, var type, var span)) {
                var newOperand = operand == null ? null : replaceDeep(operand, map);
                return new Expr.Subquery(kind, replaceExpressions((Plan) plan, map), newOperand, operator, type, span);
            }
            return replacement;
        });
    }

    /** Replaces, from the top down, every part of the plan for which {@code map} has an answer, within sub-queries too. */
    public static Plan replacePlans(Plan plan, java.util.function.Function<Plan, @Nullable Plan> map) {
        var replacement = map.apply(plan);
        if (replacement != null) {
            return replacement;
        }
        var below = mapInputs(plan, input -> replacePlans(input, map));
        return mapExpressions(below, expr -> replacePlans(expr, map));
    }

    private static Expr replacePlans(Expr expr, java.util.function.Function<Plan, @Nullable Plan> map) {
        var mapped = ExprTree.mapChildren(expr, child -> replacePlans(child, map));
        return mapped instanceof Expr.Subquery(var kind, var plan, var operand, var operator, var type, var span)
                ? new Expr.Subquery(kind, replacePlans((Plan) plan, map), operand, operator, type, span)
                : mapped;
    }

    /** The columns that the plan refers to but does not make: those of outer queries. */
    public static Set<Column> free(Plan plan) {
        var used = new LinkedHashSet<Column>();
        var made = new HashSet<Column>();
        collect(plan, used, made);
        used.removeAll(made);
        return used;
    }

    private static void collect(Plan plan, Set<Column> used, Set<Column> made) {
        made.addAll(plan.output());
        for (var expr : expressions(plan)) {
            collect(expr, used, made);
        }
        plan.inputs().forEach(input -> collect(input, used, made));
    }

    private static void collect(Expr expr, Set<Column> used, Set<Column> made) {
        ExprTree.forEach(expr, part -> {
            if (part instanceof Expr.Ref ref) {
                used.add(ref.column());
            } else if (part instanceof Expr.Subquery subquery) {
                collect((Plan) subquery.plan(), used, made);
            }
        });
    }

    /** The columns that the expression refers to, its sub-queries' outer ones included. */
    public static Set<Column> columns(Expr expr) {
        var used = new LinkedHashSet<Column>();
        var made = new HashSet<Column>();
        collect(expr, used, made);
        used.removeAll(made);
        return used;
    }
}
