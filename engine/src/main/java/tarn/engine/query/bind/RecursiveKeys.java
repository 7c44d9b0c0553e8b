package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.SelectItem;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * What stands in USING KEY.
 *
 * @param columns the positions of the keys
 * @param calls aggregates, each with the position of the column that it makes
 */
record RecursiveKeys(List<Integer> columns, List<Call> calls) {

    record Call(int output, Expression.FunctionCall call) {}

    /**
     * A side of the recursive query, with the arguments of the aggregates behind its columns.
     *
     * @param calls with positions of arguments
     */
    record Side(Plan plan, List<Plan.Recursive.Aggregated> calls) {}

    static RecursiveKeys of(List<SelectItem> items, List<String> names) {
        var columns = new ArrayList<Integer>();
        var calls = new ArrayList<Call>();
        for (var item : items) {
            switch (item.expression()) {
                case Expression.ColumnName column -> {
                    if (item.alias() != null) {
                        throw SqlException.of(
                                ErrorCode.SYNTAX, "only an aggregate of USING KEY has a name", item.span());
                    }
                    int at = position(column.name().last(), names);
                    if (!columns.contains(at)) {
                        columns.add(at);
                    }
                }
                case Expression.FunctionCall call
                when isAggregate(call) -> calls.add(new Call(position(target(call, item.alias()), names), call));
                default ->
                    throw SqlException.of(ErrorCode.SYNTAX, "USING KEY takes columns and aggregates", item.span())
                            .hint("write USING KEY (id, max(total))");
            }
        }
        if (columns.isEmpty()) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "USING KEY needs a column that is a key",
                    items.getFirst().span());
        }
        check(columns, calls, names);
        return new RecursiveKeys(List.copyOf(columns), List.copyOf(calls));
    }

    private static void check(List<Integer> columns, List<Call> calls, List<String> names) {
        var made = new ArrayList<Integer>();
        for (var call : calls) {
            var name = names.get(call.output());
            if (columns.contains(call.output())) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "a key cannot be an aggregate: " + name,
                        call.call().span());
            }
            if (made.contains(call.output())) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "two aggregates make one column: " + name,
                        call.call().span());
            }
            made.add(call.output());
        }
    }

    private static boolean isAggregate(Expression.FunctionCall call) {
        return call.over() == null && Functions.isAggregate(call.name().last().folded());
    }

    /** The column that the aggregate makes: the one it is named after, else the one that it takes first. */
    private static Identifier target(Expression.FunctionCall call, @Nullable Identifier alias) {
        if (call.distinct()
                || call.filter() != null
                || !call.orderBy().isEmpty()
                || !call.withinGroup().isEmpty()) {
            throw SqlException.notSupported("DISTINCT, FILTER and ORDER BY of aggregates in USING KEY", call.span());
        }
        if (alias != null) {
            return alias;
        }
        for (var argument : call.arguments()) {
            if (argument.value() instanceof Expression.ColumnName column) {
                return column.name().last();
            }
        }
        throw SqlException.of(ErrorCode.SYNTAX, "which column does the aggregate make?", call.span())
                .hint("write " + call.name().last().text() + "(...) AS column");
    }

    private static int position(Identifier name, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (name.matches(names.get(i))) {
                return i;
            }
        }
        throw SqlException.unknownColumn(name.text(), name.span(), names);
    }

    /** @param names of the columns of the plan */
    Side side(Plan plan, List<String> names, Surroundings around) {
        if (calls.isEmpty()) {
            return new Side(plan, List.of());
        }
        var binding = around.binding();
        var items = new ArrayList<Scope.Item>();
        var made = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < names.size(); i++) {
            var column = plan.output().get(i);
            items.add(new Scope.Item(names.get(i), column));
            made.add(new Plan.Assignment(binding.columnLike(column), new Expr.Ref(column, Span.NONE)));
        }
        var scope = new Scope(List.of(new Scope.Table(null, "", null, List.copyOf(items))), List.of(), around.outer());
        var binder = ExprBinder.of(around, scope, Place.plain("USING KEY").in(Place.Inside.AGGREGATE));
        var aggregated = new ArrayList<Plan.Recursive.Aggregated>();
        for (var one : calls) {
            var call = one.call();
            var parts = BindCall.parts(call.name().last().folded(), call, BindCall.arguments(call, binder), binder);
            var positions = new ArrayList<Integer>();
            for (var argument : parts.arguments()) {
                positions.add(made.size());
                made.add(new Plan.Assignment(binding.column("argument", argument.type()), argument));
            }
            aggregated.add(new Plan.Recursive.Aggregated(one.output(), parts.function(), List.copyOf(positions)));
        }
        return new Side(new Plan.Project(plan, List.copyOf(made)), List.copyOf(aggregated));
    }

    /** The type of a column of the result. */
    static DataType type(int column, DataType own, List<Plan.Recursive.Aggregated> calls) {
        for (var call : calls) {
            if (call.output() == column) {
                return call.function().result();
            }
        }
        return own;
    }
}
