package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code unnest}: in the SELECT list, where it multiplies rows, and in FROM, where it may use columns to its left. */
final class BindUnnest {
    private static final int MOST_LEVELS = 100;

    private BindUnnest() {}

    static boolean is(Expression expression) {
        return expression instanceof Expression.FunctionCall call
                && call.name().parts().size() == 1
                && isName(call.name().last().folded());
    }

    static boolean isName(String name) {
        return name.equals("unnest") || name.equals("unlist");
    }

    /** A value of its own within an expression. */
    static Expr bind(Expression.FunctionCall call, ExprBinder binder) {
        var argument = argument(call, binder);
        if (argument.type() instanceof StructType) {
            throw SqlException.notSupported("unnest of a struct within an expression", call.span());
        }
        return elements(argument, levels(call), call, binder);
    }

    /** A whole item of the SELECT list: structs become a column for each field. */
    static List<Scope.Named> item(Expression.FunctionCall call, String name, ExprBinder binder) {
        var argument = argument(call, binder);
        int levels = levels(call);
        var columns = new ArrayList<Scope.Named>();
        boolean struct = argument.type() instanceof StructType;
        var value = struct ? argument : elements(argument, levels, call, binder);
        if (struct || levels > 1 && value.type() instanceof StructType) {
            var prefix = keepsNames(call) ? "" : null;
            fields(value, struct ? levels : levels - depth(argument.type()), prefix, call.span(), binder, columns);
        } else {
            columns.add(new Scope.Named("", name, value));
        }
        return columns;
    }

    /** @param prefix what the names of fields begin with, null where they stand alone */
    private static void fields(
            Expr value, int levels, @Nullable String prefix, Span span, ExprBinder binder, List<Scope.Named> columns) {
        var all = ((StructType) value.type()).fields();
        for (int i = 0; i < all.size(); i++) {
            var field = all.get(i);
            int position = columns.size() + 1;
            var part = BindOperator.call(
                    "struct_extract_at", List.of(value, BindLiteral.bigint(i + 1L, span)), span, binder.binding());
            var name = field.name().isEmpty() ? "element" + position : field.name();
            var full = prefix == null ? name : prefix + name;
            if (levels > 1 && field.type() instanceof StructType) {
                fields(part, levels - 1, prefix == null ? null : full + ".", span, binder, columns);
            } else {
                columns.add(new Scope.Named("", full, part));
            }
        }
    }

    private static boolean keepsNames(Expression.FunctionCall call) {
        return call.arguments().stream()
                .anyMatch(argument -> isKeepNames(argument)
                        && argument.value() instanceof Expression.BooleanLiteral flag
                        && flag.value());
    }

    private static boolean isKeepNames(Expression.Argument argument) {
        return argument.name() != null && argument.name().matches("keep_parent_names");
    }

