package tarn.engine.query.bind;

import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.expr.WindowCall.Bound;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.sql.error.Span;

/** Windows that parts of the language are made of. */
final class NumberedRows {
    private NumberedRows() {}

    /** The rows with their number, from 1, in the order in which they come. */
    static Plan number(Plan plan, Column number) {
        return new Plan.Window(plan, List.of(rowNumber(number)));
    }

    /** The rows with their number in their partition by an order, from 1. */
    static Plan numberWithin(Plan plan, Column number, List<Expr> partition, List<SortKey> order) {
        var call = call(
                number, WindowCall.Function.Ranking.ROW_NUMBER, List.of(), partition, order, Bound.Kind.CURRENT_ROW);
        return new Plan.Window(plan, List.of(call));
    }

    /** The rows with their number and how many there are. */
    static Plan numberAndCount(Plan plan, Column number, Column count) {
        var all = new WindowCall.Function.OfAggregate(Functions.aggregate("count", Span.NONE));
        return new Plan.Window(
                plan,
                List.of(
                        rowNumber(number),
                        call(count, all, List.of(), List.of(), List.of(), Bound.Kind.UNBOUNDED_FOLLOWING)));
    }

    /** The rows with the last value that is not NULL up to each in its partition. */
    static Plan lastValue(Plan plan, Column value, Column last, List<Expr> partition, List<SortKey> order) {
        var call = call(
                last,
                WindowCall.Function.Ranking.LAST_VALUE,
                List.of(ref(value)),
                partition,
                order,
                Bound.Kind.CURRENT_ROW);
        return new Plan.Window(plan, List.of(call));
    }

    /** The rows with these columns only. */
    static Plan only(Plan plan, List<Column> columns) {
        return new Plan.Project(
                plan,
                columns.stream()
                        .map(column -> new Plan.Assignment(column, ref(column)))
                        .toList());
    }

    static Column column(String name, Binding binding) {
        return binding.column(name, ScalarType.BIGINT);
    }

    static Expr ref(Column column) {
        return new Expr.Ref(column, Span.NONE);
    }

    private static WindowCall rowNumber(Column number) {
        return call(
                number,
                WindowCall.Function.Ranking.ROW_NUMBER,
                List.of(),
                List.of(),
                List.of(),
                Bound.Kind.CURRENT_ROW);
    }

    private static WindowCall call(
            Column output,
            WindowCall.Function function,
            List<Expr> arguments,
            List<Expr> partition,
            List<SortKey> order,
            Bound.Kind end) {
        var frame = new WindowCall.Frame(
                WindowCall.Unit.ROWS,
                new Bound(Bound.Kind.UNBOUNDED_PRECEDING, null),
                new Bound(end, null),
                WindowCall.Exclude.NOTHING);
        boolean ignoreNulls = function == WindowCall.Function.Ranking.LAST_VALUE;
        return new WindowCall(
                output, function, arguments, false, ignoreNulls, null, List.of(), partition, order, frame, Span.NONE);
    }
}
