package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.AggregateOverload;
import tarn.engine.function.Functions;
import tarn.engine.function.aggregate.SumsOfParts;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.sql.error.Span;

/**
 * Aggregates computed in two stages: over parts of a group first, then over what the parts gave. Sums of floating-point
 * numbers hand on the digits that a DOUBLE has no room for, so that results do not depend on the parts.
 */
final class TwoStages {
    private final PassContext context;
    private final Map<Column, LateCondition> late;
    private final List<AggregateCall> partial = new ArrayList<>();
    private final List<AggregateCall> combined = new ArrayList<>();
    private final List<Plan.Assignment> results = new ArrayList<>();

    private TwoStages(PassContext context, Map<Column, LateCondition> late) {
        this.context = context;
        this.late = late;
    }

    /** The calls in two stages; null if one of them cannot be divided. */
    static @Nullable TwoStages of(List<AggregateCall> calls, PassContext context) {
        return of(calls, Map.of(), context);
    }

    /** @param late of results, the conditions that are left to the second stage */
    static @Nullable TwoStages of(List<AggregateCall> calls, Map<Column, LateCondition> late, PassContext context) {
        var stages = new TwoStages(context, late);
        for (var call : calls) {
            if (!possible(call)) {
                return null;
            }
        }
        return calls.stream().allMatch(stages::add) ? stages : null;
    }

    private static boolean possible(AggregateCall call) {
        if (call.distinct() || !call.order().isEmpty() || call.function().orderSensitive()) {
            return false;
        }
        return switch (call.function().name()) {
            case "count", "count_star", "min", "max" -> true;
            case "sum" -> exact(call.function().result()) || floating(call);
            case "avg", "mean" ->
                (call.function().parameters().stream().allMatch(TwoStages::exact) || floating(call))
                        && call.function().result() == ScalarType.DOUBLE;
            default -> false;
        };
    }

    private static boolean floating(AggregateCall call) {
        var type = call.function().parameters().getFirst();
        return (type == ScalarType.DOUBLE || type == ScalarType.REAL)
                && call.function().result() == ScalarType.DOUBLE;
    }

