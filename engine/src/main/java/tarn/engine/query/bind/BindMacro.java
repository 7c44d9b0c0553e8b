package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.engine.query.logical.Placed;
import tarn.sql.ast.Expression;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Rebuilding;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.text.SqlPrinter;

/** Macros: their body is bound in place of the call, with the arguments in place of the parameters. */
final class BindMacro {
    /** What is wrong whatever the arguments are. */
    private static final Set<ErrorCode> WRONG_AT_ONCE = EnumSet.of(
            ErrorCode.UNKNOWN_COLUMN,
            ErrorCode.UNKNOWN_FUNCTION,
            ErrorCode.UNKNOWN_TABLE,
            ErrorCode.UNKNOWN_TYPE,
            ErrorCode.DUPLICATE_NAME,
            ErrorCode.SYNTAX);

    private static final int COST_OF_DEFAULT = 1_000_000;
    private static final int COST_OF_ANY = 1_000;

    private BindMacro() {}

    // ---- definition

    static BoundStatement create(Statement.CreateMacro create, Surroundings around) {
        boolean table = create.overloads().getFirst().table() != null;
        var signatures = new ArrayList<List<String>>();
        for (var macro : create.overloads()) {
            if ((macro.table() != null) != table) {
                throw SqlException.of(
                        ErrorCode.SYNTAX, "all bodies of a macro are either expressions or tables", macro.span());
            }
            parameters(macro);
            BindPivot.checkListed(macro, "a macro");
            check(macro, around);
            var types = macro.parameters().stream()
                    .map(parameter -> parameter.type() == null ? "" : SqlPrinter.print(parameter.type()))
                    .toList();
            if (signatures.contains(types)) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME, "two bodies of the macro take the same arguments", macro.span());
            }
            signatures.add(types);
        }
        var overloads = create.overloads().stream().map(Unplaced::of).toList();
        return new BoundStatement.CreateMacro(
                create.name(), create.mode(), create.temporary(), table, overloads, create.span());
    }

    private static void parameters(Statement.Macro macro) {
        var names = new java.util.HashSet<String>();
        boolean optional = false;
        for (var parameter : macro.parameters()) {
            if (!names.add(parameter.name().folded())) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "parameter is there twice: " + parameter.name().text(),
                        parameter.span());
            }
            if (optional && parameter.defaultValue() == null) {
                throw SqlException.of(
                        ErrorCode.SYNTAX,
                        "a parameter behind one with a default needs one, too: "
                                + parameter.name().text(),
                        parameter.span());
            }
            optional = parameter.defaultValue() != null;
        }
    }

    /** The body is bound once for NULLs: names that do not exist are found now, the rest depends on the arguments. */
    private static void check(Statement.Macro macro, Surroundings around) {
        var calls = new Calls(around.binding(), List.of());
        var outside = ExprBinder.of(around, Scope.EMPTY, Place.of("a macro", calls, true));
        var values = new HashMap<String, MacroArguments.Value>();
        for (var parameter : macro.parameters()) {
            var nothing = new Expression.NullLiteral(parameter.span());
            values.put(parameter.name().folded(), value(parameter, nothing, outside));
            if (parameter.defaultValue() != null) {
                outside.bind(parameter.defaultValue());
            }
        }
        var inside = around.with(new MacroArguments(values));
        try {
            if (macro.table() != null) {
                BindQuery.bind(macro.table(), inside);
            } else {
                outside.with(inside).bind(java.util.Objects.requireNonNull(macro.expression()));
            }
        } catch (SqlException e) {
            if (e.code() == ErrorCode.UNKNOWN_COLUMN
                    && macro.table() == null
                    && e.hints().contains("there is no FROM")) {
                throw unknownParameter(macro, e);
            }
            boolean fieldOfParameter = e.code() == ErrorCode.UNKNOWN_TABLE
                    && macro.parameters().stream()
                            .anyMatch(parameter -> (e.sentence() + ".")
                                    .startsWith(
                                            "unknown table: " + parameter.name().text() + "."));
            boolean starOfCaller = macro.expression() != null
                    && e.code() == ErrorCode.UNKNOWN_TABLE
                    && isStar(macro.expression(), e.span());
            if (WRONG_AT_ONCE.contains(e.code()) && !fieldOfParameter && !starOfCaller) {
                throw e;
            }
        }
    }

    /** Whether this is the place of a star: what tables it has is known where the macro is called. */
    private static boolean isStar(Expression body, @Nullable Span place) {
        boolean[] found = {false};
        Rebuilding.of(body, part -> {
            found[0] |= part instanceof Expression.Star star
                    && place != null
                    && star.span().start() <= place.start()
                    && place.end() <= star.span().end();
            return null;
        });
        return found[0];
    }

    private static SqlException unknownParameter(Statement.Macro macro, SqlException e) {
        var names = macro.parameters().stream()
                .map(parameter -> parameter.name().text())
                .toList();
        return SqlException.of(e.code(), e.sentence(), e.span())
                .hint(
                        names.isEmpty()
                                ? "the macro has no parameters"
                                : "the parameters of the macro are " + String.join(", ", names));
    }

    private static MacroArguments.Value value(
            Statement.FunctionParameter parameter, Expression argument, ExprBinder caller) {
        var type = parameter.type() == null ? null : BindType.type(parameter.type(), caller.binding());
        return new MacroArguments.Value(argument, caller, null, type);
    }

    // ---- use

    /** The call of a macro, or null if the name is not that of one. */
    static @Nullable Expr call(Expression.FunctionCall call, ExprBinder binder) {
        var qualifier = call.name().qualifier();
        boolean method = qualifier != null && binder.isValue(qualifier);
        var macro = find(call.name(), method, false, binder.binding());
        if (macro == null) {
            return null;
        }
        plain(call);
        var arguments = new ArrayList<Expression.Argument>();
        if (method && qualifier != null) {
            var column = new Expression.ColumnName(qualifier, qualifier.span());
            arguments.add(new Expression.Argument(null, column, qualifier.span()));
        }
        arguments.addAll(call.arguments());
        var chosen = choose(macro, arguments, call.span(), binder);
        var values = new HashMap<String, MacroArguments.Value>();
        chosen.forEach(
                (parameter, argument) -> values.put(parameter.name().folded(), value(parameter, argument, binder)));
        var written = java.util.Objects.requireNonNull(owner(macro, chosen).expression());
        var body = call.over() == null ? written : BindMacroWindow.over(written, call, values, binder);
        var inside = new Surroundings(binder.binding(), binder.around().outer(), null, new MacroArguments(values));
        return binder.binding().inside("macro " + macro.name(), call.span(), () -> {
            var bound = ExprBinder.of(inside, binder.scope(), binder.place()).bind(body);
            if (binder.place().calls() != null) {
                binder.place().calls().placed(call.span());
            }
            return Placed.at(call.span(), bound);
        });
    }

    private static CatalogEntry.@Nullable Macro find(
            QualifiedName name, boolean method, boolean table, Binding binding) {
        var parts = name.parts();
        String schema =
                parts.size() > 1 && !method ? parts.get(parts.size() - 2).text() : null;
        var macro = binding.catalog().macro(schema, name.last().text(), table);
        if (macro != null || schema != null) {
            return macro;
        }
        var known = name.last().folded();
        return table ? SqlMacros.table(known) : SqlMacros.find(known);
    }

    private static void plain(Expression.FunctionCall call) {
        String extra = call.distinct()
                ? "DISTINCT"
                : call.filter() != null
                        ? "FILTER"
                        : !call.orderBy().isEmpty() || !call.withinGroup().isEmpty() ? "ORDER BY" : null;
        if (extra != null) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    extra + " cannot go with a macro: " + call.name().last().text(),
                    call.span());
        }
    }

    /** The query of a table macro, or null if the name is not that of one. */
    static @Nullable BoundQuery table(TableRef.Function function, Surroundings around) {
        var macro = find(function.name(), false, true, around.binding());
        if (macro == null) {
            return null;
        }
        var names = new Scope(List.of(), List.of(), around.outer());
        var caller = ExprBinder.of(around, names, Place.plain("arguments of a table macro"));
        var chosen = choose(macro, function.arguments(), function.span(), caller);
        var values = new HashMap<String, MacroArguments.Value>();
        chosen.forEach((parameter, argument) -> {
            var type = parameter.type() == null ? null : BindType.type(parameter.type(), caller.binding());
            values.put(parameter.name().folded(), new MacroArguments.Value(argument, null, around.parameters(), type));
        });
        var body = java.util.Objects.requireNonNull(owner(macro, chosen).table());
        var inside = new Surroundings(around.binding(), around.outer(), null, new MacroArguments(values));
        return around.binding().inside("macro " + macro.name(), function.span(), () -> {
            var query = BindQuery.bind(body, inside);
            return new BoundQuery(Placed.at(function.span(), query.plan()), query.names());
        });
    }

    /** The overload that has just these parameters. */
    private static Statement.Macro owner(
            CatalogEntry.Macro macro, Map<Statement.FunctionParameter, Expression> chosen) {
        return macro.overloads().stream()
                .filter(overload -> chosen.keySet().equals(Set.copyOf(overload.parameters())))
                .findFirst()
                .orElseThrow();
    }

    /** An expression for each parameter of the overload that fits: the one that needs the fewest defaults. */
    private static Map<Statement.FunctionParameter, Expression> choose(
            CatalogEntry.Macro macro, List<Expression.Argument> arguments, Span span, ExprBinder caller) {
        checkOrder(arguments);
        Map<Statement.FunctionParameter, Expression> best = null;
        int least = Integer.MAX_VALUE;
        for (var overload : macro.overloads()) {
            var matched = match(overload, arguments, caller);
            int defaults = overload.parameters().size() - arguments.size();
            int cost = matched == null ? 0 : defaults * COST_OF_DEFAULT + cost(overload, arguments, caller);
            if (matched != null && cost < least) {
                best = matched;
                least = cost;
            }
        }
        if (best != null) {
            return best;
        }
        String given = arguments.stream()
                .map(argument -> (argument.name() == null ? "" : argument.name().text() + " := ")
                        + SqlPrinter.print(argument.value()))
                .collect(Collectors.joining(", "));
        String kind = SqlMacros.find(macro.name()) == macro ? "function" : "macro";
        throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS,
                        "the " + kind + " does not take these arguments: " + macro.name() + "(" + given + ")",
                        span)
                .hint("there is "
                        + macro.overloads().stream()
                                .map(overload -> signature(macro.name(), overload))
                                .collect(Collectors.joining(", ")));
    }

    private static void checkOrder(List<Expression.Argument> arguments) {
        boolean named = false;
        for (var argument : arguments) {
            if (named && argument.name() == null) {
                throw SqlException.of(
                        ErrorCode.SYNTAX, "arguments by position stand before those by name", argument.span());
            }
            named |= argument.name() != null;
        }
    }

    private static @Nullable Map<Statement.FunctionParameter, Expression> match(
            Statement.Macro macro, List<Expression.Argument> arguments, ExprBinder caller) {
        var matched = new HashMap<Statement.FunctionParameter, Expression>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            var parameter = parameter(macro, argument, i);
            if (parameter == null
                    || matched.put(parameter, argument.value()) != null
                    || !fits(parameter, argument, caller)) {
                return null;
            }
        }
        for (var parameter : macro.parameters()) {
            if (!matched.containsKey(parameter)) {
                if (parameter.defaultValue() == null) {
                    return null;
                }
                matched.put(parameter, parameter.defaultValue());
            }
        }
        return matched;
    }

    private static Statement.@Nullable FunctionParameter parameter(
            Statement.Macro macro, Expression.Argument argument, int index) {
        if (argument.name() == null) {
            return index < macro.parameters().size() ? macro.parameters().get(index) : null;
        }
        for (var parameter : macro.parameters()) {
            if (argument.name().matches(parameter.name().text())) {
                return parameter;
            }
        }
        return null;
    }

    /** What it costs to convert the arguments to the declared types; more without a declared type. */
    private static int cost(Statement.Macro macro, List<Expression.Argument> arguments, ExprBinder caller) {
        int cost = 0;
        for (int i = 0; i < arguments.size(); i++) {
            var parameter = parameter(macro, arguments.get(i), i);
            cost += parameter == null || parameter.type() == null
                    ? COST_OF_ANY
                    : Coercion.implicitCost(
                            Casting.argument(caller.bind(arguments.get(i).value())),
                            BindType.type(parameter.type(), caller.binding()));
        }
        return cost;
    }

    private static boolean fits(
            Statement.FunctionParameter parameter, Expression.Argument argument, ExprBinder caller) {
        return parameter.type() == null
                || Coercion.implicitCost(
                                Casting.argument(caller.bind(argument.value())),
                                BindType.type(parameter.type(), caller.binding()))
                        >= 0;
    }

    /** {@code f(a, b := 1)}. */
    static String signature(String name, Statement.Macro macro) {
        return macro.parameters().stream()
                .map(parameter -> parameter.name().text()
                        + (parameter.type() == null ? "" : " " + SqlPrinter.print(parameter.type()))
                        + (parameter.defaultValue() == null ? "" : " := " + SqlPrinter.print(parameter.defaultValue())))
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
