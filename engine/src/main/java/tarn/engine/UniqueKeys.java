package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * PRIMARY KEY and UNIQUE: a new version of a table is put in place only if no key occurs twice. Found out by grouping the
 * whole table, so an insert costs time in proportion to the table; NULLs are never equal.
 */
final class UniqueKeys {
    private final QueryRunner runner;

    UniqueKeys(QueryRunner runner) {
        this.runner = runner;
    }

    void check(TableVersion version, List<List<Integer>> keys, Span span) {
        for (var key : keys) {
            var repeated = repeated(version, key, span);
            if (repeated != null) {
                throw SqlException.of(
                        ErrorCode.CONSTRAINT, "a key that must be unique occurs twice: " + repeated, span);
            }
        }
    }

    /** Some key that occurs twice, such as {@code id = 7}; null if none does. */
    @Nullable
    String repeated(TableVersion version, List<Integer> key, Span span) {
        var ids = new ColumnIds();
        var columns = key.stream().map(index -> version.columns().get(index)).toList();
        List<Column> output = new ArrayList<>();
        columns.forEach(column -> output.add(ids.column(column.name(), column.type())));
        Plan scan = new Plan.Scan(version, key, output, List.of());
        for (var column : output) {
            scan = new Plan.Filter(scan, new Expr.IsNull(new Expr.Ref(column, span), true, span));
        }
        var groups = output.stream()
                .map(column ->
                        new Plan.Assignment(ids.column(column.name(), column.type()), new Expr.Ref(column, span)))
                .toList();
        var rows = ids.column("rows", ScalarType.BIGINT);
        var count =
                new AggregateCall(rows, Functions.aggregate("count", span), List.of(), false, null, List.of(), span);
        var all = List.of(IntStream.range(0, groups.size()).boxed().toList());
        var repeated = new Plan.Filter(
                new Plan.Aggregate(scan, groups, List.of(count), all, null),
                new Expr.Comparison(
                        ComparisonOperator.GREATER,
                        new Expr.Ref(rows, span),
                        new Expr.Literal(1L, ScalarType.BIGINT, span),
                        span));
        var names = repeated.output().stream().map(Column::name).toList();
        var one = new Expr.Literal(1L, ScalarType.BIGINT, span);
        try (var result = runner.rows(new Plan.Limit(repeated, one, null), names, ids)) {
            return result.rows() == 0
                    ? null
                    : IntStream.range(0, columns.size())
                            .mapToObj(i -> columns.get(i).name() + " = " + result.value(0, i))
                            .collect(Collectors.joining(", "));
        }
    }
}
