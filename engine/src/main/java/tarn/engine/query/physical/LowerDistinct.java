package tarn.engine.query.physical;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.aggregate.AggregateSpec;
import tarn.engine.query.run.sort.FirstOfKeys;
import tarn.sql.error.Span;

/** Lowers DISTINCT: by grouping if all columns are keys, else by the first row of each key. */
final class LowerDistinct {
    private LowerDistinct() {}

    static Stream lower(Lowering lowering, Plan.Distinct distinct) {
        var output = distinct.output();
        var keys = Columns.of(
                distinct.keys().stream().filter(Expr.Ref.class::isInstance).toList());
        if (keys.containsAll(output)) {
            var input = lowering.lower(distinct.input(), new LinkedHashSet<>(output));
            return group(lowering, distinct, input, output);
        }
        var input = lowering.lower(
                distinct.input(),
                Columns.with(new LinkedHashSet<>(output), distinct.keys().toArray(Expr[]::new)));
        var operator = lowering.operator(distinct, new FirstOfKeys(input.layout(), distinct.keys()));
        lowering.end(input, operator);
        return Stream.of(lowering.operator(distinct, operator.result()), input.layout());
    }

    /** The distinct rows of these columns. */
    static Stream group(Lowering lowering, Plan plan, Stream input, List<Column> columns) {
        var groups = columns.stream()
                .<Expr>map(column -> new Expr.Ref(column, Span.NONE))
                .toList();
        var spec = new AggregateSpec(
                input.layout(),
                groups,
                groups.stream().map(lowering::known).toList(),
                List.of(),
                List.of(IntStream.range(0, groups.size()).boxed().toList()),
                false);
        return LowerAggregate.lower(lowering, plan, input, spec, columns);
    }
}
