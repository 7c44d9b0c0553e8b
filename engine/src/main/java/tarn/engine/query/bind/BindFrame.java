package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.expr.WindowCall.Bound;
import tarn.engine.function.Coercion;
import tarn.sql.ast.WindowSpec;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Frame clauses. */
final class BindFrame {
    private BindFrame() {}

    /** A frame, and the order that it works over: the key may have got the type of an offset. */
    record Framed(WindowCall.Frame frame, List<SortKey> order) {}

    static Framed bind(WindowSpec.@Nullable Frame frame, List<SortKey> order, ExprBinder binder) {
        if (frame == null) {
            return new Framed(BindWindow.defaultFrame(WindowCall.Exclude.NOTHING), order);
        }
        check(frame, order);
        var widened = widened(frame, order, binder);
        return new Framed(bound(frame, widened, binder), widened);
    }

    /** Over a key of whole numbers, an offset with a fraction: the key is cast to the type that both have in common. */
    private static List<SortKey> widened(WindowSpec.Frame frame, List<SortKey> order, ExprBinder binder) {
        if (frame.unit() != WindowSpec.Unit.RANGE || order.size() != 1) {
            return order;
        }
        var key = order.getFirst();
        var type = key.expr().type();
        for (var bound : List.of(frame.start(), frame.end())) {
            var offset = bound.offset() == null ? null : binder.bind(bound.offset());
            if (offset != null && type.isNumeric() && offset.type().isNumeric() && !Casting.isUntyped(offset)) {
                var common = Coercion.commonType(type, offset.type());
                type = common == null ? type : common;
            }
        }
        return type.equals(key.expr().type())
                ? order
                : List.of(new SortKey(
                        Casting.to(key.expr(), type, binder.binding()), key.descending(), key.nullsFirst()));
    }

    private static WindowCall.Frame bound(WindowSpec.Frame frame, List<SortKey> order, ExprBinder binder) {
        var unit = switch (frame.unit()) {
            case ROWS -> WindowCall.Unit.ROWS;
            case RANGE -> WindowCall.Unit.RANGE;
            case GROUPS -> WindowCall.Unit.GROUPS;
        };
        var exclude = switch (frame.exclusion()) {
            case NO_OTHERS -> WindowCall.Exclude.NOTHING;
            case CURRENT_ROW -> WindowCall.Exclude.CURRENT_ROW;
            case GROUP -> WindowCall.Exclude.GROUP;
            case TIES -> WindowCall.Exclude.TIES;
        };
        var key = order.isEmpty() ? null : order.getFirst();
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
        boolean offsets = start.offset() != null || end.offset() != null;
        if (frame.unit() == WindowSpec.Unit.RANGE && offsets && order.size() != 1) {
            throw error("a frame of RANGE with an offset needs exactly one ORDER BY key", frame.span());
        }
    }

    private static SqlException error(String sentence, Span span) {
        return SqlException.of(ErrorCode.WINDOWING, sentence, span);
    }

    private static Bound bound(WindowSpec.Bound bound, WindowCall.Unit unit, @Nullable SortKey key, ExprBinder binder) {
        var kind = switch (bound.kind()) {
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
        if (unit != WindowCall.Unit.RANGE || key == null) {
            return new Bound(kind, whole(offset, binder.binding()));
        }
        var distance = rangeOffset(offset, key.expr().type(), binder.binding());
        boolean backwards = (kind == Bound.Kind.PRECEDING) != key.descending();
        return new Bound(kind, distance, inLocalTime(key.expr(), distance, backwards, binder.binding()));
    }

    /** Days and months before or after an instant in the session's zone; null where a plain sum says the same. */
    private static @Nullable Expr inLocalTime(Expr key, Expr distance, boolean backwards, Binding binding) {
        return key.type() == ScalarType.TIMESTAMPTZ
                ? LocalTimes.call(backwards ? "-" : "+", List.of(key, distance), distance.span(), binding)
                : null;
    }

    private static void negative(Expr offset) {
        if (offset instanceof Expr.Literal(Long value, var _, var _) && value < 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a frame offset must not be negative", offset.span());
        }
        if (offset instanceof Expr.Literal literal && literal.value() == null) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a frame offset must not be NULL", offset.span());
        }
    }

    private static Expr whole(Expr offset, Binding binding) {
        boolean text = Casting.isUntyped(offset) && offset.type() == ScalarType.VARCHAR;
        if (!offset.type().isNumeric() && offset.type() != ScalarType.NULL && !text) {
            throw SqlException.typeMismatch(
                    "a frame offset of ROWS or GROUPS is a whole number, not a "
                            + offset.type().sql(),
                    offset.span());
        }
        return Casting.to(offset, ScalarType.BIGINT, binding);
    }

    private static Expr rangeOffset(Expr offset, DataType key, Binding binding) {
        boolean number = offset.type().isNumeric()
                || offset.type() == ScalarType.NULL
                || Casting.isUntyped(offset) && offset.type() == ScalarType.VARCHAR;
        if (key.isNumeric() && number) {
            return Casting.to(offset, key, binding);
        }
        boolean time = key == ScalarType.DATE
                || key.isTimestamp()
                || key == ScalarType.TIMESTAMPTZ
                || key == ScalarType.TIME
                || key == ScalarType.TIMETZ
                || key == ScalarType.INTERVAL;
        if (time
                && (offset.type() == ScalarType.INTERVAL
                        || Casting.isUntyped(offset) && offset.type() == ScalarType.VARCHAR)) {
            return Casting.to(offset, ScalarType.INTERVAL, binding);
        }
        if (key == ScalarType.DATE && offset instanceof Expr.Literal(Long days, var _, var span)) {
            return new Expr.Literal(new Interval(0, Math.toIntExact(days), 0), ScalarType.INTERVAL, span);
        }
        throw SqlException.typeMismatch(
                "a frame offset of " + offset.type().sql() + " does not fit a key of " + key.sql(), offset.span());
    }
}
