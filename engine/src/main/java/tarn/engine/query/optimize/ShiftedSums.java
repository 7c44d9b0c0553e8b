package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * Several sums of one whole number and constants are computed from its sum and count: {@code sum(x + 1)} is
 * {@code sum(x) + count(x)}. Only where no addition can overflow; the sums themselves have 128 bits.
 */
final class ShiftedSums {
    private static final Set<DataType> WHOLE =
            Set.of(ScalarType.TINYINT, ScalarType.SMALLINT, ScalarType.INTEGER, ScalarType.BIGINT);

    private final PassContext context;
    private final Failures failures;

    private ShiftedSums(PassContext context, Failures failures) {
        this.context = context;
        this.failures = failures;
    }

    static Plan apply(Plan plan, PassContext context) {
        return new ShiftedSums(context, new Failures(plan)).visit(plan);
    }

    /** The sum of {@code base + shift} over the rows that pass a filter. */
    private record Shifted(Expr base, long shift, @Nullable Expr filter) {
        boolean sameRows(Shifted other) {
            boolean sameFilter = filter == null || other.filter == null
                    ? filter == other.filter
                    : ExprTree.same(filter, other.filter);
            return sameFilter && ExprTree.same(base, other.base);
        }
    }

    /** What sums over the same values are computed from. */
    private record Parts(Shifted of, Column sum, Column count) {}

    private Plan visit(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::visit);
        return node instanceof Plan.Aggregate aggregate && aggregate.calls().size() > 1 ? shared(aggregate) : node;
    }

    private Plan shared(Plan.Aggregate aggregate) {
        var shifted = new ArrayList<@Nullable Shifted>();
        aggregate.calls().forEach(call -> shifted.add(shifted(call)));
        var calls = new ArrayList<AggregateCall>();
        var parts = new ArrayList<Parts>();
        var results = new ArrayList<>(PlanWalk.pass(
                aggregate.groups().stream().map(Plan.Assignment::output).toList()));
        for (int i = 0; i < shifted.size(); i++) {
            var call = aggregate.calls().get(i);
            var sum = shifted.get(i);
            if (sum == null || !pays(sum, shifted)) {
                calls.add(call);
                results.add(PlanWalk.pass(call.output()));
            } else {
                results.add(new Plan.Assignment(call.output(), total(parts(sum, call, parts, calls), sum, call)));
            }
        }
        if (parts.isEmpty()) {
            return aggregate;
        }
        if (aggregate.grouping() != null) {
            results.add(PlanWalk.pass(aggregate.grouping()));
        }
        return new Plan.Project(
                new Plan.Aggregate(
                        aggregate.input(), aggregate.groups(), calls, aggregate.sets(), aggregate.grouping()),
                List.copyOf(results));
    }

    /** Whether two more sums are of the same values, so that a sum and a count are less than all of them. */
    private static boolean pays(Shifted sum, List<@Nullable Shifted> all) {
        return all.stream()
                        .filter(other -> other != null && other.sameRows(sum))
                        .map(other -> java.util.Objects.requireNonNull(other).shift())
                        .distinct()
                        .count()
                > 2;
    }

    /** Null for other calls. */
    private @Nullable Shifted shifted(AggregateCall call) {
        boolean sum = call.function().name().equals("sum")
                && !call.distinct()
                && call.order().isEmpty()
                && call.arguments().size() == 1
                && call.function().result() == ScalarType.HUGEINT;
        if (!sum) {
            return null;
        }
        var argument = call.arguments().getFirst();
        if (!WHOLE.contains(argument.type()) || !PlanWalk.stable(argument) || failures.possible(argument)) {
            return null;
        }
        return shifted(argument, 0, call.filter());
    }

    /** Takes casts and constants away that stand around a value. */
    private static @Nullable Shifted shifted(Expr expr, long shift, @Nullable Expr filter) {
        if (expr instanceof Expr.Cast cast && WHOLE.contains(cast.operand().type()) && !cast.attempt()) {
            return shifted(cast.operand(), shift, filter);
        }
        if (expr instanceof Expr.Call call && call.arguments().size() == 2) {
            boolean plus = Set.of("+", "add").contains(call.function().name());
            boolean minus = Set.of("-", "subtract").contains(call.function().name());
            var left = call.arguments().getFirst();
            var right = constant(call.arguments().get(1));
            if ((plus || minus) && right != null && WHOLE.contains(left.type())) {
                return shifted(left, plus ? shift + right : shift - right, filter);
            }
            var first = constant(left);
            if (plus && first != null && WHOLE.contains(call.arguments().get(1).type())) {
                return shifted(call.arguments().get(1), shift + first, filter);
            }
        }
        return WHOLE.contains(expr.type()) ? new Shifted(expr, shift, filter) : null;
    }

    /** Within 32 bits, so that sums of some constants cannot overflow; else null. */
    private static @Nullable Long constant(Expr expr) {
        return expr instanceof Expr.Literal(Long value, var type, var _)
                        && WHOLE.contains(type)
                        && value == value.intValue()
                ? value
                : null;
    }

    private Parts parts(Shifted sum, AggregateCall call, List<Parts> parts, List<AggregateCall> calls) {
        for (var known : parts) {
            if (known.of().sameRows(sum)) {
                return known;
            }
        }
        var columns = new ArrayList<Column>();
        for (var name : List.of("sum", "count")) {
            var function = Functions.aggregate(name, call.span(), sum.base().type());
            var column = context.column(name, function.result());
            columns.add(column);
            calls.add(new AggregateCall(
                    column, function, List.of(sum.base()), false, sum.filter(), List.of(), call.span()));
        }
        var made = new Parts(sum, columns.getFirst(), columns.getLast());
        parts.add(made);
        return made;
    }

    private static Expr total(Parts parts, Shifted sum, AggregateCall call) {
        var span = call.span();
        if (sum.shift() == 0) {
            return Terms.ref(parts.sum());
        }
        var wide = ScalarType.HUGEINT;
        var times = Functions.scalar("*", span, wide, wide);
        var plus = Functions.scalar("+", span, wide, wide);
        var shift = new Expr.Cast(Terms.bigint(sum.shift(), span), wide, false, span);
        var count = new Expr.Cast(Terms.ref(parts.count()), wide, false, span);
        var added = new Expr.Call(times, List.of(count, shift), span);
        return new Expr.Call(plus, List.of(Terms.ref(parts.sum()), added), span);
    }
}
