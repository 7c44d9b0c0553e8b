package tarn.engine;

import java.util.List;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.storage.TableVersion;
import tarn.sql.ast.CreateMode;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** CREATE INDEX: a unique one makes a key of its table; the others are only remembered. */
final class Indexes {
    private final Workspace workspace;
    private final RowChecks checks;

    Indexes(Workspace workspace, RowChecks checks) {
        this.workspace = workspace;
        this.checks = checks;
    }

    Result create(BoundStatement.CreateIndex create) {
        var bound = create.table();
        boolean inTemporary = bound.schema().equals(SessionCatalog.TEMPORARY);
        var schema = inTemporary ? CatalogSnapshot.MAIN : bound.schema();
        workspace.change(inTemporary, snapshot -> {
            var existing = snapshot.find(schema, Space.INDEXES, create.name());
            if (existing != null && create.mode() == CreateMode.IF_NOT_EXISTS) {
                return snapshot;
            }
            if (existing != null && create.mode() == CreateMode.FAIL) {
                throw SqlException.of(
                        ErrorCode.ALREADY_EXISTS,
                        "an index of this name exists already: " + create.name(),
                        create.span());
            }
            var cleared = existing instanceof CatalogEntry.Index old ? withoutKey(snapshot, schema, old) : snapshot;
            if (!(cleared.find(schema, bound.name()) instanceof CatalogEntry.Table table
                    && table.source() instanceof TableVersion version
                    && version.columns().equals(bound.source().columns()))) {
                throw Modifications.changedMeanwhile(bound, create.span());
            }
            var index = new CatalogEntry.Index(create.name(), table.name(), create.unique(), create.expressions());
            if (!create.unique()) {
                return cleared.with(schema, index);
            }
            var key = new TableConstraints.Key(create.name(), false, create.columns());
            checks.unique(List.of(key), version, create.span());
            var added = new TableConstraints(List.of(key), List.of(), List.of());
            var changed = new CatalogEntry.Table(
                    table.name(),
                    version,
                    table.temporary(),
                    table.constraints().and(added));
            return cleared.with(schema, changed).with(schema, index);
        });
        return Result.done();
    }

    /** A catalog without the key that an index has made. */
    static CatalogSnapshot withoutKey(CatalogSnapshot snapshot, String schema, CatalogEntry.Index index) {
        if (!index.unique() || !(snapshot.find(schema, index.table()) instanceof CatalogEntry.Table table)) {
            return snapshot;
        }
        var constraints = table.constraints();
        var keys = constraints.keys().stream()
                .filter(key -> !key.name().equalsIgnoreCase(index.name()))
                .toList();
        var left = new TableConstraints(keys, constraints.checks(), constraints.foreignKeys());
        return snapshot.with(schema, new CatalogEntry.Table(table.name(), table.source(), table.temporary(), left));
    }
}
