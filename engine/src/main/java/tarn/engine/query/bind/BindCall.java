package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Calls of functions: which kind it is, and its arguments. */
final class BindCall {
    /** For these WITHIN GROUP gives the order of rows, for all others the argument. */
    private static final Set<String> JOINING = Set.of("listagg", "string_agg", "group_concat");

    /** Window functions that are aggregates without OVER. */
    private static final Map<String, String> OF_GROUPS = Map.of("first_value", "first", "last_value", "last");

    /** Aggregates whose second argument is a fraction. */
    private static final Set<String> QUANTILES = Set.of(
            "quantile_cont",
            "percentile_cont",
            "quantile_disc",
            "percentile_disc",
            "quantile",
            "approx_quantile",
            "approx_percentile_cont",
            "reservoir_quantile");

    /** Those of which a negative fraction does not count from the other end. */
    private static final Set<String> SAMPLED =
            Set.of("approx_quantile", "approx_percentile_cont", "reservoir_quantile");

    private BindCall() {}

    static Expr bind(Expression.FunctionCall written, ExprBinder binder) {
        var call = BindTimes.quoted(written, binder);
        var macro = BindMacro.call(call, binder);
        if (macro != null) {
            return macro;
        }
        String name = call.name().last().folded();
        if (BindUnnest.isName(name)) {
            plain(call);
            return BindUnnest.bind(call, binder);
        }
        if (BindLambda.takesLambda(name)) {
            plain(call);
            return BindLambda.call(name, call, arguments(call, binder), binder);
        }
        if (name.equals("struct_insert") || name.equals("struct_update")) {
            plain(call);
            return BindNested.changed(call, name.equals("struct_update"), binder);
        }
        if (name.equals("struct_pack")) {
            plain(call);
            return BindNested.struct(call, binder);
        }
        if (name.equals("struct")) {
            plain(call);
            return BindNested.numberedStruct(call, binder);
        }
        if (name.equals("named_struct")) {
            plain(call);
            return BindNested.namedStruct(call, binder);
        }
        var arguments = arguments(call, binder);
        if (call.over() != null) {
            return BindWindow.bind(name, call, arguments, binder);
        }
        if (Functions.isAggregate(name)) {
            return aggregate(name, call, arguments, binder);
        }
        if (OF_GROUPS.containsKey(name)) {
            return aggregate(OF_GROUPS.get(name), call, arguments, binder);
        }
        if (Functions.isWindow(name)) {
            throw SqlException.of(ErrorCode.WINDOWING, "window function needs OVER: " + name, call.span())
                    .hint("write " + name + "(...) OVER (ORDER BY ...)");
        }
        plain(call);
        return scalarLike(name, arguments, call, binder);
    }

    /** A call that gives a value for each row; some take their arguments in ways of their own. */
    private static Expr scalarLike(
            String name, List<Expression> arguments, Expression.FunctionCall call, ExprBinder binder) {
        var span = call.span();
        if (BindJson.isName(name)) {
            return BindJson.transform(name, arguments, span, binder);
        }
        return switch (name) {
            case "coalesce", "ifnull", "nvl" ->
                BindConditional.coalesce(BindOperator.bindAll(arguments, binder), span, binder.binding());
            case "nextval", "currval" -> BindObjects.sequenceCall(name, arguments, binder, span);
            case "setval" -> BindObjects.sequenceSet(arguments, binder, span);
            case "alias" -> BindLiteral.string(nameOf(call, arguments, binder), span);
            case "current_query" -> {
                var sql = binder.binding().sql();
                yield sql == null ? BindLiteral.nothing(ScalarType.VARCHAR, span) : BindLiteral.string(sql, span);
            }
            case "cast_to_type" -> BindOfType.cast(arguments, span, binder);
            case "can_cast_implicitly" -> BindOfType.converts(arguments, span, binder);
            case "try" -> BindAttempt.bind(arguments, span, binder);
            case "struct_contains", "struct_has" -> BindTuple.contains(arguments, span, binder);
            case "struct_position", "struct_indexof" -> BindTuple.position(arguments, name, span, binder);
            case "nullif" -> BindConditional.nullIf(arguments, binder, span);
            case "if", "iff" -> BindConditional.choose(arguments, binder, span);
            case "getvariable" -> variable(text(name, arguments, span, binder), span, binder.binding());
            case "current_schema" ->
                BindLiteral.string(binder.binding().settings().host().setting("schema"), span);
            case "current_schemas" -> schemas(span, binder.binding());
            case "arrow_cast", "arrow_try_cast" -> BindArrow.cast(name, arguments, span, binder);
            case "arrow_typeof" -> BindArrow.nameOf(arguments, span, binder);
            case "current_setting" -> setting(text(name, arguments, span, binder), span, binder.binding());
            default -> scalar(name, arguments, call, binder);
        };
    }

