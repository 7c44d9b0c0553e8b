package tarn.engine.query.optimize.stats;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.query.logical.Plan;

/** Looks at some rows of a table to learn what the filters of a scan leave. */
@FunctionalInterface
public interface Sampling {
    /** Looks at nothing. */
    Sampling NONE = _ -> null;

    /** Null where the table has no rows at hand, or nothing filters them. */
    @Nullable
    Sample of(Plan.Scan scan);

    /**
     * Rows looked at.
     *
     * @param all whether these are all rows of the table
     * @param seen the bounds of a column's values in the kept rows, found out when asked for; null where none are known
     */
    record Sample(long rows, long kept, boolean all, Function<Column, @Nullable Bounds> seen) {
        private static final int ENOUGH = 16;
        private static final int ENOUGH_FOR_BOUNDS = 32;
        private static final double TRUST = 3;

        /** The share of rows that the filters leave, given what is believed without looking at any. */
        double share(double believed) {
            double seen = (double) kept / Math.max(1, rows);
            if (all || kept >= ENOUGH) {
                return seen;
            }
            return kept == 0 ? Math.min(believed, 0.7 / rows) : Math.clamp(believed, seen / TRUST, seen * TRUST);
        }

        /** The bounds of all rows that the filters leave; null if too few were seen to tell. */
        @Nullable
        Bounds bounds(Column column) {
            if (!all && kept < ENOUGH_FOR_BOUNDS) {
                return null;
            }
            var bounds = seen.apply(column);
            if (bounds == null || all) {
                return bounds;
            }
            double room = (bounds.max() - bounds.min()) / Math.max(1, kept);
            return new Bounds(bounds.min() - room, bounds.max() + room);
        }
    }

    /** The least and the greatest of some values. */
    record Bounds(double min, double max) {}
}
