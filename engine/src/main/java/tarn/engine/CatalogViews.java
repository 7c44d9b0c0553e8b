package tarn.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tarn.engine.query.bind.CatalogView;
import tarn.sql.SqlParser;
import tarn.sql.ast.Statement;

/** The views of information_schema, of pg_catalog and SQLite's catalog, as {@code catalog.sql} defines them. */
final class CatalogViews {
    static final String INFORMATION_SCHEMA = "information_schema";
    static final String PG_CATALOG = "pg_catalog";

    private static final String SOURCE = "catalog.sql";

    private CatalogViews() {}

    /** Read when first asked for: most sessions never do. */
    private static final class All {
        private static final Map<String, CatalogView.Entry.View> VIEWS = read();
    }

    private static Map<String, CatalogView.Entry.View> read() {
        var views = new TreeMap<String, CatalogView.Entry.View>();
        try (var stream = Objects.requireNonNull(CatalogViews.class.getResourceAsStream(SOURCE))) {
            var sql = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (var statement : SqlParser.statements(sql)) {
                if (statement instanceof Statement.CreateView view) {
                    var schema = Objects.requireNonNull(view.name().qualifier()).text();
                    var name = view.name().last().text();
                    views.put(schema + "." + name, new CatalogView.Entry.View(schema, name, List.of(), view.query()));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return views;
    }

    /** @param schema null where not written */
    static CatalogView.Entry.@Nullable View find(@Nullable String schema, String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (schema != null) {
            return All.VIEWS.get(schema.toLowerCase(Locale.ROOT) + "." + lower);
        }
        boolean likely = lower.startsWith("pg_") || lower.startsWith("sqlite_") || lower.startsWith("pragma_");
        if (!likely) {
            return null;
        }
        var found = All.VIEWS.get("main." + lower);
        return found != null ? found : All.VIEWS.get(PG_CATALOG + "." + lower);
    }
}
