package tarn.engine.catalog;

import java.util.Locale;
import org.eclipse.collections.api.factory.SortedMaps;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.map.sorted.ImmutableSortedMap;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry.Space;

/** All schemas and their entries at one moment. Immutable; names are case-insensitive and keep their case. */
public final class CatalogSnapshot {
    public static final String MAIN = "main";
    /** What the schema of temporary tables is called; in their own catalog they are in {@link #MAIN}. */
    public static final String TEMPORARY = "temp";

    private final ImmutableSortedMap<String, ImmutableSortedMap<String, CatalogEntry>> schemas;

    private CatalogSnapshot(ImmutableSortedMap<String, ImmutableSortedMap<String, CatalogEntry>> schemas) {
        this.schemas = schemas;
    }

    public static CatalogSnapshot empty() {
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

    /** The key of an entry: names of relations are alone, those of other spaces stand behind the space, which no name can. */
    private static String key(Space space, String name) {
        return space == Space.RELATIONS ? key(name) : "\0" + space.ordinal() + key(name);
    }

    /** The table or view of that name. */
    public @Nullable CatalogEntry find(String schema, String name) {
        return find(schema, Space.RELATIONS, name);
    }

    public @Nullable CatalogEntry find(String schema, Space space, String name) {
        var entries = schemas.get(key(schema));
        return entries == null ? null : entries.get(key(space, name));
    }

    /** Tables and views of a schema by name; none when there is no such schema. */
    public ImmutableList<CatalogEntry> entries(String schema) {
        return all(schema).select(entry -> entry.space() == Space.RELATIONS);
    }

    /** Macros of a schema by name, those used as tables last. */
    public ImmutableList<CatalogEntry> macros(String schema) {
        return all(schema).select(entry -> entry.space() == Space.MACROS || entry.space() == Space.TABLE_MACROS);
    }

    /** Entries of a schema by name. */
    public ImmutableList<CatalogEntry> entries(String schema, Space space) {
        return all(schema).select(entry -> entry.space() == space);
    }

    public boolean isEmpty(String schema) {
        return all(schema).isEmpty();
    }

    private ImmutableList<CatalogEntry> all(String schema) {
        var entries = schemas.get(key(schema));
        return entries == null
                ? org.eclipse.collections.api.factory.Lists.immutable.empty()
                : entries.valuesView().toImmutableList();
    }

    public CatalogSnapshot with(String schema, CatalogEntry entry) {
        var entries = schemas.get(key(schema)).newWithKeyValue(key(entry.space(), entry.name()), entry);
        return new CatalogSnapshot(schemas.newWithKeyValue(key(schema), entries));
    }

    public CatalogSnapshot without(String schema, Space space, String name) {
        var entries = schemas.get(key(schema)).newWithoutKey(key(space, name));
        return new CatalogSnapshot(schemas.newWithKeyValue(key(schema), entries));
    }

    /** Without a table or view, its indexes and comments. */
    public CatalogSnapshot withoutRelation(String schema, String name) {
        var result = without(schema, Space.RELATIONS, name);
        for (var entry : all(schema)) {
            boolean belongs = switch (entry) {
                case CatalogEntry.Index index -> index.table().equalsIgnoreCase(name);
                case CatalogEntry.Comment comment -> isAbout(comment, name);
                case CatalogEntry.Table _,
                        CatalogEntry.View _,
                        CatalogEntry.Macro _,
                        CatalogEntry.Numbers _,
                        CatalogEntry.TypeAlias _ -> false;
            };
            result = belongs ? result.without(schema, entry.space(), entry.name()) : result;
        }
        return result;
    }

    private static boolean isAbout(CatalogEntry.Comment comment, String relation) {
        var parts = comment.name().split("\0");
        return parts[1].equalsIgnoreCase(relation)
                && (parts[0].equals("table") || parts[0].equals("view") || parts[0].equals("column"));
    }

    /** With a table or view in the place of another, which it takes indexes and comments from. */
    public CatalogSnapshot withRenamed(String schema, String name, String newSchema, CatalogEntry entry) {
        var result = withoutRelation(schema, name).with(newSchema, entry);
        for (var other : all(schema)) {
            if (other instanceof CatalogEntry.Index index && index.table().equalsIgnoreCase(name)) {
                result = result.with(
                        newSchema,
                        new CatalogEntry.Index(index.name(), entry.name(), index.unique(), index.expressions()));
            } else if (other instanceof CatalogEntry.Comment comment && isAbout(comment, name)) {
                var parts = comment.name().split("\0");
                var about = CatalogEntry.Comment.about(parts[0], entry.name(), parts.length > 2 ? parts[2] : null);
                result = result.with(newSchema, new CatalogEntry.Comment(about, comment.text()));
            }
        }
        return result;
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
            result = base.hasSchema(schema) ? result : result.withSchema(schema);
        }
        for (var schema : base.schemas.keysView()) {
            if (!changed.hasSchema(schema)) {
                if (hasSchema(schema) && !schemas.get(schema).equals(base.schemas.get(schema))) {
                    return null;
                }
                result = result.withoutSchema(schema);
            }
        }
        for (var schema : changed.schemas.keysView()) {
            var keys = new java.util.TreeSet<>(keys(base, schema));
            keys.addAll(keys(changed, schema));
            for (var key : keys) {
                var before = base.entry(schema, key);
                var after = changed.entry(schema, key);
                if (before == after) {
                    continue;
                }
                if (entry(schema, key) != before
                        || !result.hasSchema(schema)
                        || !relativesSame(base, schema, before, after)) {
                    return null;
                }
                result = after == null
                        ? result.without(
                                schema, java.util.Objects.requireNonNull(before).space(), before.name())
                        : result.with(schema, after);
            }
        }
        return result;
    }

    /** Whether the tables that a changed one has foreign keys to, and those with foreign keys to it, are the same here as in base. */
    private boolean relativesSame(
            CatalogSnapshot base, String schema, @Nullable CatalogEntry before, @Nullable CatalogEntry after) {
        if (after instanceof CatalogEntry.Table table) {
            for (var key : table.constraints().foreignKeys()) {
                if (find(key.schema(), key.table()) != base.find(key.schema(), key.table())) {
                    return false;
                }
            }
        }
        if (!(before instanceof CatalogEntry.Table)) {
            return true;
        }
        for (var other : schemas.keysView()) {
            for (var entry : entries(other)) {
                if (entry instanceof CatalogEntry.Table child
                        && child != base.find(other, child.name())
                        && child.constraints().foreignKeys().stream()
                                .anyMatch(key -> key.refersTo(schema, before.name()))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static java.util.Set<String> keys(CatalogSnapshot snapshot, String schema) {
        var entries = snapshot.schemas.get(key(schema));
        return entries == null ? java.util.Set.of() : entries.castToSortedMap().keySet();
    }

    private @Nullable CatalogEntry entry(String schema, String key) {
        var entries = schemas.get(key(schema));
        return entries == null ? null : entries.get(key);
    }
}
