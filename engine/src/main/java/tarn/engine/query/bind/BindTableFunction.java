package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Option;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Table functions, and constant arguments in general. */
final class BindTableFunction {
    /** Options whose texts name types. */
    private static final Set<String> TAKE_TYPES = Set.of("columns", "types", "dtypes", "column_types");

    private BindTableFunction() {}

    static TableSource bind(TableRef.Function function, Surroundings around) {
        if (function.withOrdinality()) {
            throw SqlException.notSupported("WITH ORDINALITY", function.span());
        }
        var positional = new ArrayList<TableArgument>();
        var named = new LinkedHashMap<String, TableArgument>();
        for (var argument : function.arguments()) {
            var value = argument(argument.value(), around);
            var name = argument.name();
            if (name == null) {
                positional.add(value);
            } else if (named.put(name.folded(), typed(name.folded(), value, around.binding())) != null) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME, "argument given twice: " + name.text(), argument.span());
            }
        }
        var catalog = around.binding().catalog();
        var source = catalog.tableFunction(
                function.name().last().folded(), List.copyOf(positional), Map.copyOf(named), function.span());
        if (source == null) {
            var name = function.name();
            var error =
                    SqlException.of(ErrorCode.UNKNOWN_FUNCTION, "unknown table function: " + name.text(), name.span());
            var text = name.last().folded();
            if (Functions.isScalar(text) || Functions.isAggregate(text) || catalog.macro(null, text, false) != null) {
                throw error.hint(name.text() + " gives one value: write SELECT " + name.text() + "(...)");
            }
            var known = new ArrayList<>(catalog.tableFunctionNames());
            known.addAll(catalog.macroNames(true));
            throw error.suggesting(name.text(), known);
        }
        return source;
    }

    /** The value of an option, where a bare name counts as a string. */
    private static TableArgument option(Expression expression, Surroundings around) {
        return expression instanceof Expression.ColumnName name
                        && name.name().parts().size() == 1
                ? new TableArgument.Value(BindLiteral.string(name.name().last().text(), name.span()))
                : argument(expression, around);
    }

    /** A constant, evaluated; a list or struct of them. */
    static TableArgument argument(Expression expression, Surroundings around) {
        return switch (expression) {
            case Expression.ListLiteral list -> values(list.elements(), list.span(), around);
            case Expression.Row row -> values(row.elements(), row.span(), around);
            case Expression.StructLiteral struct -> {
                var fields = new LinkedHashMap<String, TableArgument>();
                struct.fields().forEach(field -> fields.put(field.name().text(), argument(field.value(), around)));
                yield new TableArgument.Fields(fields, struct.span());
            }
            case Expression.MapLiteral map -> {
                var fields = new LinkedHashMap<String, TableArgument>();
                for (var entry : map.entries()) {
                    fields.put(String.valueOf(constant(entry.key(), around).value()), argument(entry.value(), around));
                }
                yield new TableArgument.Fields(fields, map.span());
            }
            default -> new TableArgument.Value(constant(expression, around));
        };
    }

    /** The value of an option; types, if it is one of those that take types. */
    private static TableArgument typed(String option, TableArgument value, Binding binding) {
        return TAKE_TYPES.contains(option) ? types(value, binding) : value;
    }

    private static TableArgument types(TableArgument value, Binding binding) {
        return switch (value) {
            case TableArgument.Value(var literal)
            when literal.value() instanceof String text ->
                new TableArgument.Type(BindType.parse(text, literal.span(), binding), literal.span());
            case TableArgument.Value _, TableArgument.Type _ -> value;
            case TableArgument.Values(var elements, var span) ->
                new TableArgument.Values(
                        elements.stream()
                                .map(element -> types(element, binding))
                                .toList(),
                        span);
            case TableArgument.Fields(var fields, var span) -> {
                var types = new LinkedHashMap<String, TableArgument>();
                fields.forEach((name, type) -> types.put(name, types(type, binding)));
                yield new TableArgument.Fields(types, span);
            }
        };
    }

    private static TableArgument values(List<Expression> elements, Span span, Surroundings around) {
        return new TableArgument.Values(
                elements.stream().map(element -> option(element, around)).toList(), span);
    }

    /** The value of an expression that must not depend on anything. */
    static Expr.Literal constant(Expression expression, Surroundings around) {
        var names = new Scope(List.of(), List.of(), around.outer());
        var bound = ExprBinder.of(around, names, Place.plain("a constant")).bind(expression);
        return evaluate(bound, around.binding());
    }

    static Expr.Literal evaluate(Expr bound, Binding binding) {
        if (bound instanceof Expr.Literal literal) {
            return literal;
        }
        boolean[] open = {!PlanTree.columns(bound).isEmpty()};
        tarn.engine.expr.ExprTree.forEach(
                bound, part -> open[0] |= part instanceof Expr.Subquery || part instanceof Expr.Parameter);
        if (open[0]) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "a constant is needed here, not what depends on rows", bound.span());
        }
        try {
            return binding.settings().constants().evaluate(bound);
        } catch (SqlException e) {
            throw e.at(bound.span());
        }
    }

    static Map<String, TableArgument> options(List<Option> options, Surroundings around) {
        var map = new LinkedHashMap<String, TableArgument>();
        for (var option : options) {
            var value = option.value() == null
                    ? new TableArgument.Value(BindLiteral.bool(true, option.span()))
                    : option.value() instanceof Expression.Star star
                            ? new TableArgument.Value(new Expr.Literal("*", ScalarType.VARCHAR, star.span()))
                            : option(option.value(), around);
            var name = option.name().folded();
            if (map.put(name, typed(name, value, around.binding())) != null) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "option given twice: " + option.name().text(),
                        option.span());
            }
        }
        return map;
    }
}
