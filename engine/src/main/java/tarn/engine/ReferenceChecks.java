package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.TableConstraints.ForeignKey;
import tarn.engine.expr.ColumnIds;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** FOREIGN KEY: new rows find what they refer to, and no row goes that another one refers to. */
final class ReferenceChecks {
    private final RowChecks rows;

    ReferenceChecks(RowChecks rows) {
        this.rows = rows;
    }

    /** A table that is being changed: its place, and what it becomes. */
    record Place(CatalogSnapshot catalog, String schema, String name, TableVersion after) {
        Place becoming(TableVersion next) {
            return new Place(catalog, schema, name, next);
        }

        private TableVersion version(String otherSchema, String other, Span span) {
            if (schema.equalsIgnoreCase(otherSchema) && name.equalsIgnoreCase(other)) {
                return after;
            }
            if (catalog.find(otherSchema, other) instanceof CatalogEntry.Table table
                    && table.source() instanceof TableVersion version) {
                return version;
            }
            throw SqlException.of(ErrorCode.DEPENDENCY, "the table of a foreign key is gone: " + other, span);
        }
    }

    /** That new rows find what they refer to. */
    void found(List<ForeignKey> keys, RowChecks.NewRows news, Place place, Span span) {
        for (var key : keys) {
            var ids = new ColumnIds();
            RowChecks.NewRows all = (columns, these) -> RowChecks.scan(place.after, columns, false, these);
            var given = news.of(key.columns(), ids) == null ? all : news;
            var other = place.version(key.schema(), key.table(), span);
            var there = RowChecks.scan(other, key.referenced(), false, ids).matching(complete(given, key, ids), true);
            var missing = rows.first(complete(given, key, ids).matching(there, false), ids);
            if (missing != null) {
                throw SqlException.of(
                        ErrorCode.CONSTRAINT,
                        "no row of " + key.table() + " has "
                                + RowChecks.named(missing, key.referenced(), other) + " (FOREIGN KEY " + key.name()
                                + ")",
                        span);
            }
        }
    }

    private static RowChecks.Rows complete(RowChecks.NewRows news, ForeignKey key, ColumnIds ids) {
        return Objects.requireNonNull(news.of(key.columns(), ids)).complete();
    }

    /** A foreign key and the table that has it. */
    record Reference(String schema, CatalogEntry.Table table, ForeignKey key) {}

    /** The foreign keys that refer to a table. */
    static List<Reference> to(CatalogSnapshot catalog, String schema, String name) {
        var references = new ArrayList<Reference>();
        for (var one : catalog.schemaNames()) {
            for (var entry : catalog.entries(one)) {
                if (entry instanceof CatalogEntry.Table table) {
                    for (var key : table.constraints().foreignKeys()) {
                        if (key.refersTo(schema, name)) {
                            references.add(new Reference(one, table, key));
                        }
                    }
                }
            }
        }
        return references;
    }

    /**
     * That nobody refers to rows that a change takes away or gives another key.
     *
     * @param changed rows of the change; the first column is the number of the row in {@code before}
     * @param columns that the change gives values for, none if all its rows go
     */
    void stillThere(TableVersion changed, List<Integer> columns, TableVersion before, Place place, Span span) {
        for (var reference : to(place.catalog, place.schema, place.name)) {
            var key = reference.key();
            if (!columns.isEmpty() && key.referenced().stream().noneMatch(columns::contains)) {
                continue;
            }
            var ids = new ColumnIds();
            var still = RowChecks.scan(place.after, key.referenced(), false, ids)
                    .matching(removed(changed, before, key, ids), true);
            var gone = removed(changed, before, key, ids).matching(still, false);
            var child = place.version(reference.schema(), reference.table().name(), span);
            var orphan =
                    rows.first(RowChecks.scan(child, key.columns(), false, ids).matching(gone, true), ids);
            if (orphan != null) {
                throw referred(reference, RowChecks.named(orphan, key.columns(), child), span);
            }
        }
    }

    private static SqlException referred(Reference reference, String row, Span span) {
        return SqlException.of(
                ErrorCode.CONSTRAINT,
                "rows of " + reference.table().name() + " refer to a row that goes: " + row + " (FOREIGN KEY "
                        + reference.key().name() + ")",
                span);
    }

    private static RowChecks.Rows removed(TableVersion changed, TableVersion before, ForeignKey key, ColumnIds ids) {
        var there = RowChecks.scan(before, key.referenced(), true, ids);
        var numbers = RowChecks.scan(changed, List.of(0), false, ids);
        var numbered =
                new RowChecks.Rows(there.plan(), List.of(there.plan().output().getLast()));
        return new RowChecks.Rows(numbered.matching(numbers, true).plan(), there.columns());
    }

    /** That nobody refers to a table that loses all its rows. */
    void emptied(Place place, Span span) {
        for (var reference : to(place.catalog, place.schema, place.name)) {
            var ids = new ColumnIds();
            var child = place.version(reference.schema(), reference.table().name(), span);
            var key = reference.key();
            var orphan =
                    rows.first(RowChecks.scan(child, key.columns(), false, ids).complete(), ids);
            if (orphan != null) {
                throw referred(reference, RowChecks.named(orphan, key.columns(), child), span);
            }
        }
    }

    /** That a table may be dropped or replaced: no other refers to it. */
    static void unreferenced(CatalogSnapshot catalog, String schema, String name, Span span) {
        for (var reference : to(catalog, schema, name)) {
            if (!(reference.schema().equalsIgnoreCase(schema)
                    && reference.table().name().equalsIgnoreCase(name))) {
                throw SqlException.of(
                                ErrorCode.DEPENDENCY,
                                "the foreign key " + reference.key().name() + " of "
                                        + reference.table().name() + " refers to " + name,
                                span)
                        .hint("drop " + reference.table().name() + " first");
            }
        }
    }
}