    private static boolean exact(DataType type) {
        return switch (type.lane()) {
            case I8, I16, I32, I64, I128 -> type != ScalarType.BOOLEAN;
            case BIT, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    private boolean add(AggregateCall call) {
        var span = call.span();
        if (call.function().name().equals("sum") && floating(call)) {
            combined.add(sumOfParts(call.output(), call.function(), call));
            results.add(PlanWalk.pass(call.output()));
            return true;
        }
        return switch (call.function().name()) {
            case "min", "max", "sum" -> {
                var part = part(call.function(), call);
                var again = Functions.aggregate(call.function().name(), span, part.type());
                combined.add(whole(call, call.output(), again, part));
                results.add(PlanWalk.pass(call.output()));
                yield again.result().equals(call.output().type())
                        && again.parameters().equals(List.of(part.type()));
            }
            case "count", "count_star" -> {
                var total = total(call, part(call.function(), call));
                results.add(new Plan.Assignment(call.output(), count(total, span)));
                yield true;
            }
            default -> {
                var type = call.function().parameters().getFirst();
                var sums = Functions.aggregate("sum", span, type);
                var sum = floating(call) ? totalOfParts(sums, call) : total(call, part(sums, call));
                var count = total(call, part(Functions.aggregate("count", span, type), call));
                var quotient = Functions.scalar("/", span, ScalarType.DOUBLE, ScalarType.DOUBLE);
                results.add(new Plan.Assignment(
                        call.output(),
                        new Expr.Call(
                                quotient,
                                List.of(
                                        new Expr.Cast(Terms.ref(sum), ScalarType.DOUBLE, false, span),
                                        new Expr.Cast(Terms.ref(count), ScalarType.DOUBLE, false, span)),
                                span)));
                yield quotient.result() == ScalarType.DOUBLE;
            }
        };
    }

    /** A count over no part at all is 0. */
    private static Expr count(Column total, Span span) {
        var number = new Expr.Cast(Terms.ref(total), ScalarType.BIGINT, false, span);
        return new Expr.Coalesce(List.of(number, Terms.bigint(0, span)), ScalarType.BIGINT, span);
    }

    private Column part(AggregateOverload function, AggregateCall whole) {
        var condition = late.get(whole.output());
        var call = condition == null ? whole : condition.call();
        for (var known : partial) {
            if (known.function().equals(function) && alike(known, call)) {
                return known.output();
            }
        }
        var output = context.column(call.output().name(), function.result());
        partial.add(
                new AggregateCall(output, function, call.arguments(), false, call.filter(), List.of(), call.span()));
        return output;
    }

    /** Whether both look at the same values of the same rows. */
    private static boolean alike(AggregateCall a, AggregateCall b) {
        var filter = a.filter();
        var other = b.filter();
        boolean sameRows = filter == null || other == null ? filter == other : ExprTree.same(filter, other);
        boolean same = sameRows && a.arguments().size() == b.arguments().size();
        for (int i = 0; same && i < a.arguments().size(); i++) {
            var argument = a.arguments().get(i);
            same = PlanWalk.stable(argument)
                    && ExprTree.same(argument, b.arguments().get(i));
        }
        return same;
    }

    private Column totalOfParts(AggregateOverload sum, AggregateCall call) {
        var output = context.column(call.output().name(), ScalarType.DOUBLE);
        combined.add(sumOfParts(output, sum, call));
        return output;
    }

    private AggregateCall sumOfParts(Column output, AggregateOverload sum, AggregateCall call) {
        var parts = List.of(
                counted(call, part(sum, call)),
                counted(call, part(SumsOfParts.lowDigits(sum.parameters().getFirst()), call)));
        return new AggregateCall(output, SumsOfParts.total(), List.copyOf(parts), false, null, List.of(), call.span());
    }

    private Column total(AggregateCall call, Column part) {
        var sum = Functions.aggregate("sum", call.span(), part.type());
        var output = context.column(part.name(), sum.result());
        combined.add(whole(call, output, sum, part));
        return output;
    }

    private AggregateCall whole(AggregateCall call, Column output, AggregateOverload function, Column part) {
        return new AggregateCall(output, function, List.of(counted(call, part)), false, null, List.of(), call.span());
    }

    private Expr counted(AggregateCall call, Column part) {
        var condition = late.get(call.output());
        return condition == null ? Terms.ref(part) : condition.of(part);
    }

    /** The first stage over an input, by some groups. */
    Plan first(Plan input, List<Plan.Assignment> groups, Map<Column, Expr> computed) {
        var calls = partial.stream()
                .map(call -> new AggregateCall(
                        call.output(),
                        call.function(),
                        PlanWalk.substitute(call.arguments(), computed),
                        false,
                        call.filter() == null ? null : PlanWalk.substitute(call.filter(), computed),
                        List.of(),
                        call.span()))
                .toList();
        var all = java.util.stream.IntStream.range(0, groups.size()).boxed().toList();
        return new Plan.Aggregate(input, groups, calls, List.of(all), null);
    }

    /** The second stage: what the aggregate gives, from an input with the columns of the first stage. */
    Plan second(Plan.Aggregate aggregate, Plan input, List<Plan.Assignment> groups) {
        var whole = new Plan.Aggregate(input, groups, combined, aggregate.sets(), aggregate.grouping());
        var outputs = new ArrayList<>(
                PlanWalk.pass(groups.stream().map(Plan.Assignment::output).toList()));
        outputs.addAll(results);
        if (aggregate.grouping() != null) {
            outputs.add(PlanWalk.pass(aggregate.grouping()));
        }
        return new Plan.Project(whole, List.copyOf(outputs));
    }
}
