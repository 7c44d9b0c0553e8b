package tarn.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.TypeNames;
import tarn.engine.function.Argument;
import tarn.engine.function.FunctionEntry;
import tarn.engine.function.Functions;
import tarn.sql.ast.Statement;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.text.SqlPrinter;

/** The rows of duckdb_functions(): a row for each form of a function or macro. */
final class FunctionRows {
    static final String COLUMNS = "database_name VARCHAR, database_oid VARCHAR, schema_name VARCHAR,"
            + " function_name VARCHAR, alias_of VARCHAR, function_type VARCHAR, description VARCHAR, comment VARCHAR,"
            + " return_type VARCHAR, parameters VARCHAR[], parameter_types VARCHAR[], varargs VARCHAR,"
            + " macro_definition VARCHAR, has_side_effects BOOLEAN, internal BOOLEAN, function_oid BIGINT,"
            + " examples VARCHAR[], stability VARCHAR, signature VARCHAR";

    private FunctionRows() {}

    /** What is known of a function with arguments of given types; nothing where the types are not given. */
    private record Known(@Nullable String result, @Nullable Boolean volatileResult) {}

    static List<List<@Nullable Object>> builtIn(long database) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var function : Functions.all()) {
            var names = new ArrayList<>(List.of(function.name()));
            names.addAll(function.aliases());
            for (var name : names) {
                for (var signature : function.signatures().isEmpty() ? List.of("") : function.signatures()) {
                    rows.add(row(function, name, signature, database));
                }
            }
        }
        for (var name : TableFunctions.names()) {
            rows.add(Arrays.asList(
                    "system",
                    text(database),
                    "main",
                    name,
                    null,
                    "table",
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    true,
                    oid(name, ""),
                    List.of(),
                    null,
                    null));
        }
        return rows;
    }

    private static List<@Nullable Object> row(FunctionEntry function, String name, String signature, long database) {
        var types = types(signature);
        boolean open = !types.isEmpty() && types.getLast().endsWith("...");
        var fixed = open ? types.subList(0, types.size() - 1) : types;
        var names = new ArrayList<String>();
        for (int i = 0; i < fixed.size(); i++) {
            names.add("col" + i);
        }
        var known = known(function, fixed);
        return Arrays.asList(
                "system",
                text(database),
                "main",
                name,
                name.equals(function.name()) ? null : function.name(),
                function.kind().name().toLowerCase(Locale.ROOT),
                function.doc(),
                null,
                known.result(),
                names,
                fixed,
                open ? types.getLast().replace("...", "") : null,
                null,
                known.volatileResult(),
                true,
                oid(name, signature),
                List.of(function.example()),
                known.volatileResult() == null ? null : known.volatileResult() ? "VOLATILE" : "CONSISTENT",
                signature);
    }

    /** The types in the parentheses of a signature; commas within a type do not count. */
    private static List<String> types(String signature) {
        var types = new ArrayList<String>();
        int from = signature.indexOf('(') + 1;
        int depth = 0;
        for (int at = from; from > 0 && at < signature.length(); at++) {
            char c = signature.charAt(at);
            if (depth == 0 && (c == ',' || c == ')')) {
                var type = signature.substring(from, at).strip();
                if (!type.isEmpty()) {
                    types.add(type);
                }
                from = at + 1;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return types;
    }

    private static Known known(FunctionEntry function, List<String> types) {
        var arguments = new ArrayList<Argument>();
        for (var name : types) {
            DataType type = TypeNames.find(name.toLowerCase(Locale.ROOT));
            if (type == null) {
                return new Known(null, null);
            }
            arguments.add(Argument.of(type));
        }
        try {
            return switch (function.kind()) {
                case SCALAR -> {
                    var overload = Functions.scalar(function.name(), arguments, Span.NONE);
                    yield new Known(
                            overload.result().sql(), !overload.properties().deterministic());
                }
                case AGGREGATE ->
                    new Known(
                            Functions.aggregate(function.name(), arguments, Span.NONE)
                                    .result()
                                    .sql(),
                            false);
                case WINDOW -> new Known(null, false);
            };
        } catch (SqlException _) {
            // some want constants, or are written in SQL
            return new Known(null, null);
        }
    }

    static List<List<@Nullable Object>> macro(CatalogEntry.Macro macro, String database, long oid, String schema) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var form : macro.overloads()) {
            var names = form.parameters().stream()
                    .map(parameter -> parameter.name().text())
                    .toList();
            var body = form.table() == null
                    ? SqlPrinter.print(Objects.requireNonNull(form.expression()))
                    : SqlPrinter.print(form.table());
            rows.add(Arrays.asList(
                    database,
                    text(oid),
                    schema,
                    macro.name(),
                    null,
                    macro.table() ? "table_macro" : "macro",
                    null,
                    null,
                    null,
                    names,
                    form.parameters().stream().map(FunctionRows::type).toList(),
                    null,
                    body,
                    null,
                    false,
                    oid(database + "." + schema + "." + macro.name(), body),
                    List.of(),
                    null,
                    null));
        }
        return rows;
    }

    private static @Nullable String type(Statement.FunctionParameter parameter) {
        return parameter.type() == null ? null : SqlPrinter.print(parameter.type());
    }

    private static String text(long oid) {
        return String.valueOf(oid);
    }

    private static long oid(String name, String form) {
        return 20_000 + ((name + "(" + form).hashCode() & 0x7fff_ffffL);
    }
}
