package tarn.engine.catalog;

import java.util.Locale;
import org.eclipse.collections.api.factory.SortedMaps;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.map.sorted.ImmutableSortedMap;
import org.jspecify.annotations.Nullable;

/** All schemas and their entries at one moment. Immutable; names are case-insensitive and keep their case. */
public final class CatalogSnapshot {
    public static final String MAIN = "main";

    private final ImmutableSortedMap<String, ImmutableSortedMap<String, CatalogEntry>> schemas;

    private CatalogSnapshot(ImmutableSortedMap<String, ImmutableSortedMap<String, CatalogEntry>> schemas) {
        this.schemas = schemas;
    }

    static CatalogSnapshot empty() {
        return new CatalogSnapshot(SortedMaps.immutable.of(MAIN, SortedMaps.immutable.empty()));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public boolean hasSchema(String schema) {
        return schemas.containsKey(key(schema));
    }

    public ImmutableList<String> schemaNames() {
        return schemas.keysView().toImmutableList();
    }

    public @Nullable CatalogEntry find(String schema, String name) {
        var entries = schemas.get(key(schema));
        return entries == null ? null : entries.get(key(name));
    }

    /** Entries of a schema by name; none when there is no such schema. */
    public ImmutableList<CatalogEntry> entries(String schema) {
        var entries = schemas.get(key(schema));
        return entries == null
                ? org.eclipse.collections.api.factory.Lists.immutable.empty()
                : entries.valuesView().toImmutableList();
    }

    public CatalogSnapshot with(String schema, CatalogEntry entry) {
        var entries = schemas.get(key(schema)).newWithKeyValue(key(entry.name()), entry);
        return new CatalogSnapshot(schemas.newWithKeyValue(key(schema), entries));
    }

    public CatalogSnapshot without(String schema, String name) {
        var entries = schemas.get(key(schema)).newWithoutKey(key(name));
        return new CatalogSnapshot(schemas.newWithKeyValue(key(schema), entries));
    }

    public CatalogSnapshot withSchema(String schema) {
        return hasSchema(schema)
                ? this
                : new CatalogSnapshot(schemas.newWithKeyValue(key(schema), SortedMaps.immutable.empty()));
    }

    public CatalogSnapshot withoutSchema(String schema) {
        return new CatalogSnapshot(schemas.newWithoutKey(key(schema)));
    }

    /**
     * This snapshot with every change made on the way from {@code base} to {@code changed}, or null if an entry changed
     * there is not the same here as in {@code base}: somebody else has changed it meanwhile.
     */
    @Nullable
    CatalogSnapshot merge(CatalogSnapshot base, CatalogSnapshot changed) {
        if (this == base) {
            return changed;
        }
        var result = this;
        for (var schema : changed.schemas.keysView()) {
            result = result.withSchema(schema);
        }
        for (var schema : base.schemas.keysView()) {
            if (!changed.hasSchema(schema)) {
                result = result.withoutSchema(schema);
            }
        }
        for (var schema : result.schemas.keysView()) {
            var names = new java.util.TreeSet<String>();
            base.entries(schema).forEach(entry -> names.add(entry.name()));
            changed.entries(schema).forEach(entry -> names.add(entry.name()));
            for (var name : names) {
                var before = base.find(schema, name);
                var after = changed.find(schema, name);
                if (before == after) {
                    continue;
                }
                if (find(schema, name) != before) {
                    return null;
                }
                result = after == null ? result.without(schema, name) : result.with(schema, after);
            }
        }
        return result;
    }
}
