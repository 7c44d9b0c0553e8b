package tarn.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.Sequence;
import tarn.engine.catalog.TableConstraints;
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
    private final RowChecks checks;

    Definitions(Tarn database, Workspace workspace, QueryRunner runner, RowChecks checks) {
        this.database = database;
        this.workspace = workspace;
        this.runner = runner;
        this.checks = checks;
    }

    Result createTable(BoundStatement.CreateTable create, ColumnIds ids) {
        var target = workspace.target(create.name(), create.temporary());
        if (!mayCreate(target, create.mode(), Space.RELATIONS, "table")) {
            return Result.done();
        }
        var version = TableVersion.empty(target.name(), create.columns());
        var constraints = placed(create.constraints(), target);
        long rows = 0;
        if (create.rows() != null) {
            var sink = new TableSink(version, database.memory());
            runner.into(create.rows(), sink, ids);
            version = sink.version();
            rows = sink.appendedRows();
            check(version, constraints, target, create.span());
        }
        var entry = new CatalogEntry.Table(target.name(), version, target.inTemporary(), constraints);
        put(target, entry, create.mode());
        return create.rows() == null ? Result.done() : Result.changed(rows);
    }

    /** That the rows which a new table starts with keep its constraints. */
    private void check(TableVersion version, TableConstraints constraints, Workspace.Target target, Span span) {
        checks.uniqueAppended(constraints.keys(), TableVersion.empty(version.name(), version.columns()), version, span);
        checks.checks(constraints.checks(), version, 0, span);
        var catalog = target.inTemporary() ? workspace.temporary() : workspace.snapshot();
        var place = new ReferenceChecks.Place(catalog, target.schema(), target.name(), version);
        new ReferenceChecks(checks).found(constraints.foreignKeys(), RowChecks.appended(version, 0), place, span);
    }

    /** Foreign keys with the schema that they lead to; they do not lead out of the catalog of their table. */
    static TableConstraints placed(TableConstraints constraints, Workspace.Target target) {
        var keys = constraints.foreignKeys().stream()
                .map(key -> {
                    boolean itself = key.schema().isEmpty();
                    boolean temporary = key.schema().equalsIgnoreCase(SessionCatalog.TEMPORARY);
                    if (!itself && temporary != target.inTemporary()) {
                        throw SqlException.of(
                                ErrorCode.NOT_ALLOWED,
                                "a foreign key cannot lead from a table that is temporary to one that is not, nor"
                                        + " back: "
                                        + key.table(),
                                target.span());
                    }
                    var schema = itself ? target.schema() : temporary ? CatalogSnapshot.MAIN : key.schema();
                    return new TableConstraints.ForeignKey(
                            key.name(), key.columns(), schema, key.table(), key.referenced());
                })
                .toList();
        return new TableConstraints(constraints.keys(), constraints.checks(), keys);
    }

    Result createView(BoundStatement.CreateView create) {
        var target = workspace.target(create.name(), create.temporary());
        var entry = new CatalogEntry.View(target.name(), create.query(), create.columns(), create.temporary());
        if (mayCreate(target, create.mode(), entry)) {
            put(target, entry, create.mode());
        }
        return Result.done();
    }

    Result createMacro(BoundStatement.CreateMacro create) {
        var target = workspace.target(create.name(), create.temporary());
        var entry = new CatalogEntry.Macro(target.name(), create.overloads(), create.table(), create.temporary());
        if (mayCreate(target, create.mode(), entry)) {
            put(target, entry, create.mode());
        }
        return Result.done();
    }

    private void put(Workspace.Target target, CatalogEntry entry, CreateMode mode) {
        workspace.change(target.inTemporary(), snapshot -> {
            var existing = snapshot.find(target.schema(), entry.space(), target.name());
            check(existing, target, mode, kindOf(entry));
            if (existing instanceof CatalogEntry.Table) {
                ReferenceChecks.unreferenced(snapshot, target.schema(), target.name(), target.span());
            }
            boolean relation = entry.space() == Space.RELATIONS;
            var cleared = relation ? snapshot.withoutRelation(target.schema(), target.name()) : snapshot;
            return cleared.with(target.schema(), entry);
        });
    }

    private boolean mayCreate(Workspace.Target target, CreateMode mode, CatalogEntry entry) {
        return mayCreate(target, mode, entry.space(), kindOf(entry));
    }

    private boolean mayCreate(Workspace.Target target, CreateMode mode, Space space, String kind) {
        var existing = workspace.find(target, space);
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
            case CatalogEntry.Macro macro -> macro.table() ? "table macro" : "macro";
            case CatalogEntry.Numbers _ -> "sequence";
            case CatalogEntry.TypeAlias _ -> "type";
            case CatalogEntry.Index _ -> "index";
            case CatalogEntry.Comment _ -> "comment";
        };
    }

    Result drop(BoundStatement.Drop drop) {
        for (var name : drop.names()) {
            switch (drop.kind()) {
                case TABLE, VIEW -> dropEntry(drop, name);
                case SCHEMA -> dropSchema(drop, name);
                case MACRO, FUNCTION -> dropMacro(drop, name, false);
                case MACRO_TABLE -> dropMacro(drop, name, true);
                case TYPE -> dropNamed(drop, name, Space.TYPES);
                case SEQUENCE -> dropNamed(drop, name, Space.SEQUENCES);
                case INDEX -> dropNamed(drop, name, Space.INDEXES);
                case DATABASE, COLUMN -> throw SqlException.notSupported("DROP " + drop.kind(), drop.span());
            }
        }
        return Result.done();
    }

    private void dropEntry(BoundStatement.Drop drop, QualifiedName name) {
        var target = workspace.existing(name, Space.RELATIONS);
        var wanted = drop.kind() == ObjectKind.TABLE ? "table" : "view";
        if (target == null) {
            if (!drop.ifExists()) {
                throw SqlException.of(ErrorCode.UNKNOWN_TABLE, "unknown " + wanted + ": " + name.text(), name.span())
                        .suggesting(name.last().text(), workspace.view().tableNames());
            }
            return;
        }
        var entry = java.util.Objects.requireNonNull(workspace.find(target, Space.RELATIONS));
        if (!kindOf(entry).equals(wanted)) {
            throw SqlException.of(ErrorCode.UNKNOWN_TABLE, "not a " + wanted + ": " + name.text(), name.span())
                    .hint("drop it with DROP " + kindOf(entry).toUpperCase(java.util.Locale.ROOT) + " " + name.text());
        }
        workspace.change(target.inTemporary(), snapshot -> {
            if (entry instanceof CatalogEntry.Table) {
                ReferenceChecks.unreferenced(snapshot, target.schema(), target.name(), name.span());
            }
            return snapshot.withoutRelation(target.schema(), target.name());
        });
    }

    private void dropNamed(BoundStatement.Drop drop, QualifiedName name, Space space) {
        var target = workspace.existing(name, space);
        if (target == null) {
            if (drop.ifExists()) {
                return;
            }
            var what = drop.kind().name().toLowerCase(java.util.Locale.ROOT);
            throw SqlException.of(ErrorCode.UNKNOWN_OBJECT, "unknown " + what + ": " + name.text(), name.span());
        }
        workspace.change(target.inTemporary(), snapshot -> {
            if (space == Space.SEQUENCES && !drop.cascade()) {
                Sequences.unused(snapshot, target);
            }
            var entry = snapshot.find(target.schema(), space, target.name());
            var result = snapshot.without(target.schema(), space, target.name());
            return entry instanceof CatalogEntry.Index index
                    ? Indexes.withoutKey(result, target.schema(), index)
                    : result;
        });
    }

    Result createSequence(BoundStatement.CreateSequence create) {
        var target = workspace.target(create.name(), create.temporary());
        var sequence = new Sequence(target.name(), create.range());
        var entry = new CatalogEntry.Numbers(target.name(), sequence, target.inTemporary());
        if (mayCreate(target, create.mode(), entry)) {
            put(target, entry, create.mode());
        }
        return Result.done();
    }

    Result createType(BoundStatement.CreateType create) {
        var target = workspace.target(create.name(), create.temporary());
        var entry = new CatalogEntry.TypeAlias(target.name(), create.type(), target.inTemporary());
        if (mayCreate(target, create.mode(), entry)) {
            put(target, entry, create.mode());
        }
        return Result.done();
    }

    private void dropMacro(BoundStatement.Drop drop, QualifiedName name, boolean table) {
        var space = table ? Space.TABLE_MACROS : Space.MACROS;
        var target = workspace.existing(name, space);
        if (target != null) {
            workspace.change(target.inTemporary(), snapshot -> snapshot.without(target.schema(), space, target.name()));
            return;
        }
        if (drop.ifExists()) {
            return;
        }
        var other = workspace.existing(name, table ? Space.MACROS : Space.TABLE_MACROS);
        var error = SqlException.of(
                ErrorCode.UNKNOWN_FUNCTION,
                "unknown " + (table ? "table macro" : "macro") + ": " + name.text(),
                name.span());
        throw other == null
                ? error.suggesting(name.last().text(), workspace.view().macroNames(table))
                : error.hint("drop it with DROP MACRO" + (table ? " " : " TABLE ") + name.text());
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
        if (!drop.cascade() && !workspace.snapshot().isEmpty(schema)) {
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
