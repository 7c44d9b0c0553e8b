package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.TableArgument;
import tarn.sql.SqlParser;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.text.Quoting;

/** {@code query('SELECT ...')} and {@code query_table('t')}, also of several tables: queries and tables named by values. */
final class BindNamedQuery {
    private BindNamedQuery() {}

    /** Null where the function is another one. */
    static @Nullable BoundQuery bind(TableRef.Function function, Surroundings around) {
        String name = function.name().last().folded();
        boolean table = name.equals("query_table");
        if (!table && !name.equals("query")) {
            return null;
        }
        var arguments = function.arguments();
        if (arguments.isEmpty() || arguments.size() > (table ? 2 : 1)) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " does not take so many arguments", function.span())
                    .hint(table ? "there is query_table(name), query_table(names, by_name)" : "there is query(sql)");
        }
        var named = table ? name(arguments.getFirst().value(), around.parameters()) : null;
        var value = named != null
                ? named
                : BindTableFunction.argument(arguments.getFirst().value(), around);
        boolean byName = arguments.size() == 2
                && Boolean.TRUE.equals(
                        BindTableFunction.constant(arguments.getLast().value(), around)
                                .value());
        String sql = table ? tables(value, byName) : text(value);
        return around.binding().inside(name, function.span(), () -> BindQuery.bind(parse(sql), around));
    }

    /** A table by its bare name, perhaps given as the argument of a macro; null for other expressions. */
    private static @Nullable TableArgument name(Expression expression, @Nullable MacroArguments parameters) {
        if (expression instanceof Expression.Cast(var operand, var _, var _, var _)
                && name(operand, parameters) != null) {
            return name(operand, parameters);
        }
        if (!(expression instanceof Expression.ColumnName column)) {
            return null;
        }
        var name = column.name();
        var argument = parameters == null || name.parts().size() > 1 ? null : parameters.find(name.last());
        return argument == null
                ? new TableArgument.Value(BindLiteral.string(name.text(), column.span()))
                : name(argument.expression(), argument.outer());
    }

    private static Query parse(String sql) {
        try {
            if (SqlParser.parseOne(sql) instanceof Statement.QueryStatement statement) {
                return Unplaced.of(statement.query());
            }
        } catch (SqlException e) {
            throw new SqlException(e.code(), e.sentence(), Span.NONE, e.hints());
        }
        throw SqlException.of(ErrorCode.INVALID_VALUE, "a query is wanted, not another statement");
    }

    private static String tables(TableArgument value, boolean byName) {
        if (!(value instanceof TableArgument.Values several)) {
            return from(text(value));
        }
        var names = several.elements().stream().map(BindNamedQuery::text).toList();
        return String.join(
                byName ? " UNION ALL BY NAME " : " UNION ALL ",
                names.stream().map(BindNamedQuery::from).toList());
    }

    private static String from(String table) {
        var parts = List.of(table.split("[.]"));
        return "FROM " + String.join(".", parts.stream().map(Quoting::quoteName).toList());
    }

    private static String text(TableArgument value) {
        if (value instanceof TableArgument.Value(var literal) && literal.value() instanceof String text) {
            return text;
        }
        throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a string is wanted here", value.span());
    }
}
