package tarn.engine.query.run.join;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.sql.error.Span;

/**
 * What to join. The left side is the probe side and streams, the right side is the build side and is kept.
 *
 * @param left columns of the probe side's batches
 * @param right columns of the build side's batches
 * @param keys equalities; none for a join without
 * @param residual further conjuncts over both sides
 * @param mark of MARK joins, the boolean result column; else null
 * @param output the columns to hand on, in order: any of {@code left}, {@code right}, {@code mark}; only of the left (and
 *     mark) for SEMI, ANTI and MARK, only of the right for RIGHT_SEMI and RIGHT_ANTI
 * @param span where the join or the sub-query stands, for the error of SINGLE
 */
public record JoinSpec(
        Kind kind,
        List<Column> left,
        List<Column> right,
        List<Key> keys,
        List<Expr> residual,
        @Nullable Column mark,
        List<Column> output,
        Span span) {

    public enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        /** Left rows with a match. */
        SEMI,
        /** Left rows without a match. */
        ANTI,
        /** All left rows plus a boolean: TRUE with a match; NULL if none but a condition was NULL; else FALSE. */
        MARK,
        /** LEFT, but an error if a left row finds two matches. */
        SINGLE,
        /** Right rows with a match: a SEMI join whose sides are swapped. All rows come from {@link Join#unmatched}. */
        RIGHT_SEMI,
        /** Right rows without a match. All rows come from {@link Join#unmatched}. */
        RIGHT_ANTI;

        /** Whether rows of the build side come out after the probe. */
        public boolean emitsBuildRows() {
            return this == RIGHT || this == FULL || this == RIGHT_SEMI || this == RIGHT_ANTI;
        }
    }

    /**
     * {@code left = right}, both of the same type.
     *
     * @param nullSafe IS NOT DISTINCT FROM: NULLs are equal
     */
    public record Key(Expr left, Expr right, boolean nullSafe) {}
}
