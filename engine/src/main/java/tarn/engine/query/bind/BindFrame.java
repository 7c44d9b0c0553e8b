package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.SortKey;
import tarn.engine.query.logical.WindowCall;
import tarn.engine.query.logical.WindowCall.Bound;
import tarn.sql.ast.WindowSpec;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Frame clauses. */
final class BindFrame {
    private BindFrame() {}

    static WindowCall.Frame bind(WindowSpec.Frame frame, List<SortKey> order, ExprBinder binder) {
        check(frame, order);
        var unit =
                switch (frame.unit()) {
                    case ROWS -> WindowCall.Unit.ROWS;
                    case RANGE -> WindowCall.Unit.RANGE;
                    case GROUPS -> WindowCall.Unit.GROUPS;
                };
        var exclude =
                switch (frame.exclusion()) {
                    case NO_OTHERS -> WindowCall.Exclude.NOTHING;
                    case CURRENT_ROW -> WindowCall.Exclude.CURRENT_ROW;
                    case GROUP -> WindowCall.Exclude.GROUP;
                    case TIES -> WindowCall.Exclude.TIES;
                };
        var key = order.isEmpty() ? null : order.getFirst().expr().type();
        return new WindowCall.Frame(
                unit, bound(frame.start(), unit, key, binder), bound(frame.end(), unit, key, binder), exclude);
    }

    private static void check(WindowSpec.Frame frame, List<SortKey> order) {
        var start = frame.start();
        var end = frame.end();
        if (start.kind() == WindowSpec.BoundKind.UNBOUNDED_FOLLOWING) {
            throw error("a frame cannot start at UNBOUNDED FOLLOWING", start.span());
        }
        if (end.kind() == WindowSpec.BoundKind.UNBOUNDED_PRECEDING) {
            throw error("a frame cannot end at UNBOUNDED PRECEDING", end.span());
        }
        if (start.kind().compareTo(end.kind()) > 0) {
            throw error("the frame ends before it starts", frame.span());
        }
        if (frame.unit() == WindowSpec.Unit.GROUPS && order.isEmpty()) {
            throw error("a frame of GROUPS needs ORDER BY", frame.span());
        }
        boolean offsets = start.offset() != null || end.offset() != null;
        if (frame.unit() == WindowSpec.Unit.RANGE && offsets && order.size() != 1) {
            throw error("a frame of RANGE with an offset needs exactly one ORDER BY key", frame.span());
        }
    }

    private static SqlException error(String sentence, Span span) {
        return SqlException.of(ErrorCode.WINDOWING, sentence, span);
    }

    private static Bound bound(
            WindowSpec.Bound bound, WindowCall.Unit unit, @Nullable DataType key, ExprBinder binder) {
        var kind =
                switch (bound.kind()) {
                    case UNBOUNDED_PRECEDING -> Bound.Kind.UNBOUNDED_PRECEDING;
                    case PRECEDING -> Bound.Kind.PRECEDING;
                    case CURRENT_ROW -> Bound.Kind.CURRENT_ROW;
                    case FOLLOWING -> Bound.Kind.FOLLOWING;
                    case UNBOUNDED_FOLLOWING -> Bound.Kind.UNBOUNDED_FOLLOWING;
                };
        if (bound.offset() == null) {
            return new Bound(kind, null);
        }
        var offset = binder.bind(bound.offset());
        negative(offset);
        return new Bound(
                kind,
                unit == WindowCall.Unit.RANGE && key != null
                        ? rangeOffset(offset, key, binder.binding())
                        : whole(offset, binder.binding()));
    }

    private static void negative(Expr offset) {
        if (offset instanceof Expr.Literal(Long value, _, _) && value < 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a frame offset must not be negative", offset.span());
        }
        if (offset instanceof Expr.Literal literal && literal.value() == null) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a frame offset must not be NULL", offset.span());
        }
    }

    private static Expr whole(Expr offset, Binding binding) {
        if (!offset.type().isInteger() && offset.type() != ScalarType.NULL) {
            throw SqlException.typeMismatch(
                    "a frame offset of ROWS or GROUPS is a whole number, not a " + offset.type().sql(), offset.span());
        }
        return Casting.to(offset, ScalarType.BIGINT, binding);
    }

    private static Expr rangeOffset(Expr offset, DataType key, Binding binding) {
        if (key.isNumeric() && (offset.type().isNumeric() || offset.type() == ScalarType.NULL)) {
            boolean exact = key.isInteger() && !offset.type().isInteger() && offset.type() != ScalarType.NULL;
            if (exact) {
                throw SqlException.notSupported(
                        "a frame offset of " + offset.type().sql() + " over a key of " + key.sql(), offset.span());
            }
            return Casting.to(offset, key, binding);
        }
        boolean time = key == ScalarType.DATE
                || key == ScalarType.TIMESTAMP
                || key == ScalarType.TIMESTAMPTZ
                || key == ScalarType.TIME;
        if (time && (offset.type() == ScalarType.INTERVAL || Casting.isUntyped(offset) && offset.type() == ScalarType.VARCHAR)) {
            return Casting.to(offset, ScalarType.INTERVAL, binding);
        }
        if (key == ScalarType.DATE && offset instanceof Expr.Literal(Long days, _, var span)) {
            return new Expr.Literal(new Interval(0, Math.toIntExact(days), 0), ScalarType.INTERVAL, span);
        }
        throw SqlException.typeMismatch(
                "a frame offset of " + offset.type().sql() + " does not fit a key of " + key.sql(), offset.span());
    }
}
