package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.SqlParser;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** PRAGMA and CALL where they give rows. */
final class BindPragma {
    private BindPragma() {}

    /** The rows of a pragma, or null if it gives none. */
    static @Nullable BoundQuery rows(Statement.Pragma pragma, Surroundings around) {
        if (pragma.value() != null) {
            return null;
        }
        return switch (pragma.name().folded()) {
            case "table_info" -> tableInfo(pragma.arguments(), pragma, around);
            case "show" -> described(pragma, around);
            case "show_tables" -> statement("SHOW TABLES", around);
            case "show_tables_expanded" -> statement("SHOW ALL TABLES", around);
            case "show_databases" -> query("SELECT database_name FROM duckdb_databases()", around);
            case "database_list" -> query("SELECT * FROM pragma_database_list", around);
            case "version" -> query("SELECT * FROM pragma_version()", around);
            case "platform" -> query("SELECT * FROM pragma_platform()", around);
            case "collations" -> query("SELECT * FROM pragma_collations()", around);
            case "user_agent" -> query("SELECT * FROM pragma_user_agent()", around);
            case "extension_versions" ->
                query(
                        "SELECT extension_name, extension_version, install_mode, installed_from FROM"
                                + " duckdb_extensions()",
                        around);
            case "functions" -> query("SELECT * FROM duckdb_functions()", around);
            default -> null;
        };
    }

    private static BoundQuery tableInfo(
            List<Expression.Argument> arguments, Statement.Pragma pragma, Surroundings around) {
        if (arguments.size() != 1) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, "the name of a table is wanted: PRAGMA table_info('t')", pragma.span());
        }
        return BindDescribe.tableInfo(tableName(arguments.getFirst().value(), around), around);
    }

    private static BoundQuery described(Statement.Pragma pragma, Surroundings around) {
        if (pragma.arguments().size() != 1) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the name of a table is wanted", pragma.span());
        }
        var name = tableName(pragma.arguments().getFirst().value(), around);
        return BindDescribe.describe(new Statement.Describe(name, null, pragma.span()), around);
    }

    /** A table named by a string, in which a schema may stand, or by its bare name. */
    static QualifiedName tableName(Expression value, Surroundings around) {
        if (value instanceof Expression.ColumnName name) {
            return name.name();
        }
        if (BindTableFunction.constant(value, around).value() instanceof String text) {
            var parts = SqlParser.parseExpression(text) instanceof Expression.ColumnName name
                    ? name.name().parts().stream()
                            .map(part -> new Identifier(part.text(), part.quoted(), value.span()))
                            .toList()
                    : List.of(new Identifier(text, true, value.span()));
            return new QualifiedName(parts, value.span());
        }
        throw SqlException.typeMismatch("the name of a table is a string", value.span());
    }

    /** What a query that is put together here gives. */
    static BoundQuery query(String sql, Surroundings around) {
        return BindQuery.bind(((Statement.QueryStatement) SqlParser.parseOne(sql)).query(), around);
    }

    private static BoundQuery statement(String sql, Surroundings around) {
        return BindDescribe.rows(SqlParser.parseOne(sql), around);
    }

    /** {@code CALL f(x)} is {@code SELECT * FROM f(x)}. */
    static BoundQuery call(Statement.Call call, Surroundings around) {
        var function = new TableRef.Function(call.function(), call.arguments(), false, false, null, call.span());
        var select = BindQuery.starOf(function);
        return BindQuery.bind(new Query(null, select, List.of(), null, call.span()), around);
    }
}
