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

    /**
     * Whether rows sorted for {@code longer} are sorted for this call, too, and rows that are equal for this call may stand in
     * the order of the other without changing a result.
     */
    public boolean servedBy(WindowCall longer) {
        int partitions = partition.size();
        if (partitions + order.size() > longer.partition.size() + longer.order.size()) {
            return false;
        }
        for (int i = 0; i < partitions; i++) {
            if (!ExprTree.same(partition.get(i), longer.key(i).expr())) {
                return false;
            }
        }
        for (int i = 0; i < order.size(); i++) {
            var own = order.get(i);
            var key = longer.key(partitions + i);
            if (!ExprTree.same(own.expr(), key.expr())
                    || own.descending() != key.descending()
                    || own.nullsFirst() != key.nullsFirst()) {
                return false;
            }
        }
        return ignoresTies() || partitions + order.size() == longer.partition.size() + longer.order.size();
    }

    /** A sort key: those of the partition come first. */
    private SortKey key(int index) {
        return index < partition.size()
                ? new SortKey(partition.get(index), false, false)
                : order.get(index - partition.size());
    }

    /** Whether the result does not depend on how rows follow each other that are equal by all keys. */
    private boolean ignoresTies() {
        return switch (function) {
            case Function.Ranking ranking ->
                switch (ranking) {
                    case RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> argumentOrder.isEmpty();
                    case ROW_NUMBER, NTILE, LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE, FILL -> false;
                };
            case Function.OfAggregate(var aggregate) ->
                !aggregate.orderSensitive()
                        && frame.exclude() == Exclude.NOTHING
                        && (frame.unit() != Unit.ROWS || isUnbounded(frame.start()) && isUnbounded(frame.end()));
        };
    }

    private static boolean isUnbounded(Bound bound) {
        return bound.kind() == Bound.Kind.UNBOUNDED_PRECEDING || bound.kind() == Bound.Kind.UNBOUNDED_FOLLOWING;
    }

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
     * @param moved that key with the offset taken off or added, where this is more than a sum; else null
     */
    public record Bound(
            Kind kind, @Nullable Expr offset, @Nullable Expr moved) {
        public Bound(Kind kind, @Nullable Expr offset) {
            this(kind, offset, null);
        }

        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }
    }
}
