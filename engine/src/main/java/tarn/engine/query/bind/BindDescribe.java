package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.sql.SqlParser;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** DESCRIBE, SHOW TABLES and SUMMARIZE: queries about what there is. */
final class BindDescribe {
    private static final List<String> NAMES = List.of("column_name", "column_type", "null", "key", "default", "extra");
    private static final String SUMMARIZED = "summarized rows";

    private BindDescribe() {}

    /** The rows of such a statement used as a query; an error if it is another one. */
    static BoundQuery rows(Statement statement, Surroundings around) {
        return switch (statement) {
            case Statement.Describe describe -> describe(describe, around);
            case Statement.Summarize summarize -> summarize(summarize, around);
            case Statement.Show show -> {
                var rows = show(show, around);
                if (rows == null) {
                    throw SqlException.notSupported("this SHOW as a table", show.span());
                }
                yield rows;
            }
            default -> throw SqlException.notSupported("this statement as a table", statement.span());
        };
    }

    static BoundQuery describe(Statement.Describe describe, Surroundings around) {
        if (describe.query() != null) {
            var query = BindQuery.bind(describe.query(), around);
            return columns(definitions(query), around.binding());
        }
        return describe.table() != null ? table(describe.table(), around) : allTables(around);
    }

    /** A row per table and view: where it is, and its columns. */
    private static BoundQuery allTables(Surroundings around) {
        return BindPragma.query("""
            SELECT database_name AS database, schema_name AS schema, table_name AS name,
                list(column_name ORDER BY column_index) AS column_names,
                list(data_type ORDER BY column_index) AS column_types, temporary
            FROM (SELECT database_name, schema_name, table_name, temporary FROM duckdb_tables()
                    UNION ALL SELECT database_name, schema_name, view_name, temporary FROM duckdb_views())
                JOIN duckdb_columns() USING (database_name, schema_name, table_name)
            GROUP BY ALL ORDER BY database, schema, name\
            """, around);
    }

    private static BoundQuery tablesOf(QualifiedName schema, Surroundings around) {
        var name = schema.last().text();
        var known = around.binding().catalog().listing("duckdb_schemas");
        if (known != null
                && known.rows().stream().noneMatch(row -> name.equalsIgnoreCase(String.valueOf(row.get(3))))) {
            throw SqlException.of(ErrorCode.UNKNOWN_SCHEMA, "unknown schema: " + name, schema.span());
        }
        var text = "'" + name.toLowerCase(java.util.Locale.ROOT).replace("'", "''") + "'";
        return BindPragma.query(
                "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = " + text
                        + " ORDER BY name",
                around);
    }

    private static Expr list(List<String> texts, Binding binding) {
        return BindOperator.call(
                "list_value", texts.stream().map(BindValues::text).toList(), Span.NONE, binding);
    }

    private static BoundQuery table(QualifiedName name, Surroundings around) {
        var parts = name.parts();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
        var entry = around.binding().catalog().table(schema, name.last().text());
        if (entry instanceof CatalogView.Entry.Table table) {
            return columns(table, around.binding());
        }
        var query = BindQuery.body(BindQuery.starOf(new TableRef.Named(name, null, name.span())), around);
        return columns(definitions(query), around.binding());
    }

    static List<ColumnDefinition> definitions(BoundQuery query) {
        var definitions = new ArrayList<ColumnDefinition>();
        for (int i = 0; i < query.names().size(); i++) {
            var type = query.columns().get(i).type();
            definitions.add(
                    new ColumnDefinition(query.names().get(i), type == ScalarType.NULL ? ScalarType.INTEGER : type));
        }
        return definitions;
    }

    private static BoundQuery columns(CatalogView.Entry.Table table, Binding binding) {
        return columns(table.source().columns(), table.constraints(), binding);
    }

    private static BoundQuery columns(List<ColumnDefinition> columns, Binding binding) {
        return columns(columns, TableConstraints.NONE, binding);
    }

