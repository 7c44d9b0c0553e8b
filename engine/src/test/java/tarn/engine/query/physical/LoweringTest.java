package tarn.engine.query.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.pipeline.Source;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.RowsSource;
import tarn.engine.query.run.Runs;
import tarn.engine.query.run.sink.ResultSink;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

class LoweringTest {
    private final ColumnIds ids = new ColumnIds();
    private final Column n = ids.column("n", ScalarType.BIGINT);
    private final Column word = ids.column("word", ScalarType.VARCHAR);
    private final Numbers table = new Numbers();

    /** Rows (i, 'w' || i % 7) for i below 1000. */
    private static final class Numbers implements TableSource {
        private List<ColumnRange> asked = List.of();

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public List<ColumnDefinition> columns() {
            return List.of(
                    new ColumnDefinition("n", ScalarType.BIGINT), new ColumnDefinition("word", ScalarType.VARCHAR));
        }

        @Override
        public long rows() {
            return 1000;
        }

        @Override
        public ColumnStatistics statistics(int column) {
            return ColumnStatistics.UNKNOWN;
        }

        @Override
        public Source scan(List<Integer> columns, Supplier<List<ColumnRange>> ranges) {
            asked = ranges.get();
            var rows = IntStream.range(0, 1000)
                    .<List<@Nullable Object>>mapToObj(i -> columns.stream()
                            .map(column -> column == 0 ? (Object) (long) i : "w" + i % 7)
                            .toList())
                    .toList();
            var types =
                    columns.stream().map(column -> columns().get(column).type()).toList();
            return new RowsSource(types, rows, 40, false);
        }
    }

    private Plan.Scan scan(Expr... filters) {
        return new Plan.Scan(table, List.of(0, 1), List.of(n, word), List.of(filters));
    }

    private static Expr ref(Column column) {
        return new Expr.Ref(column, Span.NONE);
    }

    private static Expr.Literal number(long value) {
        return new Expr.Literal(value, ScalarType.BIGINT, Span.NONE);
    }

    private static Expr compare(Expr left, ComparisonOperator operator, Expr right) {
        return new Expr.Comparison(operator, left, right, Span.NONE);
    }

    private void check(Plan plan, List<List<@Nullable Object>> expected) {
        for (int threads : new int[] {1, 4}) {
            for (int batchRows : new int[] {1, 3, 2048}) {
                var sink = new ResultSink(plan.output());
                assertThat(Runs.run(threads, batchRows, new Lowering(ids).lower(plan, sink)))
                        .isEqualTo(expected);
            }
        }
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return java.util.Arrays.asList(values);
    }

    @Test
    void scansWithFiltersAndSaysTheirRanges() {
        var plan = scan(
                compare(ref(n), ComparisonOperator.LESS, number(5)),
                compare(number(2), ComparisonOperator.LESS_OR_EQUAL, ref(n)));
        check(plan, List.of(row(2L, "w2"), row(3L, "w3"), row(4L, "w4")));
        assertThat(table.asked).containsExactly(new ColumnRange(0, null, 5L), new ColumnRange(0, 2L, null));
    }

    @Test
    void filtersProjectsSortsAndLimits() {
        var same = ids.column("same", ScalarType.VARCHAR);
        var small = ids.column("small", ScalarType.BOOLEAN);
        var filter = new Plan.Filter(
                scan(),
                compare(ref(word), ComparisonOperator.EQUAL, new Expr.Literal("w3", ScalarType.VARCHAR, Span.NONE)));
        var sort = new Plan.Sort(filter, List.of(new SortKey(ref(n), true, false)));
        var limit = new Plan.Limit(sort, number(2), number(1));
        var project = new Plan.Project(
                limit,
                List.of(
                        new Plan.Assignment(small, compare(ref(n), ComparisonOperator.LESS, number(990))),
                        new Plan.Assignment(same, ref(word)),
                        new Plan.Assignment(n, ref(n))));
        check(project, List.of(row(false, "w3", 990L), row(true, "w3", 983L)));
        check(
                new Plan.TopN(filter, List.of(new SortKey(ref(n), true, false)), 2, 1),
                List.of(row(990L, "w3"), row(983L, "w3")));
    }

