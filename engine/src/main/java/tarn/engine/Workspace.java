package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.Catalog;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.ColumnDefinition;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * What a session sees and changes: the database's catalog, or inside BEGIN ... COMMIT a snapshot of its own, and its
 * temporary tables.
 */
final class Workspace {
    private final Catalog catalog;
    private final Settings settings;
    private final Tarn database;
    private final Listings listings;
    private final Catalog temporary = new Catalog();
    private @Nullable Transaction transaction;

    private static final class Transaction {
        private final CatalogSnapshot base;
        private final CatalogSnapshot temporaryBase;
        private final boolean readOnly;
        private CatalogSnapshot current;
        private boolean failed;

        Transaction(CatalogSnapshot base, CatalogSnapshot temporaryBase, boolean readOnly) {
            this.base = base;
            this.readOnly = readOnly;
            this.temporaryBase = temporaryBase;
            this.current = base;
        }
    }

    /** @param columnsOfView by schema and name */
    Workspace(Tarn database, Settings settings, BiFunction<String, String, List<ColumnDefinition>> columnsOfView) {
        this.database = database;
        this.catalog = database.catalog();
        this.settings = settings;
        this.listings = new Listings(settings, columnsOfView);
    }

    CatalogSnapshot snapshot() {
        return transaction == null ? catalog.snapshot() : transaction.current;
    }

    CatalogSnapshot temporary() {
        return temporary.snapshot();
    }

    SessionCatalog view() {
        return new SessionCatalog(snapshot(), temporary(), listings, settings.schema(), database.externalAccess());
    }

    /** Where a name leads to: a schema of the database, or the temporary tables. */
    record Target(boolean inTemporary, String schema, String name, Span span) {}

    /** The place of a thing to be created. */
    Target target(QualifiedName name, boolean createTemporary) {
        var qualifier = name.qualifier();
        var schema = qualifier == null ? settings.schema() : qualifier.last().text();
        if (createTemporary || schema.equalsIgnoreCase(SessionCatalog.TEMPORARY)) {
            return new Target(true, CatalogSnapshot.MAIN, name.last().text(), name.span());
        }
        if (!snapshot().hasSchema(schema)) {
            throw SqlException.of(ErrorCode.UNKNOWN_SCHEMA, "unknown schema: " + schema, name.span())
                    .suggesting(schema, snapshot().schemaNames().castToList());
        }
        return new Target(false, schema, name.last().text(), name.span());
    }

    /** The place of a thing that is there, temporary ones first; null if there is none. */
    @Nullable
    Target existing(QualifiedName name, Space space) {
        Identifier last = name.last();
        var qualifier = name.qualifier();
        var schema = qualifier == null ? settings.schema() : qualifier.last().text();
        boolean temporarySchema = schema.equalsIgnoreCase(SessionCatalog.TEMPORARY);
        if ((qualifier == null || temporarySchema)
                && temporary().find(CatalogSnapshot.MAIN, space, last.text()) != null) {
            return new Target(true, CatalogSnapshot.MAIN, last.text(), name.span());
        }
        return snapshot().find(schema, space, last.text()) == null
                ? null
                : new Target(false, schema, last.text(), name.span());
    }

    @Nullable
    CatalogEntry find(Target target, Space space) {
        return (target.inTemporary ? temporary() : snapshot()).find(target.schema, space, target.name);
    }

    /** All macros, the session's own first, then by schema and name. */
    List<CatalogEntry.Macro> macros() {
        var macros = new ArrayList<CatalogEntry.Macro>();
        temporary().macros(CatalogSnapshot.MAIN).forEach(entry -> macros.add((CatalogEntry.Macro) entry));
        for (var schema : snapshot().schemaNames()) {
            snapshot().macros(schema).forEach(entry -> macros.add((CatalogEntry.Macro) entry));
        }
        return macros;
    }

    /** Changes the catalog that a target is in; inside a transaction only for this session, until COMMIT. */
    void change(boolean inTemporary, UnaryOperator<CatalogSnapshot> change) {
        if (inTemporary) {
            temporary.change(change);
        } else if (transaction != null) {
            if (transaction.readOnly) {
                throw SqlException.of(ErrorCode.TRANSACTION, "the transaction was begun as READ ONLY");
            }
            transaction.current = change.apply(transaction.current);
        } else {
            catalog.change(change);
        }
    }

    boolean inTransaction() {
        return transaction != null;
    }

    void begin(boolean readOnly, Span span) {
        if (transaction != null) {
            throw SqlException.of(ErrorCode.TRANSACTION, "a transaction has begun already", span);
        }
        transaction = new Transaction(catalog.snapshot(), temporary.snapshot(), readOnly);
    }

    /** @throws SqlException TRANSACTION if it cannot be; then it is rolled back */
    void commit(Span span) {
        var ending = require(span);
        transaction = null;
        if (ending.failed) {
            temporary.change(_ -> ending.temporaryBase);
            throw SqlException.of(
                    ErrorCode.TRANSACTION, "nothing is committed, as a statement of the transaction failed", span);
        }
        try {
            catalog.commit(ending.base, ending.current);
        } catch (SqlException conflict) {
            temporary.change(_ -> ending.temporaryBase);
            throw conflict;
        }
    }

    void rollback(Span span) {
        var ending = require(span);
        transaction = null;
        temporary.change(_ -> ending.temporaryBase);
    }

    /** Does several things as one: inside a transaction, or in one of their own. */
    Result atOnce(Span span, Supplier<Result> things) {
        if (transaction != null) {
            return things.get();
        }
        begin(false, span);
        try {
            var result = things.get();
            try {
                commit(span);
            } catch (SqlException conflict) {
                result.close();
                throw conflict;
            }
            return result;
        } finally {
            if (transaction != null) {
                rollback(span);
            }
        }
    }

    /** A statement has failed: a transaction can now only be rolled back. */
    void failed() {
        if (transaction != null) {
            transaction.failed = true;
        }
    }

    /** @throws SqlException TRANSACTION if a statement of the transaction has failed */
    void requireIntact(Span span) {
        if (transaction != null && transaction.failed) {
            throw SqlException.of(ErrorCode.TRANSACTION, "a statement of the transaction failed: it cannot go on", span)
                    .hint("end it with ROLLBACK");
        }
    }

    private Transaction require(Span span) {
        if (transaction == null) {
            throw SqlException.of(ErrorCode.TRANSACTION, "no transaction has begun", span);
        }
        return transaction;
    }
}
