package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Functions of lists that take a lambda, and list comprehensions, which are made of them. */
final class BindLambda {
    private static final Map<String, Expr.Elementwise.Kind> KINDS = Map.ofEntries(
            Map.entry("list_transform", Expr.Elementwise.Kind.TRANSFORM),
            Map.entry("list_apply", Expr.Elementwise.Kind.TRANSFORM),
            Map.entry("array_transform", Expr.Elementwise.Kind.TRANSFORM),
            Map.entry("array_apply", Expr.Elementwise.Kind.TRANSFORM),
            Map.entry("apply", Expr.Elementwise.Kind.TRANSFORM),
            Map.entry("list_filter", Expr.Elementwise.Kind.FILTER),
            Map.entry("array_filter", Expr.Elementwise.Kind.FILTER),
            Map.entry("filter", Expr.Elementwise.Kind.FILTER),
            Map.entry("list_reduce", Expr.Elementwise.Kind.REDUCE),
            Map.entry("array_reduce", Expr.Elementwise.Kind.REDUCE),
            Map.entry("reduce", Expr.Elementwise.Kind.REDUCE));

    private BindLambda() {}

    /** Names of a lambda's parameters, which hide columns, and those of the lambdas around it. */
    record Parameters(Map<String, Column> columns, @Nullable Parameters around) {
        @Nullable
        Column find(Identifier name) {
            var own = columns.get(name.folded());
            return own != null || around == null ? own : around.find(name);
        }
    }

    static boolean takesLambda(String name) {
        return KINDS.containsKey(name);
    }

