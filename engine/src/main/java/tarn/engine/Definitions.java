package tarn.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.expr.ColumnIds;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.storage.TableSink;
import tarn.engine.storage.TableVersion;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.ObjectKind;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Carries out the statements that make and drop tables, views and schemas. */
final class Definitions {
    private final Tarn database;
    private final Workspace workspace;
    private final QueryRunner runner;
    private final UniqueKeys uniqueKeys;

    Definitions(Tarn database, Workspace workspace, QueryRunner runner) {
        this.database = database;
        this.workspace = workspace;
        this.runner = runner;
        this.uniqueKeys = new UniqueKeys(runner);
    }

    Result createTable(BoundStatement.CreateTable create, ColumnIds ids) {
        var target = workspace.target(create.name(), create.temporary());
        if (!mayCreate(target, create.mode(), "table")) {
            return Result.done();
        }
        var version = TableVersion.empty(target.name(), create.columns());
        long rows = 0;
        if (create.rows() != null) {
            var sink = new TableSink(version, database.memory());
            runner.into(create.rows(), sink, ids);
            version = sink.version();
            rows = sink.appendedRows();
        }
        var keys = create.keys().stream().map(BoundStatement.Key::columns).toList();
        uniqueKeys.check(version, keys, create.span());
        var entry = new CatalogEntry.Table(target.name(), version, create.temporary(), keys);
        put(target, entry, create.mode(), "table");
        return create.rows() == null ? Result.done() : Result.changed(rows);
    }

    Result createView(BoundStatement.CreateView create) {
        var target = workspace.target(create.name(), create.temporary());
        if (mayCreate(target, create.mode(), "view")) {
            var entry = new CatalogEntry.View(target.name(), create.query(), create.columns(), create.temporary());
            put(target, entry, create.mode(), "view");
        }
        return Result.done();
    }

    private void put(Workspace.Target target, CatalogEntry entry, CreateMode mode, String kind) {
        workspace.change(target.inTemporary(), snapshot -> {
            check(snapshot.find(target.schema(), target.name()), target, mode, kind);
            return snapshot.with(target.schema(), entry);
        });
    }

    private boolean mayCreate(Workspace.Target target, CreateMode mode, String kind) {
        var existing = workspace.find(target);
        if (existing != null && mode == CreateMode.IF_NOT_EXISTS) {
            return false;
        }
        check(existing, target, mode, kind);
        return true;
    }

    private static void check(@Nullable CatalogEntry existing, Workspace.Target target, CreateMode mode, String kind) {
        if (existing == null) {
            return;
        }
        boolean same = kind.equals(kindOf(existing));
        if (mode == CreateMode.FAIL || !same) {
            var error = SqlException.of(
                    ErrorCode.ALREADY_EXISTS,
                    "a " + kindOf(existing) + " of this name exists already: " + target.name(),
                    target.span());
            throw same ? error.hint("CREATE OR REPLACE replaces it, CREATE ... IF NOT EXISTS leaves it") : error;
        }
    }

    private static String kindOf(CatalogEntry entry) {
        return switch (entry) {
            case CatalogEntry.Table _ -> "table";
            case CatalogEntry.View _ -> "view";
        };
    }

    Result drop(BoundStatement.Drop drop) {
        for (var name : drop.names()) {
            switch (drop.kind()) {
                case TABLE, VIEW -> dropEntry(drop, name);
                case SCHEMA -> dropSchema(drop, name);
                case MACRO, MACRO_TABLE, FUNCTION, TYPE, SEQUENCE, INDEX, DATABASE, COLUMN ->
                    throw SqlException.notSupported("DROP " + drop.kind(), drop.span());
            }
        }
        return Result.done();
    }

    private void dropEntry(BoundStatement.Drop drop, QualifiedName name) {
        var target = workspace.existing(name);
        var wanted = drop.kind() == ObjectKind.TABLE ? "table" : "view";
        if (target == null) {
            if (!drop.ifExists()) {
                throw SqlException.of(ErrorCode.UNKNOWN_TABLE, "unknown " + wanted + ": " + name.text(), name.span())
                        .suggesting(name.last().text(), workspace.view().tableNames());
            }
            return;
        }
        var entry = java.util.Objects.requireNonNull(workspace.find(target));
        if (!kindOf(entry).equals(wanted)) {
            throw SqlException.of(ErrorCode.UNKNOWN_TABLE, "not a " + wanted + ": " + name.text(), name.span())
                    .hint("drop it with DROP " + kindOf(entry).toUpperCase(java.util.Locale.ROOT));
        }
        workspace.change(target.inTemporary(), snapshot -> snapshot.without(target.schema(), target.name()));
    }

    private void dropSchema(BoundStatement.Drop drop, QualifiedName name) {
        var schema = name.last().text();
        if (schema.equalsIgnoreCase(CatalogSnapshot.MAIN)) {
            throw SqlException.of(ErrorCode.NOT_ALLOWED, "the schema main cannot be dropped", name.span());
        }
        if (!workspace.snapshot().hasSchema(schema)) {
            if (!drop.ifExists()) {
                throw unknownSchema(schema, name.span());
            }
            return;
        }
        if (!drop.cascade() && workspace.snapshot().entries(schema).notEmpty()) {
            throw SqlException.of(ErrorCode.DEPENDENCY, "the schema is not empty: " + schema, name.span())
                    .hint("DROP SCHEMA " + schema + " CASCADE drops all that is in it");
        }
        workspace.change(false, snapshot -> snapshot.withoutSchema(schema));
    }

    Result createSchema(QualifiedName name, CreateMode mode) {
        var schema = name.last().text();
        if (workspace.snapshot().hasSchema(schema) && mode == CreateMode.FAIL) {
            throw SqlException.of(ErrorCode.ALREADY_EXISTS, "the schema exists already: " + schema, name.span());
        }
        workspace.change(false, snapshot -> snapshot.withSchema(schema));
        return Result.done();
    }

    private SqlException unknownSchema(String schema, Span span) {
        return SqlException.of(ErrorCode.UNKNOWN_SCHEMA, "unknown schema: " + schema, span)
                .suggesting(
                        schema, List.copyOf(workspace.snapshot().schemaNames().castToList()));
    }
}
