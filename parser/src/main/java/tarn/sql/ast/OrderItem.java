package tarn.sql.ast;

import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * One sort key of an ORDER BY.
 *
 * @param expression what to sort by; {@code ORDER BY ALL} is a bare {@link Expression.Star}; an integer literal is a position at the binder's
 *     discretion
 * @param direction null where not written (the setting {@code default_order} decides)
 * @param nulls null where not written (the setting {@code default_null_order} decides)
 */
public record OrderItem(
        Expression expression,
        @Nullable Direction direction,
        @Nullable Nulls nulls,
        Span span) implements Node {
    /** Sort direction. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }

    /** Where NULLs go. */
    public enum Nulls {
        FIRST,
        LAST
    }
}
