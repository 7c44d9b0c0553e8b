package tarn.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableSource;
import tarn.engine.format.FileFormats;
import tarn.engine.query.bind.CatalogView;
import tarn.engine.query.bind.Listing;
import tarn.sql.SqlParser;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** What one statement of a session sees: its temporary tables before those of the database, and files. */
final class SessionCatalog implements CatalogView {
    static final String TEMPORARY = CatalogSnapshot.TEMPORARY;

    private final CatalogSnapshot shared;
    private final CatalogSnapshot temporary;
    private final Listings listings;
    private final String schema;
    private final boolean externalAccess;

    SessionCatalog(
            CatalogSnapshot shared,
            CatalogSnapshot temporary,
            Listings listings,
            String schema,
            boolean externalAccess) {
        this.shared = shared;
        this.temporary = temporary;
        this.listings = listings;
        this.schema = schema;
        this.externalAccess = externalAccess;
    }

    @Override
    public @Nullable Entry table(@Nullable String wanted, String name) {
        if (wanted == null) {
            var entry = entry(TEMPORARY, temporary.find(CatalogSnapshot.MAIN, name));
            entry = entry != null ? entry : entry(schema, shared.find(schema, name));
            entry = entry != null ? entry : entry(CatalogSnapshot.MAIN, shared.find(CatalogSnapshot.MAIN, name));
            return entry != null ? entry : ofCatalog(name);
        }
        var entry = wanted.equalsIgnoreCase(TEMPORARY)
                ? entry(TEMPORARY, temporary.find(CatalogSnapshot.MAIN, name))
                : entry(wanted, shared.find(wanted, name));
        return entry != null ? entry : CatalogViews.find(wanted, name);
    }

    /** A view of the catalog, or one of its listings written without parentheses. */
    private @Nullable Entry ofCatalog(String name) {
        var view = CatalogViews.find(null, name);
        if (view != null || !listings.names().contains(name.toLowerCase(java.util.Locale.ROOT))) {
            return view;
        }
        var select = (Statement.QueryStatement) SqlParser.parseOne("SELECT * FROM " + name + "()");
        return new Entry.View(CatalogSnapshot.MAIN, name, List.of(), select.query());
    }

    private static @Nullable Entry entry(String schema, @Nullable CatalogEntry entry) {
        return switch (entry) {
            case null -> null;
            case CatalogEntry.Table table -> new Entry.Table(schema, table.name(), table.source(), table.constraints());
            case CatalogEntry.View view -> new Entry.View(schema, view.name(), view.columnNames(), view.query());
            case CatalogEntry.Macro _,
                    CatalogEntry.Numbers _,
                    CatalogEntry.TypeAlias _,
                    CatalogEntry.Index _,
                    CatalogEntry.Comment _ -> throw new IllegalStateException("not a relation: " + entry.name());
        };
    }

    @Override
    public CatalogEntry.@Nullable Macro macro(@Nullable String wanted, String name, boolean table) {
        return (CatalogEntry.Macro) find(wanted, table ? Space.TABLE_MACROS : Space.MACROS, name);
    }

    @Override
    public CatalogEntry.@Nullable Numbers sequence(@Nullable String wanted, String name) {
        return (CatalogEntry.Numbers) find(wanted, Space.SEQUENCES, name);
    }

    @Override
    public CatalogEntry.@Nullable TypeAlias type(@Nullable String wanted, String name) {
        return (CatalogEntry.TypeAlias) find(wanted, Space.TYPES, name);
    }

    private @Nullable CatalogEntry find(@Nullable String wanted, Space space, String name) {
        var here = wanted == null || wanted.equalsIgnoreCase(TEMPORARY)
                ? temporary.find(CatalogSnapshot.MAIN, space, name)
                : null;
        if (here == null && !TEMPORARY.equalsIgnoreCase(wanted)) {
            here = shared.find(wanted == null ? schema : wanted, space, name);
        }
        if (here == null && wanted == null) {
            here = shared.find(CatalogSnapshot.MAIN, space, name);
        }
        return here;
    }

    @Override
    public List<String> sequenceNames() {
        var names = new TreeSet<String>();
        temporary.entries(CatalogSnapshot.MAIN, Space.SEQUENCES).forEach(entry -> names.add(entry.name()));
        shared.entries(schema, Space.SEQUENCES).forEach(entry -> names.add(entry.name()));
        return List.copyOf(names);
    }

    @Override
    public List<String> macroNames(boolean table) {
        var names = new TreeSet<String>();
        for (var entries : List.of(
                temporary.macros(CatalogSnapshot.MAIN), shared.macros(schema), shared.macros(CatalogSnapshot.MAIN))) {
            entries.forEach(entry -> {
                if (((CatalogEntry.Macro) entry).table() == table) {
                    names.add(entry.name());
                }
            });
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> tableNames() {
        var names = new TreeSet<String>();
        temporary.entries(CatalogSnapshot.MAIN).forEach(entry -> names.add(entry.name()));
        shared.entries(schema).forEach(entry -> names.add(entry.name()));
        shared.entries(CatalogSnapshot.MAIN).forEach(entry -> names.add(entry.name()));
        return List.copyOf(names);
    }

    @Override
    public TableSource file(String path, Span span) {
        requireAccess(span);
        return FileFormats.open(path, span);
    }

    @Override
    public @Nullable TableSource tableFunction(
            String name, List<TableArgument> arguments, Map<String, TableArgument> named, Span span) {
        var function = TableFunctions.find(name);
        if (function == null) {
            return null;
        }
        if (function.readsFiles()) {
            requireAccess(span);
        }
        return function.open(arguments, named, span);
    }

    @Override
    public List<String> tableFunctionNames() {
        var names = new TreeSet<>(TableFunctions.names());
        names.addAll(listings.names());
        return List.copyOf(names);
    }

    @Override
    public @Nullable Listing listing(String name) {
        return listings.find(name, shared, temporary);
    }

    @Override
    public TableSource copySource(
            List<String> paths, List<ColumnDefinition> columns, Map<String, TableArgument> options, Span span) {
        requireAccess(span);
        return FileFormats.openAs(paths, columns, options, span);
    }

    private void requireAccess(Span span) {
        if (!externalAccess) {
            throw SqlException.of(
                    ErrorCode.NOT_ALLOWED, "files are out of reach: external access is switched off", span);
        }
    }
}
