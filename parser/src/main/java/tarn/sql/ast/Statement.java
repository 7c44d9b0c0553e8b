package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** One statement. Its span covers its text without the closing semicolon. */
public sealed interface Statement extends Node {

    /** SELECT, FROM, VALUES, TABLE, WITH, PIVOT and whatever else returns rows. */
    record QueryStatement(Query query, Span span) implements Statement {}

    // ---- definitions

    /** @param rows what fills it: {@code CREATE TABLE t (a INTEGER NOT NULL) AS query} */
    record CreateTable(
            QualifiedName name,
            CreateMode mode,
            boolean temporary,
            List<ColumnDefinition> columns,
            List<Constraint> constraints,
            @Nullable Query rows,
            Span span)
            implements Statement {}

    /** {@code CREATE TABLE t [(columns)] AS query [WITH NO DATA]}. */
    record CreateTableAs(
            QualifiedName name,
            CreateMode mode,
            boolean temporary,
            List<Identifier> columns,
            Query query,
            boolean withData,
            Span span)
            implements Statement {}

    record CreateView(
            QualifiedName name, CreateMode mode, boolean temporary, List<Identifier> columns, Query query, Span span)
            implements Statement {}

    record CreateSchema(QualifiedName name, CreateMode mode, Span span) implements Statement {}

    /** {@code CREATE MACRO f(a, b := 1) AS a + b, (a) AS TABLE SELECT ...}; CREATE FUNCTION ... AS is the same. */
    record CreateMacro(QualifiedName name, CreateMode mode, boolean temporary, List<Macro> overloads, Span span)
            implements Statement {}

    /** One body of a macro: exactly one of {@code expression} and {@code table} is there. */
    record Macro(
            List<FunctionParameter> parameters,
            @Nullable Expression expression,
            @Nullable Query table,
            Span span) implements Node {}

    /** A parameter of a macro or function. */
    record FunctionParameter(
            Identifier name,
            @Nullable TypeName type,
            @Nullable Expression defaultValue,
            Span span) implements Node {}

    /** {@code CREATE FUNCTION f(x DOUBLE) RETURNS DOUBLE LANGUAGE java AS $$ ... $$}. */
    record CreateFunction(
            QualifiedName name,
            CreateMode mode,
            List<FunctionParameter> parameters,
            TypeName returns,
            Identifier language,
            String body,
            Span span)
            implements Statement {}

    /** {@code CREATE TYPE name AS ENUM (...)} or an alias; for {@code AS ENUM (SELECT ...)} the type is null and the query is there. */
    record CreateType(
            QualifiedName name,
            CreateMode mode,
            boolean temporary,
            @Nullable TypeName type,
            @Nullable Query enumValues,
            Span span)
            implements Statement {}

    /** Options by folded name: start, increment, minvalue, maxvalue (null value: NO MINVALUE), cycle (a boolean). */
    record CreateSequence(QualifiedName name, CreateMode mode, boolean temporary, List<Option> options, Span span)
            implements Statement {}

    record CreateIndex(
            @Nullable QualifiedName name,
            CreateMode mode,
            boolean unique,
            QualifiedName table,
            @Nullable Identifier method,
            List<OrderItem> keys,
            Span span)
            implements Statement {}

    /** {@code ALTER TABLE t ...} and the same for views, sequences, schemas. */
    record Alter(ObjectKind kind, QualifiedName name, boolean ifExists, AlterAction action, Span span)
            implements Statement {}

    record Drop(ObjectKind kind, List<QualifiedName> names, boolean ifExists, boolean cascade, Span span)
            implements Statement {}

    /** {@code COMMENT ON TABLE t IS 'text'}; null removes it. */
    record CommentOn(
            ObjectKind kind, QualifiedName name, @Nullable String text, Span span) implements Statement {}

    // ---- data

    /**
     * INSERT.
     *
     * @param columns empty where not written
     * @param byName whether columns are matched by the names of the query
     * @param source null for DEFAULT VALUES; rows of VALUES may hold {@link Expression.Default}
     * @param onConflict null where clashing rows are an error
     * @param returning empty where not written
     */
    record Insert(
            Query.@Nullable With with,
            QualifiedName table,
            @Nullable Identifier alias,
            List<Identifier> columns,
            boolean byName,
            @Nullable Query source,
            @Nullable OnConflict onConflict,
            List<SelectItem> returning,
            Span span)
            implements Statement {}

    record Update(
            Query.@Nullable With with,
            QualifiedName table,
            @Nullable Identifier alias,
            List<Assignment> assignments,
            List<TableRef> from,
            @Nullable Expression where,
            List<SelectItem> returning,
            Span span)
            implements Statement {}

    record Delete(
            Query.@Nullable With with,
            QualifiedName table,
            @Nullable Identifier alias,
            List<TableRef> using,
            @Nullable Expression where,
            List<SelectItem> returning,
            Span span)
            implements Statement {}

