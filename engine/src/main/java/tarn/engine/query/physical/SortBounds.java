package tarn.engine.query.physical;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.sort.Sort;

/** Sorts with a limit tell the scans below them what lies behind the rows that they have kept so far. */
final class SortBounds {
    private final Map<Plan.Scan, Watched> scans = new IdentityHashMap<>();

    private record Watched(int column, boolean descending, AtomicReference<@Nullable Sort> sort) {
        @Nullable
        ColumnRange range() {
            var sorting = sort.get();
            var last = sorting == null ? OptionalLong.empty() : sorting.lastKept();
            if (last.isEmpty()) {
                return null;
            }
            return descending
                    ? new ColumnRange(column, last.getAsLong(), null)
                    : new ColumnRange(column, null, last.getAsLong());
        }
    }

    /** Gives a place for the sort, which is made when what is below it has been lowered. */
    AtomicReference<@Nullable Sort> watch(Plan below, SortKey first) {
        var sort = new AtomicReference<@Nullable Sort>();
        if (first.expr() instanceof Expr.Ref ref) {
            watch(below, ref.column(), first, sort);
        }
        return sort;
    }

    private void watch(Plan plan, Column column, SortKey key, AtomicReference<@Nullable Sort> sort) {
        switch (plan) {
            case Plan.Filter(var input, var _) -> watch(input, column, key, sort);
            case Plan.Project(var input, var assignments) -> {
                for (var assignment : assignments) {
                    if (assignment.output().equals(column) && assignment.expr() instanceof Expr.Ref ref) {
                        watch(input, ref.column(), key, sort);
                    }
                }
            }
            case Plan.Scan scan -> {
                int index = scan.columns().get(scan.output().indexOf(column));
                var known = scan.source().statistics(index);
                boolean whole = known.min() instanceof Long && column.type().unsignedBits() == 0;
                if (whole && (!key.nullsFirst() || known.nulls() == 0)) {
                    scans.put(scan, new Watched(index, key.descending(), sort));
                }
            }
            default -> {}
        }
    }

    /** What rows of a scan must fulfil to count, by now. */
    Supplier<@Nullable ColumnRange> of(Plan.Scan scan) {
        var watched = scans.get(scan);
        return watched == null ? () -> null : watched::range;
    }
}
