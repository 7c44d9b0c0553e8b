package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.filter.Filter;
import tarn.sql.error.Span;

/** Lowers the scan of a table: what its filters ask of single columns goes to the source as ranges. */
final class LowerScan {
    private LowerScan() {}

    static Stream lower(Lowering lowering, Plan.Scan scan, Set<Column> needed) {
        var ranges = new ArrayList<ColumnRange>();
        for (Expr filter : scan.filters()) {
            var range = range(scan, filter);
            if (range != null) {
                ranges.add(range);
            }
        }
        for (int i = 0; i < scan.columns().size(); i++) {
            int column = scan.columns().get(i);
            lowering.know(scan.output().get(i), within(scan.source().statistics(column), column, ranges));
        }
        var read = new ArrayList<Integer>();
        var layout = new ArrayList<Column>();
        var used = Columns.with(needed, scan.filters().toArray(Expr[]::new));
        for (int i = 0; i < scan.columns().size(); i++) {
            if (used.contains(scan.output().get(i))) {
                read.add(scan.columns().get(i));
                layout.add(scan.output().get(i));
            }
        }
        Supplier<List<ColumnRange>> asked = () -> {
            var all = new ArrayList<>(ranges);
            all.addAll(lowering.joinFilters().ranges(scan));
            return all;
        };
        var stream = Stream.of(
                lowering.operator(
                        scan,
                        scan.source().scan(read, asked, lowering.sortBounds().of(scan))),
                layout);
        if (scan.filters().isEmpty()) {
            return lowering.joinFilters().filtered(scan, stream);
        }
        var predicate =
                scan.filters().size() == 1 ? scan.filters().getFirst() : new Expr.And(scan.filters(), Span.NONE);
        var output = layout.stream().filter(needed::contains).toList();
        return lowering.joinFilters()
                .filtered(scan, stream.then(lowering.operator(scan, new Filter(layout, predicate, output)), output));
    }

    /** What is known of a column's values in rows that fulfil the filters. */
    private static ColumnStatistics within(ColumnStatistics all, int column, List<ColumnRange> ranges) {
        var known = all;
        for (var range : ranges) {
            if (range.column() == column && known.min() instanceof Long min && known.max() instanceof Long max) {
                long low = range.low() instanceof Long asked ? Math.max(min, asked) : min;
                long high = range.high() instanceof Long asked ? Math.min(max, asked) : max;
                if (low <= high) {
                    known = new ColumnStatistics(low, high, known.nulls(), known.increasing());
                }
            }
        }
        return known;
    }

    private static @Nullable ColumnRange range(Plan.Scan scan, Expr filter) {
        return switch (filter) {
            case Expr.Comparison(var operator, Expr.Ref ref, Expr.Literal literal, var _) ->
                range(scan, ref, operator, literal);
            case Expr.Comparison(var operator, Expr.Literal literal, Expr.Ref ref, var _) ->
                range(scan, ref, operator.flip(), literal);
            case Expr.InList(Expr.Ref ref, List<Expr.Literal> options, var _) -> range(scan, ref, options);
            default -> null;
        };
    }

    private static @Nullable ColumnRange range(
            Plan.Scan scan, Expr.Ref ref, ComparisonOperator operator, Expr.Literal literal) {
        int position = scan.output().indexOf(ref.column());
        Object value = literal.value();
        if (position < 0 || value == null) {
            return null;
        }
        int column = scan.columns().get(position);
        return switch (operator) {
            case EQUAL, NOT_DISTINCT_FROM -> new ColumnRange(column, value, value);
            case LESS, LESS_OR_EQUAL -> new ColumnRange(column, null, value);
            case GREATER, GREATER_OR_EQUAL -> new ColumnRange(column, value, null);
            case NOT_EQUAL, DISTINCT_FROM -> null;
        };
    }

    /** From the least to the greatest of numbers in a list. */
    private static @Nullable ColumnRange range(Plan.Scan scan, Expr.Ref ref, List<Expr.Literal> options) {
        int position = scan.output().indexOf(ref.column());
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (Expr.Literal option : options) {
            if (option.value() instanceof Long value) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else if (option.value() != null) {
                return null;
            }
        }
        return position < 0 || low > high
                ? null
                : new ColumnRange(scan.columns().get(position), low, high);
    }
}
