package tarn.engine.query.bind;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.function.SqlFunctions;
import tarn.engine.function.SqlTables;
import tarn.sql.SqlParser;
import tarn.sql.ast.Statement;
import tarn.sql.ast.Unplaced;

/** The built-in functions that are written in SQL, as macros; each is parsed when it is first called. */
final class SqlMacros {
    private static final Map<String, CatalogEntry.Macro> PARSED = new ConcurrentHashMap<>();
    private static final Map<String, CatalogEntry.Macro> TABLES = new ConcurrentHashMap<>();

    private SqlMacros() {}

    /** @param name in small letters */
    static CatalogEntry.@Nullable Macro find(String name) {
        var known = PARSED.get(name);
        if (known != null) {
            return known;
        }
        var body = SqlFunctions.body(name);
        return body == null ? null : PARSED.computeIfAbsent(name, one -> parse(one, body));
    }

    /** One that stands in FROM. */
    static CatalogEntry.@Nullable Macro table(String name) {
        var body = SqlTables.body(name);
        return body == null ? null : TABLES.computeIfAbsent(name, one -> parse(one, body));
    }

    private static CatalogEntry.Macro parse(String name, String body) {
        for (var statement : SqlParser.statements("CREATE MACRO \"" + name + "\" " + body)) {
            if (statement instanceof Statement.CreateMacro macro) {
                var overloads = macro.overloads().stream().map(Unplaced::of).toList();
                return new CatalogEntry.Macro(name, overloads, false, false);
            }
        }
        throw new IllegalStateException("not a macro: " + name);
    }
}
