package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * Filters of scans that the bounds and NULLs of the tables' columns decide: those that hold for all rows go, and where one
 * holds for none, so do the rows.
 */
final class KnownFilters {
    private boolean emptied;

    private KnownFilters() {}

    static Plan apply(Plan plan, PassContext context) {
        var pass = new KnownFilters();
        var decided = pass.visit(plan);
        return pass.emptied ? Simplify.apply(decided, context) : decided;
    }

    private Plan visit(Plan plan) {
        return plan instanceof Plan.Scan scan && !scan.filters().isEmpty()
                ? scan(scan)
                : PlanTree.mapInputs(plan, this::visit);
    }

    private Plan scan(Plan.Scan scan) {
        var kept = new ArrayList<Expr>();
        for (var filter : scan.filters()) {
            var rest = decided(scan, filter);
            if (rest != null && Terms.isFalse(rest)) {
                emptied = true;
                return new Plan.Values(List.of(), scan.output());
            }
            if (rest != null) {
                kept.add(rest);
            }
        }
        return kept.equals(scan.filters())
                ? scan
                : new Plan.Scan(scan.source(), scan.columns(), scan.output(), List.copyOf(kept));
    }

    /** What is left of a filter to look at; null if it holds for all rows. */
    private static @Nullable Expr decided(Plan.Scan scan, Expr filter) {
        return switch (filter) {
            case Expr.Comparison(var _, Expr.Ref ref, Expr.Literal(Long value, var type, var _), var _)
            when type.equals(ref.type()) -> comparison((Expr.Comparison) filter, statistics(scan, ref), value);
            case Expr.InList(Expr.Ref ref, var options, var span) -> {
                var known = statistics(scan, ref);
                var possible = options.stream()
                        .filter(option -> !outside(known, option, ref))
                        .toList();
                yield possible.isEmpty()
                        ? Terms.bool(false, span)
                        : possible.size() == options.size() ? filter : new Expr.InList(ref, possible, span);
            }
            case Expr.IsNull(Expr.Ref ref, var negated, var span) -> {
                var known = statistics(scan, ref);
                yield known.nulls() != 0 ? filter : negated ? null : Terms.bool(false, span);
            }
            default -> filter;
        };
    }

    private static ColumnStatistics statistics(Plan.Scan scan, Expr.Ref ref) {
        return scan.source().statistics(scan.columns().get(scan.output().indexOf(ref.column())));
    }

    private static boolean outside(ColumnStatistics known, Expr.Literal option, Expr.Ref ref) {
        return option.value() instanceof Long value
                && option.type().equals(ref.type())
                && known.min() instanceof Long low
                && known.max() instanceof Long high
                && (value < low || value > high);
    }

    private static @Nullable Expr comparison(Expr.Comparison filter, ColumnStatistics known, long value) {
        if (!(known.min() instanceof Long low) || !(known.max() instanceof Long high)) {
            return filter;
        }
        boolean all = switch (filter.operator()) {
            case EQUAL, NOT_DISTINCT_FROM -> low == value && high == value;
            case NOT_EQUAL, DISTINCT_FROM -> value < low || value > high;
            case LESS -> high < value;
            case LESS_OR_EQUAL -> high <= value;
            case GREATER -> low > value;
            case GREATER_OR_EQUAL -> low >= value;
        };
        boolean none = switch (filter.operator()) {
            case EQUAL, NOT_DISTINCT_FROM -> value < low || value > high;
            case NOT_EQUAL -> low == value && high == value;
            case DISTINCT_FROM -> low == value && high == value && known.nulls() == 0;
            case LESS -> low >= value;
            case LESS_OR_EQUAL -> low > value;
            case GREATER -> high <= value;
            case GREATER_OR_EQUAL -> high < value;
        };
        if (none) {
            return Terms.bool(false, filter.span());
        }
        return all && known.nulls() == 0 ? null : filter;
    }
}