    /** MERGE; the rows are matched by {@code on}, or where that is null by the columns of {@code using}. */
    record Merge(
            Query.@Nullable With with,
            QualifiedName table,
            @Nullable Identifier alias,
            TableRef source,
            @Nullable Expression on,
            List<Identifier> using,
            List<MergeWhen> branches,
            List<SelectItem> returning,
            Span span)
            implements Statement {}

    record Truncate(QualifiedName table, Span span) implements Statement {}

    /** {@code COPY t FROM 'file' (...)}. The source is a string, a list of strings or any expression that gives them. */
    record CopyFrom(QualifiedName table, List<Identifier> columns, Expression source, List<Option> options, Span span)
            implements Statement {}

    /** {@code COPY t TO 'file' (...)} and {@code COPY (query) TO ...}; a table is given as the query {@code SELECT columns FROM t}. */
    record CopyTo(Query query, Expression target, List<Option> options, Span span) implements Statement {}

    record ExportDatabase(Expression path, List<Option> options, Span span) implements Statement {}

    record ImportDatabase(Expression path, Span span) implements Statement {}

    // ---- looking at things

    /** EXPLAIN; {@code format} is null where not written ({@code text}, {@code json}, ...). */
    record Explain(boolean analyze, @Nullable Identifier format, Statement statement, Span span) implements Statement {}

    /** DESCRIBE: of a table, of a query, or with neither of all tables. */
    record Describe(@Nullable QualifiedName table, @Nullable Query query, Span span) implements Statement {}

    /** SUMMARIZE of a table or of a query, exactly one of them. */
    record Summarize(
            @Nullable QualifiedName table, @Nullable Query query, Span span) implements Statement {}

    /**
     * SHOW.
     *
     * @param name the thing or setting asked for with THING, else the schema or table of FROM; null where not written
     * @param like the pattern of LIKE, or null
     */
    record Show(
            ShowKind kind,
            @Nullable QualifiedName name,
            @Nullable String like,
            Span span) implements Statement {}

    /** What SHOW lists. */
    enum ShowKind {
        TABLES,
        ALL_TABLES,
        VIEWS,
        SCHEMAS,
        DATABASES,
        COLUMNS,
        FUNCTIONS,
        /** SHOW ALL: all settings. */
        SETTINGS,
        /** {@code SHOW x}: the setting {@code x}, or the columns of table {@code x}. */
        THING
    }

    // ---- session

    /** {@code SET [scope] name = value}; several values only where several are written with commas. */
    record Set(SettingScope scope, QualifiedName name, List<Expression> values, Span span) implements Statement {}

    /** {@code RESET name}, {@code SET name TO DEFAULT}; {@code RESET ALL} has no name. */
    record Reset(SettingScope scope, @Nullable QualifiedName name, Span span) implements Statement {}

    /** For how long a setting holds. */
    enum SettingScope {
        UNSPECIFIED,
        LOCAL,
        SESSION,
        GLOBAL
    }

    record SetVariable(Identifier name, Expression value, Span span) implements Statement {}

    record ResetVariable(Identifier name, Span span) implements Statement {}

    record Use(QualifiedName name, Span span) implements Statement {}

    record Transaction(TransactionAction action, Span span) implements Statement {}

    /** START is BEGIN, END is COMMIT, ABORT is ROLLBACK. */
    enum TransactionAction {
        BEGIN,
        BEGIN_READ_ONLY,
        COMMIT,
        ROLLBACK
    }

    record Prepare(Identifier name, Statement statement, Span span) implements Statement {}

    /** Arguments by position or by name. */
    record Execute(Identifier name, List<Expression.Argument> arguments, Span span) implements Statement {}

    /** Without a name: all. */
    record Deallocate(@Nullable Identifier name, Span span) implements Statement {}

    record Call(QualifiedName function, List<Expression.Argument> arguments, Span span) implements Statement {}

    /** {@code PRAGMA name}, {@code PRAGMA name(arguments)}, {@code PRAGMA name = value}. */
    record Pragma(
            Identifier name,
            List<Expression.Argument> arguments,
            @Nullable Expression value,
            Span span) implements Statement {}

    record Attach(Expression path, @Nullable Identifier alias, CreateMode mode, List<Option> options, Span span)
            implements Statement {}

    record Detach(Identifier name, boolean ifExists, Span span) implements Statement {}

    /** CHECKPOINT, VACUUM, ANALYZE, of one table or of everything (null). */
    record Maintenance(MaintenanceKind kind, @Nullable QualifiedName name, List<Identifier> columns, Span span)
            implements Statement {}

    /** The upkeep statements. */
    enum MaintenanceKind {
        CHECKPOINT,
        VACUUM,
        ANALYZE,
        VACUUM_ANALYZE
    }

    /** INSTALL and LOAD of an extension. */
    record Extension(boolean install, Identifier name, Span span) implements Statement {}
}
