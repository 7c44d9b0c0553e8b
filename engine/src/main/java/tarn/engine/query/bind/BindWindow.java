package tarn.engine.query.bind;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.expr.WindowCall.Bound;
import tarn.engine.expr.WindowCall.Function.Ranking;
import tarn.engine.function.Functions;
import tarn.sql.ast.Expression;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.Select;
import tarn.sql.ast.WindowSpec;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Functions OVER a window. */
final class BindWindow {
    private BindWindow() {}

    static Expr bind(String name, Expression.FunctionCall call, List<Expression> arguments, ExprBinder binder) {
        var calls = binder.place().forWindow(name, call.span());
        var inner = binder.at(binder.place().in(Place.Inside.WINDOW));
        var over = java.util.Objects.requireNonNull(call.over());
        var window = resolve(over, calls);
        var partition = window.partitionBy().stream()
                .map(key -> BindCollation.sorted(key, inner))
                .toList();
        var framed = BindFrame.bind(window.frame(), BindCall.sortKeys(window.orderBy(), inner), inner);
        var order = framed.order();
        var frame = framed.frame();
        var ranking = rankingName(name, call);
        if (ranking != null) {
            return calls.window(ranking(ranking, call, arguments, partition, order, frame, inner));
        }
        if (!Functions.isAggregate(name)) {
            if (Functions.isScalar(name)) {
                throw SqlException.of(
                        ErrorCode.WINDOWING,
                        "OVER is for aggregates and window functions, which this is not: " + name,
                        call.span());
            }
            Functions.scalar(name, List.of(), call.name().span());
        }
        if (call.nulls() != null) {
            throw SqlException.of(
                    ErrorCode.WINDOWING,
                    "IGNORE NULLS and RESPECT NULLS are for functions that take the value of a row, which this is not: "
                            + name,
                    call.span());
        }
        var parts = BindCall.parts(name, call, arguments, inner);
        var output = binder.binding().column(name, parts.function().result());
        return calls.window(new WindowCall(
                output,
                new WindowCall.Function.OfAggregate(parts.function()),
                parts.arguments(),
                call.distinct(),
                false,
                parts.filter(),
                parts.order(),
                partition,
                order,
                frame,
                call.span()));
    }

    /** The function's name, if it exists over windows only; first and last are the first and last value of the frame. */
    private static @Nullable String rankingName(String name, Expression.FunctionCall call) {
        return switch (name) {
            case "first", "last" -> call.distinct() ? null : name + "_value";
            default -> Functions.isWindow(name) ? name : null;
        };
    }

    static WindowCall.Frame defaultFrame(WindowCall.Exclude exclude) {
        return new WindowCall.Frame(
                WindowCall.Unit.RANGE,
                new Bound(Bound.Kind.UNBOUNDED_PRECEDING, null),
                new Bound(Bound.Kind.CURRENT_ROW, null),
                exclude);
    }

    /** A window with what it takes from the named one that it is based on. */
    private record Window(List<Expression> partitionBy, List<OrderItem> orderBy, WindowSpec.@Nullable Frame frame) {}

    private static Window resolve(WindowSpec spec, Calls calls) {
        return resolve(spec, calls, null);
    }

    /** @param user the definition that {@code spec} belongs to, null if it is a function's own */
    private static Window resolve(WindowSpec spec, Calls calls, Select.@Nullable NamedWindow user) {
        if (spec.base() == null) {
            return new Window(spec.partitionBy(), spec.orderBy(), spec.frame());
        }
        var base = spec.base();
        var definition = calls.named(base.text(), user);
        if (definition == null) {
            throw SqlException.of(ErrorCode.WINDOWING, "unknown window: " + base.text(), base.span())
                    .suggesting(base.text(), calls.windowNames());
        }
        var inherited = resolve(definition.window(), calls, definition);
        boolean itself = user == null && spec.span().equals(base.span());
        if (itself) {
            return inherited;
        }
        if (!spec.partitionBy().isEmpty() && !inherited.partitionBy().isEmpty()) {
            throw SqlException.of(
                    ErrorCode.WINDOWING,
                    "PARTITION BY is settled by the named window: " + base.text(),
                    spec.partitionBy().getFirst().span());
        }
        if (!spec.orderBy().isEmpty() && !inherited.orderBy().isEmpty()) {
            throw SqlException.of(
                    ErrorCode.WINDOWING,
                    "ORDER BY is settled by the named window: " + base.text(),
                    spec.orderBy().getFirst().span());
        }
        if (inherited.frame() != null) {
            throw SqlException.of(
                    ErrorCode.WINDOWING,
                    "a window with a frame cannot be the base of another: " + base.text(),
                    base.span());
        }
        return new Window(
                spec.partitionBy().isEmpty() ? inherited.partitionBy() : spec.partitionBy(),
                spec.orderBy().isEmpty() ? inherited.orderBy() : spec.orderBy(),
                spec.frame());
    }

