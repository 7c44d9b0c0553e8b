package tarn.engine.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.function.AggregateOverload;
import tarn.sql.error.Span;

/**
 * A function OVER a window.
 *
 * @param output the column that holds the result
 * @param arguments of the types that the function asks for
 * @param argumentOrder ORDER BY within the arguments
 */
public record WindowCall(
        Column output,
        Function function,
        List<Expr> arguments,
        boolean distinct,
        boolean ignoreNulls,
        @Nullable Expr filter,
        List<SortKey> argumentOrder,
        List<Expr> partition,
        List<SortKey> order,
        Frame frame,
        Span span) {

    /** What is computed. */
    public sealed interface Function {
        /** Any aggregate, over the frame. */
        record OfAggregate(AggregateOverload aggregate) implements Function {}

        enum Ranking implements Function {
            ROW_NUMBER,
            RANK,
            DENSE_RANK,
            PERCENT_RANK,
            CUME_DIST,
            /** One argument: the number of buckets, BIGINT. */
            NTILE,
            /** Arguments: value, offset BIGINT, default of the value's type (all three always given). */
            LAG,
            LEAD,
            FIRST_VALUE,
            LAST_VALUE,
            /** Arguments: value, n BIGINT. */
            NTH_VALUE,
            /** Arguments: value, the key of the order. */
            FILL
        }
    }

    /** The frame, defaults filled in. */
    public record Frame(Unit unit, Bound start, Bound end, Exclude exclude) {}

    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    public enum Exclude {
        NOTHING,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /**
     * @param offset of PRECEDING and FOLLOWING: BIGINT for ROWS and GROUPS; for RANGE, the type that is subtracted from or
     *     added to the one sort key
     */
    public record Bound(Kind kind, @Nullable Expr offset) {
        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }
    }
}