    @Test
    void appendsTheRowsOfUnionAll() {
        var out = ids.column("n", ScalarType.BIGINT);
        var one = ids.column("one", ScalarType.BIGINT);
        var below3 = new Plan.Scan(
                table, List.of(0), List.of(n), List.of(compare(ref(n), ComparisonOperator.LESS, number(3))));
        var values = new Plan.Values(
                List.of(List.of(number(7)), List.of(new Expr.Literal(null, ScalarType.BIGINT, Span.NONE))),
                List.of(one));
        var both = new Plan.SetOperation(Plan.SetOperation.Kind.UNION, true, below3, values, List.of(out));
        check(both, List.of(row(0L), row(1L), row(2L), row(7L), row((Object) null)));
    }

    @Test
    void computesASharedPlanOnce() {
        var again = ids.column("again", ScalarType.VARCHAR);
        var definition = scan(compare(ref(n), ComparisonOperator.LESS, number(2)));
        var first = new Plan.SharedScan(1, List.of(word), List.of(again));
        var second = new Plan.SharedScan(1, List.of(word), List.of(ids.column("b", ScalarType.VARCHAR)));
        var both = new Plan.SetOperation(Plan.SetOperation.Kind.UNION, true, first, second, List.of(again));
        check(new Plan.Shared(1, definition, both), List.of(row("w0"), row("w1"), row("w0"), row("w1")));
    }

    @Test
    void distinctOnKeepsTheFirstRow() {
        var sorted = new Plan.Sort(scan(), List.of(new SortKey(ref(n), true, false)));
        var plan = new Plan.Distinct(sorted, List.of(ref(word)));
        var expected = new ArrayList<List<@Nullable Object>>();
        for (long i = 999; i > 992; i--) {
            expected.add(row(i, "w" + i % 7));
        }
        check(plan, expected);
    }

    @Test
    void aRowWithoutColumns() {
        var one = ids.column("one", ScalarType.BIGINT);
        var noFrom = new Plan.Values(List.of(List.of()), List.of());
        check(new Plan.Project(noFrom, List.of(new Plan.Assignment(one, number(1)))), List.of(row(1L)));
    }

    @Test
    void keepsTheSmallSideOfSemiAndAntiJoins() {
        var key = ids.column("key", ScalarType.BIGINT);
        var rows = List.<List<Expr>>of(List.of(number(5)), List.of(number(-5)), List.of(number(7)), List.of(number(5)));
        var few = new Plan.Values(rows, List.of(key));
        var conditions = List.of(compare(ref(n), ComparisonOperator.EQUAL, ref(key)));
        for (double estimate : new double[] {-1, 1e6}) {
            for (int threads : new int[] {1, 4}) {
                var semi = new Plan.Join(Plan.Join.Kind.SEMI, few, scan(), conditions, null);
                assertThat(run(semi, threads, few, estimate)).containsExactlyInAnyOrder(row(5L), row(7L), row(5L));
                var anti = new Plan.Join(Plan.Join.Kind.ANTI, few, scan(), conditions, null);
                assertThat(run(anti, threads, few, estimate)).containsExactly(row(-5L));
            }
        }
    }

    private List<List<@Nullable Object>> run(Plan plan, int threads, Plan few, double others) {
        var sink = new ResultSink(plan.output());
        var lowering = new Lowering(ids, node -> node == few ? 4 : others, Constant::literal, true);
        return Runs.run(threads, 3, lowering.lower(plan, sink));
    }

    @Test
    void namesTheOperatorsOfANode() {
        var scan = scan(compare(ref(n), ComparisonOperator.LESS, number(2)));
        var plan = new Plan.Sort(scan, List.of(new SortKey(ref(n), true, false)));
        var lowering = new Lowering(ids);
        var sink = new ResultSink(plan.output());
        lowering.lower(plan, sink);
        assertThat(lowering.operators().get(scan)).hasSize(2);
        assertThat(lowering.operators().get(plan)).hasSize(3).endsWith(sink);
    }

    @Test
    void aNegativeLimitIsAnError() {
        var plan = new Plan.Limit(scan(), number(-1), null);
        assertThatThrownBy(() -> new Lowering(ids).lower(plan, new ResultSink(plan.output())))
                .isInstanceOf(SqlException.class)
                .hasMessage("LIMIT must not be negative: -1");
    }
}