    private static BoundQuery columns(List<ColumnDefinition> columns, TableConstraints constraints, Binding binding) {
        var rows = new ArrayList<List<Expr>>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            rows.add(List.of(
                    BindValues.text(column.name()),
                    BindValues.text(column.type().sql()),
                    BindValues.text(column.notNull() ? "NO" : "YES"),
                    BindValues.text(key(i, constraints)),
                    BindValues.text(column.generated() ? column.generatedSql() : column.defaultSql()),
                    BindValues.text(null)));
        }
        return texts(NAMES, rows, binding);
    }

    private static @Nullable String key(int column, TableConstraints constraints) {
        var keys = constraints.keys().stream()
                .filter(key -> key.columns().contains(column))
                .toList();
        return keys.isEmpty() ? null : keys.stream().anyMatch(TableConstraints.Key::primary) ? "PRI" : "UNI";
    }

    /** {@code pragma_table_info('t')}. */
    static BoundQuery tableInfo(QualifiedName name, Surroundings around) {
        var parts = name.parts();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
        var entry = around.binding().catalog().table(schema, name.last().text());
        var constraints = entry instanceof CatalogView.Entry.Table table ? table.constraints() : TableConstraints.NONE;
        var query = BindQuery.body(BindQuery.starOf(new TableRef.Named(name, null, name.span())), around);
        var columns =
                entry instanceof CatalogView.Entry.Table table ? table.source().columns() : definitions(query);
        var rows = new ArrayList<List<Expr>>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            rows.add(List.of(
                    new Expr.Literal((long) i, ScalarType.INTEGER, Span.NONE),
                    BindValues.text(column.name()),
                    BindValues.text(column.type().sql()),
                    BindLiteral.bool(column.notNull(), Span.NONE),
                    BindValues.text(column.generated() ? column.generatedSql() : column.defaultSql()),
                    BindLiteral.bool("PRI".equals(key(i, constraints)), Span.NONE)));
        }
        return BindValues.table(
                List.of("cid", "name", "type", "notnull", "dflt_value", "pk"),
                List.of(
                        ScalarType.INTEGER,
                        ScalarType.VARCHAR,
                        ScalarType.VARCHAR,
                        ScalarType.BOOLEAN,
                        ScalarType.VARCHAR,
                        ScalarType.BOOLEAN),
                rows,
                around.binding());
    }

    /** Rows about the database itself. */
    static BoundQuery listing(Listing listing, Binding binding) {
        var rows = new ArrayList<List<Expr>>();
        for (var row : listing.rows()) {
            var values = new ArrayList<Expr>();
            for (int i = 0; i < row.size(); i++) {
                values.add(value(row.get(i), listing.columns().get(i).type(), binding));
            }
            rows.add(values);
        }
        return BindValues.table(
                listing.columns().stream().map(ColumnDefinition::name).toList(),
                listing.columns().stream().map(ColumnDefinition::type).toList(),
                rows,
                binding);
    }

    private static Expr value(@Nullable Object value, DataType type, Binding binding) {
        boolean texts = type instanceof ListType(var element) && element == ScalarType.VARCHAR;
        if (value instanceof List<?> list && !texts) {
            var all = list.stream().map(String::valueOf).toList();
            return Casting.to(list(all, binding), type, binding);
        }
        return new Expr.Literal(value, type, Span.NONE);
    }

    private static BoundQuery texts(List<String> names, List<List<Expr>> rows, Binding binding) {
        var types = names.stream().map(name -> (DataType) ScalarType.VARCHAR).toList();
        return BindValues.table(names, types, rows, binding);
    }

    private static BoundQuery names(List<String> names, Binding binding) {
        return texts(
                List.of("name"),
                names.stream().map(name -> List.of(BindValues.text(name))).toList(),
                binding);
    }

    /** The rows of SHOW, or null where only the session knows the answer. */
    static @Nullable BoundQuery show(Statement.Show show, Surroundings around) {
        var catalog = around.binding().catalog();
        return switch (show.kind()) {
            case TABLES -> {
                if (show.name() != null) {
                    yield tablesOf(show.name(), around);
                }
                var pattern = show.like() == null ? null : likePattern(show.like());
                yield names(
                        catalog.tableNames().stream()
                                .filter(name ->
                                        pattern == null || pattern.matcher(name).matches())
                                .toList(),
                        around.binding());
            }
            case COLUMNS -> show.name() == null ? null : table(show.name(), around);
            case THING -> {
                var name = show.name();
                if (name == null) {
                    yield null;
                }
                var parts = name.parts();
                String schema = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
                yield catalog.table(schema, name.last().text()) == null ? null : table(name, around);
            }
            case ALL_TABLES -> allTables(around);
            case VIEWS -> {
                var pattern = show.like() == null ? null : likePattern(show.like());
                yield names(
                        catalog.tableNames().stream()
                                .filter(name -> catalog.table(null, name) instanceof CatalogView.Entry.View)
                                .filter(name ->
                                        pattern == null || pattern.matcher(name).matches())
                                .toList(),
                        around.binding());
            }
            case SCHEMAS -> BindPragma.query("""
                SELECT database_name, schema_name, schema_name = current_schema() AS current
                FROM duckdb_schemas() WHERE database_name = current_database() ORDER BY ALL\
                """, around);
            case DATABASES, FUNCTIONS, SETTINGS -> null;
        };
    }

    private static Pattern likePattern(String like) {
        return Pattern.compile(BindStar.likeRegex(like), Pattern.CASE_INSENSITIVE);
    }

    /** A row per column, computed by a query that is put together here: one aggregation each over the same rows. */
    static BoundQuery summarize(Statement.Summarize summarize, Surroundings around) {
        var source = summarize.query() != null ? summarize.query() : all(summarize);
        var columns = definitions(BindQuery.bind(source, around));
        String sql = columns.stream().map(BindDescribe::summary).collect(Collectors.joining(" UNION ALL "));
        var statement = (Statement.QueryStatement) SqlParser.parseOne(sql);
        var name = new Identifier(SUMMARIZED, true, Span.NONE);
        var table = new Query.CommonTable(name, List.of(), List.of(), null, source, source.span());
        var with = new Query.With(false, List.of(table), source.span());
        var body = statement.query();
        return BindQuery.bind(new Query(with, body.body(), body.orderBy(), body.limit(), source.span()), around);
    }

    private static Query all(Statement.Summarize summarize) {
        var name = java.util.Objects.requireNonNull(summarize.table());
        var select = BindQuery.starOf(new TableRef.Named(name, null, name.span()));
        return new Query(null, select, List.of(), null, summarize.span());
    }

    private static String summary(ColumnDefinition column) {
        String name = "\"" + column.name().replace("\"", "\"\"") + "\"";
        String text = column.name().replace("'", "''");
        String type = column.type().sql();
        var items = new ArrayList<String>();
        items.add("'" + text + "' AS column_name");
        items.add("'" + type + "' AS column_type");
        items.add("CAST(min(" + name + ") AS VARCHAR) AS min");
        items.add("CAST(max(" + name + ") AS VARCHAR) AS max");
        items.add("count(DISTINCT " + name + ") AS approx_unique");
        boolean number = column.type().isNumeric();
        items.add(number ? "CAST(avg(" + name + ") AS VARCHAR) AS avg" : "CAST(NULL AS VARCHAR) AS avg");
        items.add(
                number
                        ? "CAST(stddev(CAST(" + name + " AS DOUBLE)) AS VARCHAR) AS std"
                        : "CAST(NULL AS VARCHAR) AS std");
        for (int percent : new int[] {25, 50, 75}) {
            String value = number
                    ? "CAST(quantile_cont(CAST(" + name + " AS DOUBLE), 0." + percent + ") AS " + type + ")"
                    : "NULL";
            items.add("CAST(" + value + " AS VARCHAR) AS q" + percent);
        }
        items.add("count(*) AS count");
        items.add("CAST(CASE WHEN count(*) = 0 THEN NULL ELSE 100.0 * (count(*) - count(" + name
                + ")) / count(*) END AS DECIMAL(9,2)) AS null_percentage");
        return "SELECT " + String.join(", ", items) + " FROM \"" + SUMMARIZED + "\"";
    }
}
