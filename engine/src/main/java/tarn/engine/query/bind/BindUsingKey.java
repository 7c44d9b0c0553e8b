package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * {@code USING KEY (a, max(b))}: columns are keys, an aggregate takes the place of its first argument.
 *
 * @param types of the recursive query's columns: those of aggregates are the aggregates' own
 */
record BindUsingKey(List<Integer> keys, List<Plan.Recursive.Aggregated> aggregates, List<DataType> types) {

    static BindUsingKey of(List<Expression> written, List<String> names, List<DataType> types) {
        var keys = new ArrayList<Integer>();
        var aggregates = new ArrayList<Plan.Recursive.Aggregated>();
        var own = new ArrayList<>(types);
        for (var expression : written) {
            switch (expression) {
                case Expression.ColumnName column -> keys.add(position(column, names));
                case Expression.FunctionCall call
                when Functions.isAggregate(call.name().last().folded()) -> aggregates.add(aggregated(call, names, own));
                default ->
                    throw SqlException.notSupported(
                            "anything but columns and aggregates of them in USING KEY", expression.span());
            }
        }
        if (keys.isEmpty()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "USING KEY needs a column that is a key",
                    written.getFirst().span());
        }
        check(written, keys, aggregates);
        return new BindUsingKey(List.copyOf(keys), List.copyOf(aggregates), List.copyOf(own));
    }

    private static void check(
            List<Expression> written, List<Integer> keys, List<Plan.Recursive.Aggregated> aggregates) {
        var taken = new ArrayList<>(keys);
        for (var aggregate : aggregates) {
            if (taken.contains(aggregate.column())) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS,
                        "a column stands for two things in USING KEY",
                        written.getFirst().span());
            }
            taken.add(aggregate.column());
        }
    }

    private static int position(Expression.ColumnName column, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (column.name().last().matches(names.get(i))) {
                return i;
            }
        }
        throw SqlException.unknownColumn(column.name().text(), column.span(), names);
    }

    /** Gives the column of the result the aggregate's type; rows have that type from the start. */
    private static Plan.Recursive.Aggregated aggregated(
            Expression.FunctionCall call, List<String> names, List<DataType> types) {
        String name = call.name().last().folded();
        if (call.distinct() || call.filter() != null || !call.orderBy().isEmpty() || call.over() != null) {
            throw SqlException.notSupported("DISTINCT, FILTER, ORDER BY and OVER in USING KEY", call.span());
        }
        var arguments = new ArrayList<Integer>();
        for (var argument : call.arguments()) {
            if (!(argument.value() instanceof Expression.ColumnName column)) {
                throw SqlException.notSupported(
                        "an aggregate of anything but columns in USING KEY",
                        argument.value().span());
            }
            arguments.add(position(column, names));
        }
        if (arguments.isEmpty()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, "an aggregate in USING KEY is of a column: " + name, call.span());
        }
        int column = arguments.getFirst();
        var result = Functions.aggregate(name, arguments(arguments, types), call.span())
                .result();
        boolean converts = Coercion.implicitCost(types.get(column), result) != Coercion.IMPOSSIBLE;
        types.set(column, result);
        var function = converts ? Functions.aggregate(name, arguments(arguments, types), call.span()) : null;
        if (function == null
                || !function.result().equals(result)
                || !function.parameters()
                        .equals(arguments.stream().map(types::get).toList())) {
            throw SqlException.notSupported(
                    name + " in USING KEY, which is of another type than its column", call.span());
        }
        return new Plan.Recursive.Aggregated(column, function, List.copyOf(arguments));
    }

    private static List<Argument> arguments(List<Integer> positions, List<DataType> types) {
        return positions.stream().map(i -> Argument.of(types.get(i))).toList();
    }
}