    private static WindowCall ranking(
            String name,
            Expression.FunctionCall call,
            List<Expression> arguments,
            List<Expr> partition,
            List<SortKey> order,
            WindowCall.Frame frame,
            ExprBinder inner) {
        var function = Ranking.valueOf(name.equals("rank_dense") ? "DENSE_RANK" : name.toUpperCase(Locale.ROOT));
        check(function, call);
        var values = values(function, name, BindOperator.bindAll(arguments, inner), call.span(), inner.binding());
        var argumentOrder = BindCall.sortKeys(call.orderBy(), inner);
        boolean takesFrame =
                function == Ranking.FIRST_VALUE || function == Ranking.LAST_VALUE || function == Ranking.NTH_VALUE;
        if (!takesFrame && !argumentOrder.isEmpty() && frame.exclude() != WindowCall.Exclude.NOTHING) {
            throw SqlException.notSupported("EXCLUDE with ORDER BY inside " + name, call.span());
        }
        if (function == Ranking.FILL) {
            values = List.of(
                    values.getFirst(),
                    fillKey(values.getFirst(), argumentOrder.isEmpty() ? order : argumentOrder, call));
        }
        var output = inner.binding().column(name, result(function, values));
        return new WindowCall(
                output,
                function,
                values,
                false,
                call.nulls() == Expression.NullTreatment.IGNORE,
                null,
                argumentOrder,
                partition,
                order,
                frame,
                call.span());
    }

    private static void check(Ranking function, Expression.FunctionCall call) {
        boolean takesValue = switch (function) {
            case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> true;
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, FILL -> false;
        };
        if (call.nulls() == Expression.NullTreatment.IGNORE && !takesValue) {
            throw SqlException.of(
                    ErrorCode.WINDOWING,
                    "IGNORE NULLS has no meaning for " + call.name().text(),
                    call.span());
        }
        if (call.distinct()) {
            throw SqlException.of(
                    ErrorCode.WINDOWING,
                    "DISTINCT has no meaning for " + call.name().text(),
                    call.span());
        }
        if (function == Ranking.DENSE_RANK && !call.orderBy().isEmpty()) {
            throw SqlException.notSupported(
                    "ORDER BY inside dense_rank", call.orderBy().getFirst().span());
        }
        if (call.filter() != null) {
            throw SqlException.notSupported(
                    "FILTER of " + call.name().text(), call.filter().span());
        }
        if (!call.withinGroup().isEmpty()) {
            throw SqlException.notSupported(
                    "WITHIN GROUP of " + call.name().text(),
                    call.withinGroup().getFirst().span());
        }
    }

    private static List<Expr> values(Ranking function, String name, List<Expr> given, Span span, Binding binding) {
        int most = switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> 0;
            case NTILE, FIRST_VALUE, LAST_VALUE, FILL -> 1;
            case NTH_VALUE -> 2;
            case LAG, LEAD -> 3;
        };
        int least = most == 3 ? 1 : most;
        if (given.size() < least || given.size() > most) {
            String wanted = least == most ? Integer.toString(most) : least + " to " + most;
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    name + " takes " + wanted + (most == 1 ? " argument" : " arguments") + ", not " + given.size(),
                    span);
        }
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, FIRST_VALUE, LAST_VALUE, FILL -> given;
            case NTILE -> List.of(whole(given.getFirst(), name, binding));
            case NTH_VALUE -> List.of(given.getFirst(), whole(given.get(1), name, binding));
            case LAG, LEAD -> {
                var value = given.getFirst();
                var offset = given.size() > 1 ? whole(given.get(1), name, binding) : BindLiteral.bigint(1, span);
                var other = given.size() > 2
                        ? Casting.to(given.get(2), checked(value, given.get(2)), binding)
                        : BindLiteral.nothing(value.type(), span);
                yield List.of(value, offset, other);
            }
        };
    }

    /** What the distances of fill are measured by: the one key of the order. */
    private static Expr fillKey(Expr value, List<SortKey> order, Expression.FunctionCall call) {
        if (order.size() != 1) {
            throw SqlException.of(ErrorCode.WINDOWING, "fill needs exactly one ORDER BY key", call.span());
        }
        var key = order.getFirst().expr();
        for (var expr : List.of(value, key)) {
            if (!isMeasurable(expr.type())) {
                throw SqlException.typeMismatch(
                        "fill works with numbers, dates and times, not with "
                                + expr.type().sql(),
                        expr.span());
            }
        }
        return key;
    }

    private static boolean isMeasurable(DataType type) {
        return type.isNumeric()
                || type == ScalarType.DATE
                || type == ScalarType.TIME
                || type.isTimestamp()
                || type == ScalarType.TIMESTAMPTZ;
    }

    /** The type of the value, after a check that the default can become one. */
    private static DataType checked(Expr value, Expr other) {
        if (!tarn.engine.function.Coercion.castable(other.type(), value.type())) {
            throw SqlException.typeMismatch(
                    "the default must be of the value's type: " + value.type().sql(), other.span());
        }
        return value.type();
    }

    private static Expr whole(Expr expr, String function, Binding binding) {
        if (!expr.type().isNumeric() && expr.type() != ScalarType.NULL) {
            throw SqlException.typeMismatch(function + " needs a whole number here", expr.span());
        }
        return Casting.to(expr, ScalarType.BIGINT, binding);
    }

    private static DataType result(Ranking function, List<Expr> values) {
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK, NTILE -> ScalarType.BIGINT;
            case PERCENT_RANK, CUME_DIST -> ScalarType.DOUBLE;
            case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE, FILL ->
                values.getFirst().type();
        };
    }
}