    private static Expr argument(Expression.FunctionCall call, ExprBinder binder) {
        if (call.arguments().isEmpty() || call.arguments().getFirst().name() != null) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "unnest takes a list", call.span());
        }
        binder.place().forUnnest(call.span());
        var inner = binder.at(binder.place().in(Place.Inside.UNNEST));
        return inner.bind(call.arguments().getFirst().value());
    }

    /** How many levels of lists and structs are taken apart. */
    private static int levels(Expression.FunctionCall call) {
        int levels = 1;
        for (var argument : call.arguments().subList(1, call.arguments().size())) {
            var name = argument.name();
            if (name != null
                    && name.matches("recursive")
                    && argument.value() instanceof Expression.BooleanLiteral flag) {
                levels = flag.value() ? MOST_LEVELS : levels;
            } else if (name != null
                    && name.matches("max_depth")
                    && argument.value() instanceof Expression.IntegerLiteral depth
                    && depth.digits().length() < 3) {
                levels = Math.max(1, Integer.parseInt(depth.digits()));
            } else if (!isKeepNames(argument) || !(argument.value() instanceof Expression.BooleanLiteral)) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS,
                        "unnest takes a list, and recursive, max_depth or keep_parent_names := true",
                        argument.span());
            }
        }
        return levels;
    }

    private static int depth(DataType type) {
        return ArrayType.listOf(type) instanceof ListType(var element) ? 1 + depth(element) : 0;
    }

    private static Expr elements(Expr argument, int levels, Expression.FunctionCall call, ExprBinder binder) {
        var list = list(argument, call.span());
        for (int level = 1;
                level < levels && list.type() instanceof ListType(var element) && depth(element) > 0;
                level++) {
            list = BindOperator.call("flatten", List.of(list), call.span(), binder.binding());
        }
        return binder.place().forUnnest(call.span()).unnest(list, call.span());
    }

    private static Expr list(Expr argument, Span span) {
        if (argument.type() == ScalarType.NULL) {
            return new Expr.Cast(argument, new ListType(ScalarType.NULL), false, span);
        }
        var list = Casting.list(argument);
        if (list.type() instanceof ListType) {
            return list;
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS,
                "unnest takes lists, structs and NULL, not " + argument.type().sql(),
                span);
    }

    /** {@code FROM unnest(list)}, and other functions that give a list when they depend on columns; null for the rest. */
    static BindFrom.@Nullable From from(TableRef.Function function, Surroundings around) {
        boolean unnest = function.name().last().matches("unnest");
        boolean series = function.name().last().matches("range")
                || function.name().last().matches("generate_series");
        boolean json = function.name().last().matches("json_each")
                || function.name().last().matches("json_tree");
        if (!unnest && !series && !json) {
            return null;
        }
        var names = new Scope(List.of(), List.of(), around.outer());
        var binder = ExprBinder.of(around, names, Place.plain("a table function"));
        var span = function.span();
        if (unnest
                && (function.arguments().size() != 1
                        || function.arguments().getFirst().name() != null)) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "unnest takes one list in FROM", span);
        }
        var arguments = function.arguments().stream()
                .map(argument -> binder.bind(argument.value()))
                .toList();
        boolean constant = arguments.stream()
                .allMatch(a -> a.type().isInteger() && PlanTree.columns(a).isEmpty());
        if (series && !function.withOrdinality() && constant) {
            return null;
        }
        var list = unnest
                ? list(arguments.getFirst(), span)
                : BindOperator.call(function.name().last().folded(), arguments, span, around.binding());
        return from(list, function, around);
    }

    /** The fields of a list's structs as columns. */
    private static BindFrom.From ofFields(
            Expr list, StructType struct, TableRef.Function function, Surroundings around) {
        var binding = around.binding();
        var name = function.name().last().folded();
        if (function.withOrdinality()) {
            throw SqlException.notSupported("WITH ORDINALITY of " + name, function.span());
        }
        var row = binding.column(name, struct);
        var rows = new Plan.Unnest(BindValues.nothing(), List.of(new Plan.Assignment(row, list)), null);
        var fields = new ArrayList<Plan.Assignment>();
        for (var field : struct.fields()) {
            var value = BindOperator.call(
                    "struct_extract",
                    List.of(new Expr.Ref(row, function.span()), BindLiteral.string(field.name(), function.span())),
                    function.span(),
                    binding);
            fields.add(new Plan.Assignment(binding.column(field.name(), field.type()), value));
        }
        var plan = new Plan.Project(rows, List.copyOf(fields));
        var alias = function.alias();
        return BindFrom.tabled(plan, null, name, name, struct.names(), alias, around);
    }

    private static BindFrom.From from(Expr list, TableRef.Function function, Surroundings around) {
        var binding = around.binding();
        var name = function.name().last().folded();
        var element = ((ListType) list.type()).element();
        var column = binding.column(name, element);
        if (element instanceof StructType struct && !name.equals("unnest")) {
            return ofFields(list, struct, function, around);
        }
        var ordinality = function.withOrdinality() ? binding.column("ordinality", ScalarType.BIGINT) : null;
        var plan = new Plan.Unnest(BindValues.nothing(), List.of(new Plan.Assignment(column, list)), ordinality);
        var names = new ArrayList<String>();
        var alias = function.alias();
        names.add(alias == null ? name : alias.name().text());
        if (ordinality != null) {
            names.add("ordinality");
        }
        return BindFrom.tabled(plan, null, name, name, names, alias, around);
    }

    /** The join of a row with the elements of its own list, without going through a dependent join; null for the rest. */
    static @Nullable Plan join(Plan.Join.Kind kind, Plan left, Plan right) {
        return kind == Plan.Join.Kind.INNER
                        && right instanceof Plan.Unnest(Plan.Values values, var lists, var ordinality)
                        && values.output().isEmpty()
                        && values.rows().size() == 1
                ? new Plan.Unnest(left, lists, ordinality)
                : null;
    }
}