    /** What {@code alias(x)} says: the name that the SELECT list gives to the call itself, else the one that x would have as a result. */
    private static String nameOf(Expression.FunctionCall call, List<Expression> arguments, ExprBinder binder) {
        if (arguments.size() != 1) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "alias takes one argument", call.span());
        }
        var aliases = binder.aliases();
        var given = aliases == null ? null : aliases.nameOf(call);
        if (given != null) {
            return given;
        }
        var argument = arguments.getFirst();
        var bound = argument instanceof Expression.ColumnName ? binder.bind(argument) : null;
        return bound instanceof Expr.Ref ref
                ? binder.scope().nameOf(ref.column())
                : Label.of(argument, new Label(binder.binding().sql(), List.of(), null, null));
    }

    private static Expr schemas(Span span, Binding binding) {
        var schemas = new java.util.LinkedHashSet<String>();
        schemas.add(binding.settings().host().setting("schema"));
        schemas.addAll(List.of("main", "pg_catalog"));
        var names = schemas.stream()
                .map(name -> (Expr) BindLiteral.string(name, span))
                .toList();
        return BindOperator.call("list_value", names, span, binding);
    }

    /** The one argument of a function of the session: a constant string. */
    private static String text(String name, List<Expression> arguments, Span span, ExprBinder binder) {
        var value = arguments.size() != 1
                ? null
                : BindTableFunction.evaluate(binder.bind(arguments.getFirst()), binder.binding())
                        .value();
        if (!(value instanceof String text)) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a name as a string is wanted by " + name, span)
                    .hint("write " + name + "('name')");
        }
        return text;
    }

    private static Expr variable(String name, Span span, Binding binding) {
        var value = binding.settings().host().variable(name);
        return value == null
                ? BindLiteral.nothing(ScalarType.NULL, span)
                : new Expr.Literal(value.value(), value.type(), span);
    }

    private static Expr setting(String name, Span span, Binding binding) {
        try {
            return BindLiteral.string(binding.settings().host().setting(name), span);
        } catch (SqlException e) {
            throw e.at(span);
        }
    }

    private static Expr scalar(
            String name, List<Expression> arguments, Expression.FunctionCall call, ExprBinder binder) {
        var ofList = name.equals("regexp_extract")
                ? BindNested.groups(arguments, call.span(), binder)
                : BindTimes.list(name, arguments, call.span(), binder);
        if (ofList != null) {
            return ofList;
        }
        var bound = BindOperator.bindAll(arguments, binder);
        if (!Functions.isScalar(name)) {
            throw unknown(call.name(), binder.binding());
        }
        return BindOperator.call(name, bound, call.span(), binder.binding());
    }

    private static SqlException unknown(QualifiedName name, Binding binding) {
        var catalog = binding.catalog();
        String text = name.last().folded();
        if (catalog.macro(null, text, true) != null
                || catalog.tableFunctionNames().contains(text)) {
            return SqlException.of(
                            ErrorCode.UNKNOWN_FUNCTION, "a table function stands in FROM: " + name.text(), name.span())
                    .hint("write FROM " + name.text() + "(...)");
        }
        var known = new ArrayList<>(Functions.names());
        known.addAll(catalog.macroNames(false));
        return SqlException.unknownFunction(name.text(), name.span(), List.of()).suggesting(text, known);
    }

    /** The arguments by position; {@code column.f(x)} has the column as first one. A bare star counts for none. */
    static List<Expression> arguments(Expression.FunctionCall call, ExprBinder binder) {
        var values = new ArrayList<Expression>();
        var qualifier = call.name().qualifier();
        if (qualifier != null && binder.isValue(qualifier)) {
            values.add(new Expression.ColumnName(qualifier, qualifier.span()));
        }
        for (var argument : call.arguments()) {
            if (argument.name() != null) {
                throw SqlException.notSupported("arguments by name", argument.span());
            }
            if (argument.value() instanceof Expression.Star star) {
                if (call.arguments().size() > 1 || !call.name().last().matches("count")) {
                    throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "* is an argument of count(*) only", star.span());
                }
                if (!star.exclude().isEmpty()
                        || !star.replace().isEmpty()
                        || !star.rename().isEmpty()) {
                    throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS, "count takes * and t.*, all of their columns", star.span());
                }
                if (!star.isBare()) {
                    BindStar.expand(star, binder);
                }
            } else {
                values.add(argument.value());
            }
        }
        return values;
    }

    private static void plain(Expression.FunctionCall call) {
        String only = null;
        if (call.distinct()) {
            only = "DISTINCT";
        } else if (call.filter() != null) {
            only = "FILTER";
        } else if (!call.orderBy().isEmpty()) {
            only = "ORDER BY";
        } else if (!call.withinGroup().isEmpty()) {
            only = "WITHIN GROUP";
        } else if (call.nulls() != null) {
            only = "IGNORE NULLS";
        }
        String name = call.name().last().text();
        if (only != null && (Functions.isScalar(name) || isSpecial(name))) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, only + " is for aggregates, which this is not: " + name, call.span());
        }
    }

    private static boolean isSpecial(String name) {
        return List.of("coalesce", "ifnull", "nvl", "nullif", "try", "if", "iff", "getvariable", "current_setting")
                .contains(BindLiteral.lower(name));
    }

    private static Expr aggregate(
            String name, Expression.FunctionCall call, List<Expression> arguments, ExprBinder binder) {
        if (call.nulls() != null) {
            throw SqlException.notSupported("IGNORE NULLS of an aggregate without OVER", call.span());
        }
        var inner = binder.at(binder.place().in(Place.Inside.AGGREGATE));
        var parts = parts(name, call, arguments, inner);
        var calls = owner(parts.all(), binder).forAggregate(name, call.span());
        var result = calls.aggregate(
                parts.function(), parts.arguments(), call.distinct(), parts.filter(), parts.order(), call.span());
        if (result instanceof Expr.Ref ref && !parts.arguments().isEmpty() && result.type() == ScalarType.VARCHAR) {
            var binding = binder.binding();
            binding.collate(ref.column(), binding.ownCollation(parts.arguments().getFirst()));
        }
        return result;
    }

    /**
     * An aggregate belongs to the query whose columns it is over: if all of them are of an outer query, to that one. Columns
     * within its sub-queries alone do not take it out.
     */
    static Place owner(List<Expr> all, ExprBinder binder) {
        var columns = new HashSet<Column>();
        var direct = new HashSet<Column>();
        for (var expr : all) {
            columns.addAll(PlanTree.columns(expr));
            ExprTree.forEach(expr, part -> {
                if (part instanceof Expr.Ref ref) {
                    direct.add(ref.column());
                }
            });
        }
        if (direct.isEmpty() || columns.stream().anyMatch(binder.scope()::has)) {
            return binder.place();
        }
        for (var outer = binder.scope().outer(); outer != null; outer = outer.outer()) {
            if (columns.stream().anyMatch(outer::has)) {
                return outer.place() != null ? outer.place() : Place.plain("FROM");
            }
        }
        return binder.place();
    }

    /** An aggregate with all that stands within its parentheses and behind them. */
    record Parts(
            tarn.engine.function.AggregateOverload function,
            List<Expr> arguments,
            @Nullable Expr filter,
            List<SortKey> order) {
        private List<Expr> all() {
            var all = new ArrayList<>(arguments);
            order.forEach(key -> all.add(key.expr()));
            if (filter != null) {
                all.add(filter);
            }
            return all;
        }
    }

    static Parts parts(String name, Expression.FunctionCall call, List<Expression> arguments, ExprBinder inner) {
        var bound = new ArrayList<>(BindOperator.bindAll(arguments, inner));
        counted(call, inner, bound);
        var order = sortKeys(call.orderBy(), inner);
        if (call.distinct() && bound.size() == arguments.size()) {
            order = byArguments(order, call.orderBy(), arguments, bound);
        }
        String function = name;
        var within = sortKeys(call.withinGroup(), inner);
        if (!within.isEmpty() && !order.isEmpty()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, "ORDER BY and WITHIN GROUP do not go together", call.span());
        }
        if (JOINING.contains(name) && !within.isEmpty()) {
            order = within;
        } else if (!within.isEmpty()) {
            function = withinGroup(name, call, within, bound, inner);
            order = name.equals("mode") ? within : order;
        } else if (QUANTILES.contains(name) && order.size() == 1) {
            quantile(order.getFirst(), bound, inner);
            order = List.of();
        } else if (name.equals("mode") && bound.isEmpty() && order.size() == 1) {
            bound.add(order.getFirst().expr());
        }
        checkConstant(name, bound);
        if (QUANTILES.contains(name) && bound.size() == 2) {
            bound.set(1, BindFractions.list(bound.get(1), inner.binding()));
        }
        if (SAMPLED.contains(name) && bound.size() >= 2) {
            BindFractions.check(bound.get(1), inner.binding());
        }
        function = BindCollation.aggregate(function, call, bound, inner.binding());
        var key = BindCollation.distinctKey(function, call, bound, inner.binding());
        if (call.distinct() && call.over() == null) {
            checkOrder(order, key == null ? bound : List.of(key, bound.getFirst()));
        }
        if (call.distinct() && bound.isEmpty()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "DISTINCT needs an argument", call.span());
        }
        var overload = Functions.aggregate(function, Casting.arguments(bound), call.span());
        var filter = call.filter() == null ? null : inner.condition(call.filter(), "FILTER");
        var cast = Casting.all(bound, overload.parameters(), inner.binding());
        if (key == null) {
            return new Parts(overload, cast, filter, order);
        }
        var keyed = new ArrayList<>(cast);
        keyed.add(keyed.set(0, key));
        return new Parts(overload.distinctBy(key.type()), List.copyOf(keyed), filter, order);
    }

    /** {@code count(t.*)} counts the rows that there are of the table. */
    private static void counted(Expression.FunctionCall call, ExprBinder inner, List<Expr> bound) {
        var calls = inner.place().calls();
        if (calls != null
                && calls.presence() != null
                && call.arguments().size() == 1
                && call.arguments().getFirst().value() instanceof Expression.Star star
                && !call.distinct()) {
            var there = calls.presence().of(star, inner);
            if (there != null) {
                bound.add(there);
            }
        }
    }

    /**
     * {@code percentile_cont(0.5) WITHIN GROUP (ORDER BY x)} is {@code quantile_cont(x, 0.5)}, and with a minus sign before
     * the fraction if the order is descending.
     */
    private static String withinGroup(
            String name, Expression.FunctionCall call, List<SortKey> within, List<Expr> arguments, ExprBinder inner) {
        if (within.size() != 1) {
            throw SqlException.notSupported(
                    "WITHIN GROUP with several keys", call.withinGroup().get(1).span());
        }
        if (QUANTILES.contains(name)) {
            if (arguments.size() > 1) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS, "WITHIN GROUP goes with one fraction: " + name, call.span());
            }
            if (!arguments.isEmpty() && name.startsWith("percentile_")) {
                BindFractions.check(arguments.getFirst(), inner.binding());
            }
            quantile(within.getFirst(), arguments, inner);
        } else {
            arguments.addFirst(within.getFirst().expr());
        }
        return switch (name) {
            case "percentile_cont" -> "quantile_cont";
            case "percentile_disc" -> "quantile_disc";
            default -> name;
        };
    }

    /** Makes {@code quantile(x, 0.5)} of {@code quantile(0.5 ORDER BY x)}; the fraction of a descending order is negative. */
    private static void quantile(SortKey key, List<Expr> arguments, ExprBinder inner) {
        if (arguments.size() == 1) {
            arguments.addFirst(key.expr());
        }
        if (key.descending() && arguments.size() == 2) {
            arguments.set(1, BindFractions.negated(arguments.get(1), inner.binding()));
        }
    }

    /** A key with a sub-query that is written like an argument is that argument, though each has a sub-query of its own. */
    private static List<SortKey> byArguments(
            List<SortKey> keys, List<OrderItem> items, List<Expression> arguments, List<Expr> bound) {
        var unplaced = arguments.stream().map(Unplaced::of).toList();
        var result = new ArrayList<SortKey>();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            int at = unplaced.indexOf(Unplaced.of(items.get(i).expression()));
            boolean[] asks = {false};
            ExprTree.forEach(key.expr(), part -> asks[0] |= part instanceof Expr.Subquery);
            boolean same =
                    asks[0] && at >= 0 && bound.get(at).type().equals(key.expr().type());
            result.add(same ? new SortKey(bound.get(at), key.descending(), key.nullsFirst()) : key);
        }
        return result;
    }

    /** Of equal values DISTINCT keeps any, but over a window: only their own order is known. */
    private static void checkOrder(List<SortKey> order, List<Expr> arguments) {
        for (var key : order) {
            if (arguments.stream().noneMatch(argument -> ExprTree.same(argument, key.expr()))) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS,
                        "with DISTINCT, ORDER BY takes only what is an argument too",
                        key.expr().span());
            }
        }
    }

    private static void checkConstant(String name, List<Expr> arguments) {
        if (QUANTILES.contains(name)
                && arguments.size() > 1
                && !PlanTree.columns(arguments.get(1)).isEmpty()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "the fraction of a quantile must be constant",
                    arguments.get(1).span());
        }
    }

    static List<SortKey> sortKeys(List<OrderItem> items, ExprBinder binder) {
        var keys = new ArrayList<SortKey>();
        for (var item : items) {
            keys.add(sortKey(item, BindCollation.sorted(item.expression(), binder), binder.binding()));
        }
        return List.copyOf(keys);
    }

    /** The item with the defaults of the settings filled in. */
    static SortKey sortKey(OrderItem item, Expr expr, Binding binding) {
        var defaults = binding.settings().order();
        boolean descending =
                item.direction() == null ? defaults.descending() : item.direction() == OrderItem.Direction.DESCENDING;
        boolean nullsFirst = item.nulls() != null
                ? item.nulls() == OrderItem.Nulls.FIRST
                : descending ? defaults.nullsFirstDescending() : defaults.nullsFirstAscending();
        return new SortKey(expr, descending, nullsFirst);
    }
}
