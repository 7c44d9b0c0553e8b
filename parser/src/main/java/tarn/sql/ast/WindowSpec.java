package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * What follows OVER, or the definition of a named window. {@code OVER w} has the base {@code w} and nothing else, and
 * its span is that of the name; that of {@code OVER (w)} has the parentheses.
 *
 * @param base the named window that this one starts from, or null
 * @param frame null where not written: the default frame
 */
public record WindowSpec(
        @Nullable Identifier base,
        List<Expression> partitionBy,
        List<OrderItem> orderBy,
        @Nullable Frame frame,
        Span span)
        implements Node {

    /** The frame clause; where only a start was written, {@code end} is CURRENT ROW. */
    public record Frame(Unit unit, Bound start, Bound end, Exclusion exclusion, Span span) implements Node {}

    /** How frame offsets count. */
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /**
     * One end of a frame.
     *
     * @param offset present for PRECEDING and FOLLOWING only; any expression
     */
    public record Bound(BoundKind kind, @Nullable Expression offset, Span span) implements Node {}

    /** The kinds of frame ends, in the order in which they may follow each other. */
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** Rows left out of the frame. */
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }
}
