package tarn.engine.function;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.function.SqlFunctions.One;
import tarn.engine.function.SqlFunctions.SqlFunction;

/**
 * What tools ask a PostgreSQL server about itself: rights, visibility, descriptions. Here everybody may do everything and
 * sees everything, and there is no network.
 */
final class ServerFunctions {
    private static final String TOPIC = "Catalog";

    private ServerFunctions() {}

    static List<SqlFunction> all() {
        var all = new ArrayList<SqlFunction>();
        for (var what : List.of(
                "any_column",
                "database",
                "foreign_data_wrapper",
                "function",
                "language",
                "schema",
                "sequence",
                "server",
                "table",
                "tablespace")) {
            var name = "has_" + what + "_privilege";
            all.add(function(name, "Whether one may do that: always.", name + "('x', 'y')")
                    .as("(thing, privilege) AS true, (role, thing, privilege) AS true"));
        }
        all.add(function(
                        "has_column_privilege",
                        "Whether one may do that: always.",
                        "has_column_privilege('t', 'a', 'SELECT')")
                .as("(thing, part, privilege) AS true, (role, thing, part, privilege) AS true"));
        all.add(function("pg_has_role", "Whether one has a role: always.", "pg_has_role('a', 'USAGE')")
                .as("(role, privilege) AS true, (member, role, privilege) AS true"));
        for (var what : List.of(
                "collation",
                "conversion",
                "function",
                "opclass",
                "operator",
                "opfamily",
                "table",
                "ts_config",
                "ts_dict",
                "ts_parser",
                "ts_template",
                "type")) {
            var name = "pg_" + what + "_is_visible";
            all.add(function(name, "Whether a name without its schema leads to it: always.", name + "(1)")
                    .as("(oid) AS true"));
        }
        all.addAll(nothing());
        all.addAll(others());
        return all;
    }

    private static List<SqlFunction> nothing() {
        var text = "There is none: NULL.";
        return List.of(
                function("obj_description", text, "obj_description(1, 'pg_class') IS NULL")
                        .as("(oid) AS NULL::VARCHAR, (oid, kind) AS NULL::VARCHAR"),
                function("shobj_description", text, "shobj_description(1, 'pg_class') IS NULL")
                        .as("(oid, kind) AS NULL::VARCHAR"),
                function("col_description", text, "col_description(1, 1) IS NULL")
                        .as("(oid, place) AS NULL::VARCHAR"),
                function("inet_client_addr", text, "inet_client_addr() IS NULL").as("() AS NULL::VARCHAR"),
                function("inet_server_addr", text, "inet_server_addr() IS NULL").as("() AS NULL::VARCHAR"),
                function("inet_client_port", text, "inet_client_port() IS NULL").as("() AS NULL::INTEGER"),
                function("inet_server_port", text, "inet_server_port() IS NULL").as("() AS NULL::INTEGER"));
    }

    private static List<SqlFunction> others() {
        return List.of(
                function("pg_my_temp_schema", "0.", "pg_my_temp_schema() = 0").as("() AS 0"),
                function(
                                "pg_is_other_temp_schema",
                                "Whether it is somebody else's: never.",
                                "NOT pg_is_other_temp_schema(1)")
                        .as("(oid) AS false"),
                function("pg_get_expr", "The first argument.", "pg_get_expr('1', 2) = '1'")
                        .as("(expression, oid) AS expression, (expression, oid, pretty) AS expression"),
                function("pg_get_viewdef", "Text of a view by its number.", "pg_get_viewdef(1) IS NULL")
                        .as("(oid) AS (SELECT sql FROM duckdb_views() v WHERE v.view_oid = oid)"),
                function(
                                "pg_get_constraintdef",
                                "Text of a constraint by its number.",
                                "pg_get_constraintdef(1) IS NULL")
                        .as("(oid) AS (SELECT constraint_text FROM duckdb_constraints() c WHERE"
                                + " c.table_oid * 1000000 + c.constraint_index = oid),"
                                + " (oid, pretty) AS (SELECT constraint_text FROM duckdb_constraints() c WHERE"
                                + " c.table_oid * 1000000 + c.constraint_index = oid)"),
                function(
                                "in_search_path",
                                "Whether names are looked for in that schema.",
                                "in_search_path('memory', 'main')")
                        .as("(database, name) AS database = current_database() AND"
                                + " list_contains(current_schemas(true), name)"),
                function("get_block_size", "Size of a block of a stored database.", "get_block_size('memory') > 0")
                        .as("(database) AS 262144"));
    }

    private static One function(String name, String doc, String example) {
        return new One(TOPIC, name).doc(doc).example(example);
    }
}
