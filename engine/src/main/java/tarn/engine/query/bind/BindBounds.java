package tarn.engine.query.bind;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Argument;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** bitstring_agg without bounds: its bits go from the least to the greatest value of all groups, found by a query that runs now. */
final class BindBounds {
    private static final String NAME = "bitstring_agg";

    private BindBounds() {}

    static List<AggregateCall> of(List<AggregateCall> calls, Plan input, Surroundings around) {
        return calls.stream()
                .map(call ->
                        call.function().name().equals(NAME) && call.arguments().size() == 1
                                ? bounded(call, input, around)
                                : call)
                .toList();
    }

    private static AggregateCall bounded(AggregateCall call, Plan input, Surroundings around) {
        var value = call.arguments().getFirst();
        var found = bounds(value, call.span(), input, around);
        var type = value.type();
        var function = Functions.aggregate(
                NAME, List.of(Argument.of(type), constant(found.get(0)), constant(found.get(1))), call.span());
        return new AggregateCall(
                call.output(),
                function,
                List.of(value, found.get(0), found.get(1)),
                call.distinct(),
                call.filter(),
                call.order(),
                call.span());
    }

    private static Argument constant(Expr.Literal literal) {
        return new Argument(literal.type(), literal.value(), false);
    }

    private static List<Expr.Literal> bounds(Expr value, Span span, Plan input, Surroundings around) {
        var binding = around.binding();
        var extremes = new ArrayList<AggregateCall>();
        for (var name : List.of("min", "max")) {
            var output = binding.column(name, value.type());
            var function = Functions.aggregate(name, span, value.type());
            extremes.add(new AggregateCall(output, function, List.of(value), false, null, List.of(), span));
        }
        var plan = new Plan.Aggregate(
                CommonTables.complete(input, around.tables()), List.of(), extremes, List.of(List.of()), null);
        boolean[] open = {!PlanTree.free(plan).isEmpty()};
        PlanTree.forEachExpression(plan, part -> open[0] |= part instanceof Expr.Parameter);
        if (open[0]) {
            throw SqlException.notSupported(
                            NAME + " without bounds where it depends on an outer query or a parameter", span)
                    .hint("write " + NAME + "(x, least, greatest)");
        }
        return binding.rows(plan).getFirst().stream()
                .map(literal -> literal.value() == null ? zero(value.type(), span) : literal)
                .toList();
    }

    private static Expr.Literal zero(DataType type, Span span) {
        return new Expr.Literal(BindLiteral.physical(BigInteger.ZERO, type), type, span);
    }
}
