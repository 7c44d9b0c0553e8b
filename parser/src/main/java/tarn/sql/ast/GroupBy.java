package tarn.sql.ast;

import java.util.List;
import tarn.sql.error.Span;

/**
 * The GROUP BY clause; several items are combined with each other.
 *
 * @param all GROUP BY ALL: by every selected expression without an aggregate; no items then
 */
public record GroupBy(boolean all, List<Item> items, Span span) implements Node {
    /** One part of the clause. */
    public sealed interface Item extends Node {}

    /** A plain key; in a grouping set a {@link Expression.Row} is a set of several keys. */
    public record Key(Expression expression, Span span) implements Item {}

    /** {@code ()}: all rows as one group. */
    public record Empty(Span span) implements Item {}

    /** {@code ROLLUP (a, (b, c))}. */
    public record Rollup(List<Expression> keys, Span span) implements Item {}

    /** {@code CUBE (a, b)}. */
    public record Cube(List<Expression> keys, Span span) implements Item {}

    /** {@code GROUPING SETS ((a, b), a, ())}; the sets may be nested. */
    public record GroupingSets(List<Item> sets, Span span) implements Item {}
}