    static Expr call(String name, Expression.FunctionCall call, List<Expression> arguments, ExprBinder binder) {
        var kind = Objects.requireNonNull(KINDS.get(name));
        boolean reduces = kind == Expr.Elementwise.Kind.REDUCE;
        if (arguments.size() < 2
                || arguments.size() > (reduces ? 3 : 2)
                || !(arguments.get(1) instanceof Expression.Lambda lambda)) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes a list and a lambda", call.span())
                    .hint(reduces ? "write lambda sum, x: sum + x" : "write lambda x: x + 1");
        }
        var list = list(binder.bind(arguments.getFirst()), name);
        if (!reduces) {
            return apply(kind, list, lambda.parameters(), lambda.body(), call.span(), binder);
        }
        var initial = arguments.size() == 3 ? binder.bind(arguments.get(2)) : null;
        return reduce(list, initial, lambda, call.span(), binder);
    }

    /** {@code column -> path} is no lambda where none is wanted. */
    static Expr alone(Expression.Lambda lambda, ExprBinder binder) {
        var extraction = lambda.asExtraction();
        if (extraction != null
                && extraction.left() instanceof Expression.ColumnName(var name, var span)
                && binder.scopedColumn(name, span) != null) {
            return binder.bind(extraction);
        }
        throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS, "a lambda is an argument of list functions only", lambda.span())
                .hint("such as list_transform(list, lambda x: x + 1)");
    }

    private static Expr list(Expr given, String name) {
        var list = Casting.list(given);
        if (list.type() == ScalarType.NULL) {
            return new Expr.Cast(list, new ListType(ScalarType.NULL), false, list.span());
        }
        if (!(list.type() instanceof ListType)) {
            throw SqlException.typeMismatch(
                    name + " takes a list, not a " + list.type().sql(), list.span());
        }
        return list;
    }

    private static DataType element(Expr list) {
        return ((ListType) list.type()).element();
    }

    /** {@code [result FOR x IN source IF condition]}: filtered first, then transformed. */
    static Expr comprehension(Expression.ListComprehension list, ExprBinder binder) {
        var source = list(binder.bind(list.source()), "a list comprehension");
        var span = list.span();
        if (list.condition() == null) {
            return apply(Expr.Elementwise.Kind.TRANSFORM, source, list.variables(), list.result(), span, binder);
        }
        if (list.variables().size() > 1) {
            throw SqlException.notSupported("a list comprehension with a position and a condition", span);
        }
        var kept = apply(Expr.Elementwise.Kind.FILTER, source, list.variables(), list.condition(), span, binder);
        return apply(Expr.Elementwise.Kind.TRANSFORM, kept, list.variables(), list.result(), span, binder);
    }

    private static Expr apply(
            Expr.Elementwise.Kind kind,
            Expr list,
            List<Identifier> names,
            Expression body,
            Span span,
            ExprBinder binder) {
        var columns = columns(names, List.of(element(list), ScalarType.BIGINT), span, binder.binding());
        var bound = body(body, names, columns, binder);
        boolean filters = kind == Expr.Elementwise.Kind.FILTER;
        if (filters) {
            bound = Casting.condition(bound, "the condition of list_filter", binder.binding());
        }
        var type = filters ? list.type() : new ListType(bound.type());
        return closed(kind, List.of(list), columns, bound, type, span, binder.binding());
    }

    /** What has been made so far, the element, its position. The first is widened once, to what the body gives then. */
    private static Expr reduce(
            Expr list, @Nullable Expr initial, Expression.Lambda lambda, Span span, ExprBinder binder) {
        var binding = binder.binding();
        DataType type = element(list);
        if (initial != null) {
            type = common(type, Casting.argument(initial), initial.span());
        }
        for (boolean widened = false; ; widened = true) {
            var columns = columns(
                    lambda.parameters(),
                    List.of(type, initial == null ? type : element(list), ScalarType.BIGINT),
                    span,
                    binding);
            var bound = body(lambda.body(), lambda.parameters(), columns, binder);
            var wider = common(type, Argument.of(bound.type()), bound.span());
            if (widened || wider.equals(type)) {
                var arguments = initial == null
                        ? List.of(Casting.to(list, new ListType(type), binding))
                        : List.of(list, Casting.to(initial, type, binding));
                return closed(
                        Expr.Elementwise.Kind.REDUCE,
                        arguments,
                        columns,
                        Casting.to(bound, type, binding),
                        type,
                        span,
                        binding);
            }
            type = wider;
        }
    }

    private static DataType common(DataType type, Argument other, Span span) {
        var common = Coercion.commonType(Argument.of(type), other);
        if (common == null) {
            throw SqlException.typeMismatch(
                    "list_reduce cannot make one type of " + type.sql() + " and "
                            + other.type().sql(),
                    span);
        }
        return common;
    }

    private static List<Column> columns(List<Identifier> names, List<DataType> types, Span span, Binding binding) {
        int least = types.size() - 1;
        if (names.size() < least || names.size() > types.size()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "the lambda takes " + least + " or " + types.size() + " parameters, not " + names.size(),
                    span);
        }
        var columns = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(binding.column(i < names.size() ? names.get(i).text() : "position", types.get(i)));
        }
        return columns;
    }

    private static Expr body(Expression body, List<Identifier> names, List<Column> columns, ExprBinder binder) {
        var own = new LinkedHashMap<String, Column>();
        for (int i = 0; i < names.size(); i++) {
            own.put(names.get(i).folded(), columns.get(i));
        }
        return binder.within(new Parameters(own, binder.lambda()))
                .at(binder.place().in(Place.Inside.LAMBDA))
                .bind(body);
    }

    /** What the body uses from outside becomes arguments, so that to everyone else it is closed. */
    private static Expr closed(
            Expr.Elementwise.Kind kind,
            List<Expr> arguments,
            List<Column> columns,
            Expr body,
            DataType type,
            Span span,
            Binding binding) {
        var captured = new ArrayList<Expr>(arguments);
        var parameters = new ArrayList<>(columns);
        var inner = ExprTree.replace(body, part -> switch (part) {
            case Expr.Ref ref when columns.contains(ref.column()) -> ref;
            case Expr.Subquery subquery
            when !Collections.disjoint(PlanTree.columns(subquery), columns) ->
                throw SqlException.notSupported(
                        "a sub-query that uses a parameter of the lambda around it", subquery.span());
            case Expr.Ref _, Expr.Parameter _, Expr.Subquery _ -> {
                for (int i = arguments.size(); i < captured.size(); i++) {
                    if (ExprTree.same(captured.get(i), part)) {
                        yield new Expr.Ref(parameters.get(columns.size() + i - arguments.size()), part.span());
                    }
                }
                var column = binding.column("captured", part.type());
                captured.add(part);
                parameters.add(column);
                yield new Expr.Ref(column, part.span());
            }
            default -> null;
        });
        boolean initial = kind == Expr.Elementwise.Kind.REDUCE && arguments.size() == 2;
        return new Expr.Elementwise(kind, List.copyOf(captured), initial, List.copyOf(parameters), inner, type, span);
    }
}
