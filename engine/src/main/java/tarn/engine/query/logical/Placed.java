package tarn.engine.query.logical;

import java.util.IdentityHashMap;
import java.util.Map;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.WindowCall;
import tarn.sql.error.Span;

/**
 * Gives places to what has none: what comes from the body of a view or macro gets the place of its use, so that errors at
 * run time point there.
 */
public final class Placed {
    private final Span span;
    private final Map<Plan, Plan> done = new IdentityHashMap<>();

    private Placed(Span span) {
        this.span = span;
    }

    public static Plan at(Span span, Plan plan) {
        return span.isNone() ? plan : new Placed(span).plan(plan);
    }

    public static Expr at(Span span, Expr expr) {
        return span.isNone() ? expr : new Placed(span).expr(expr);
    }

    public static AggregateCall at(Span span, AggregateCall call) {
        return new Placed(span).call(call);
    }

    public static WindowCall at(Span span, WindowCall call) {
        return new Placed(span).call(call);
    }

    /** A plan that stands in several places, such as a sub-query used twice, stays one. */
    private Plan plan(Plan plan) {
        var known = done.get(plan);
        if (known != null) {
            return known;
        }
        var below = PlanTree.mapExpressions(PlanTree.mapInputs(plan, this::plan), this::expr);
        var placed = switch (below) {
            case Plan.Aggregate(var input, var groups, var calls, var sets, var grouping) ->
                new Plan.Aggregate(input, groups, calls.stream().map(this::call).toList(), sets, grouping);
            case Plan.Window(var input, var calls) ->
                new Plan.Window(input, calls.stream().map(this::call).toList());
            default -> below;
        };
        done.put(plan, placed);
        return placed;
    }

    private AggregateCall call(AggregateCall call) {
        var mapped = PlanTree.map(call, this::expr);
        return mapped.span().isNone()
                ? new AggregateCall(
                        mapped.output(),
                        mapped.function(),
                        mapped.arguments(),
                        mapped.distinct(),
                        mapped.filter(),
                        mapped.order(),
                        span)
                : mapped;
    }

    private WindowCall call(WindowCall call) {
        var mapped = PlanTree.map(call, this::expr);
        return mapped.span().isNone()
                ? new WindowCall(
                        mapped.output(),
                        mapped.function(),
                        mapped.arguments(),
                        mapped.distinct(),
                        mapped.ignoreNulls(),
                        mapped.filter(),
                        mapped.argumentOrder(),
                        mapped.partition(),
                        mapped.order(),
                        mapped.frame(),
                        span)
                : mapped;
    }

    private Expr expr(Expr expr) {
        var below = ExprTree.mapChildren(expr, this::expr);
        if (below instanceof Expr.Subquery(var kind, var plan, var operand, var operator, var type, var place)) {
            below = new Expr.Subquery(kind, plan((Plan) plan), operand, operator, type, place);
        }
        return below.span().isNone() ? ExprTree.at(span, below) : below;
    }
}
