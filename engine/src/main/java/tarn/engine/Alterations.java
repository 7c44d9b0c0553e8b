package tarn.engine;

import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.expr.ColumnIds;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.query.bind.ColumnNames;
import tarn.engine.storage.TableSink;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Carries out ALTER TABLE and ALTER VIEW; columns that stay as they are share their memory with the version before. */
final class Alterations {
    private final Tarn database;
    private final Workspace workspace;
    private final QueryRunner runner;
    private final RowChecks checks;
    private final ReferenceChecks references;

    Alterations(Tarn database, Workspace workspace, QueryRunner runner, RowChecks checks) {
        this.database = database;
        this.workspace = workspace;
        this.runner = runner;
        this.checks = checks;
        this.references = new ReferenceChecks(checks);
    }

    Result table(BoundStatement.AlterTable alter, ColumnIds ids) {
        var bound = alter.table();
        boolean inTemporary = bound.schema().equals(SessionCatalog.TEMPORARY);
        var schema = inTemporary ? CatalogSnapshot.MAIN : bound.schema();
        var newSchema =
                inTemporary && alter.schema().equals(SessionCatalog.TEMPORARY) ? CatalogSnapshot.MAIN : alter.schema();
        workspace.change(inTemporary, snapshot -> {
            if (!(snapshot.find(schema, bound.name()) instanceof CatalogEntry.Table table
                    && table.source() == bound.source()
                    && table.constraints().equals(bound.constraints()))) {
                throw Modifications.changedMeanwhile(bound, alter.span());
            }
            if (!onlyAdds(alter)) {
                ReferenceChecks.unreferenced(snapshot, schema, table.name(), alter.span());
            }
            requireForIndexes(alter, snapshot, schema);
            var target = new Workspace.Target(inTemporary, newSchema, alter.name(), alter.span());
            boolean moves = !newSchema.equalsIgnoreCase(schema) || !alter.name().equalsIgnoreCase(table.name());
            if (moves) {
                free(snapshot, target);
            }
            var version = rearranged(alter, (TableVersion) table.source(), ids);
            var constraints = Definitions.placed(moved(alter, schema), target);
            check(alter, version, new ReferenceChecks.Place(snapshot, schema, table.name(), version), target);
            var entry = new CatalogEntry.Table(alter.name(), version, table.temporary(), constraints);
            return snapshot.withRenamed(schema, table.name(), newSchema, entry);
        });
        return Result.done();
    }

    /** Whether the columns that others may refer to, and the name, stay. */
    private static boolean onlyAdds(BoundStatement.AlterTable alter) {
        var before = alter.table().source().columns();
        return alter.name().equals(alter.table().name())
                && alter.schema().equals(alter.table().schema())
                && alter.constraints()
                        .keys()
                        .containsAll(alter.table().constraints().keys())
                && alter.columns().size() >= before.size()
                && before.stream()
                        .allMatch(column -> alter.columns().stream()
                                .anyMatch(now -> now.name().equals(column.name())
                                        && now.type().equals(column.type())));
    }

    /** That no column goes, or changes name or type, that an index is over. */
    private static void requireForIndexes(BoundStatement.AlterTable alter, CatalogSnapshot snapshot, String schema) {
        for (var column : alter.table().source().columns()) {
            boolean stays = alter.columns().stream()
                    .anyMatch(now ->
                            now.name().equals(column.name()) && now.type().equals(column.type()));
            for (var entry : snapshot.entries(schema, Space.INDEXES)) {
                if (!stays
                        && entry instanceof CatalogEntry.Index index
                        && index.table().equalsIgnoreCase(alter.table().name())
                        && index.expressions().stream().anyMatch(sql -> ColumnNames.mentions(sql, column.name()))) {
                    throw SqlException.of(
                                    ErrorCode.DEPENDENCY,
                                    "the index " + index.name() + " is over the column " + column.name(),
                                    alter.span())
                            .hint("drop the index first: DROP INDEX " + index.name());
                }
            }
        }
    }

    private static void free(CatalogSnapshot snapshot, Workspace.Target target) {
        if (!snapshot.hasSchema(target.schema())) {
            throw SqlException.of(ErrorCode.UNKNOWN_SCHEMA, "unknown schema: " + target.schema(), target.span())
                    .suggesting(target.schema(), snapshot.schemaNames().castToList());
        }
        if (snapshot.find(target.schema(), target.name()) != null) {
            throw SqlException.of(
                    ErrorCode.ALREADY_EXISTS,
                    "a table or view of this name exists already: " + target.name(),
                    target.span());
        }
    }

    /** Foreign keys of a table to itself go with it. */
    private static TableConstraints moved(BoundStatement.AlterTable alter, String schema) {
        var keys = alter.constraints().foreignKeys().stream()
                .map(key -> key.refersTo(schema, alter.table().name())
                        ? new TableConstraints.ForeignKey(key.name(), key.columns(), "", alter.name(), key.referenced())
                        : key)
                .toList();
        return new TableConstraints(
                alter.constraints().keys(), alter.constraints().checks(), keys);
    }

    private TableVersion rearranged(BoundStatement.AlterTable alter, TableVersion base, ColumnIds ids) {
        var whole = base;
        if (alter.computed() != null) {
            var columns = alter.computed().output().stream()
                    .map(column -> new ColumnDefinition(column.name(), column.type()))
                    .toList();
            var sink = new TableSink(TableVersion.empty(base.name(), columns), database.memory());
            runner.into(alter.computed(), sink, ids);
            whole = base.beside(sink.version(), database.memory());
        }
        return whole.picking(alter.name(), alter.columns(), alter.sources());
    }

    private void check(
            BoundStatement.AlterTable alter,
            TableVersion version,
            ReferenceChecks.Place place,
            Workspace.Target target) {
        var span = alter.span();
        for (int i = 0; i < alter.columns().size(); i++) {
            var column = alter.columns().get(i);
            if (column.notNull() && version.statistics(i).nulls() > 0) {
                throw SqlException.of(ErrorCode.CONSTRAINT, "there are NULLs in the column " + column.name(), span);
            }
        }
        checks.unique(alter.added().keys(), version, span);
        checks.checks(alter.added().checks(), version, 0, span);
        var foreign = Definitions.placed(alter.added(), target).foreignKeys();
        references.found(foreign, (columns, ids) -> RowChecks.scan(version, columns, false, ids), place, span);
    }

    Result view(BoundStatement.AlterView alter) {
        var view = alter.view();
        boolean inTemporary = view.schema().equals(SessionCatalog.TEMPORARY);
        var schema = inTemporary ? CatalogSnapshot.MAIN : view.schema();
        var newSchema =
                inTemporary && alter.schema().equals(SessionCatalog.TEMPORARY) ? CatalogSnapshot.MAIN : alter.schema();
        var name = alter.name().text();
        workspace.change(inTemporary, snapshot -> {
            if (!(snapshot.find(schema, view.name()) instanceof CatalogEntry.View there)) {
                throw SqlException.of(ErrorCode.UNKNOWN_TABLE, "the view is gone: " + view.name(), alter.span());
            }
            if (!newSchema.equalsIgnoreCase(schema) || !name.equalsIgnoreCase(view.name())) {
                free(snapshot, new Workspace.Target(inTemporary, newSchema, name, alter.span()));
            }
            var entry = new CatalogEntry.View(name, there.query(), there.columnNames(), there.temporary());
            return snapshot.withRenamed(schema, there.name(), newSchema, entry);
        });
        return Result.done();
    }
}
