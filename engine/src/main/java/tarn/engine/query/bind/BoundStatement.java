package tarn.engine.query.bind;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.Sequence;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.ObjectKind;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Statement;
import tarn.sql.error.Span;

/** A statement whose names and types are settled; the session carries it out. */
public sealed interface BoundStatement {

    /** Rows for the user: column i of the plan's output is shown under {@code names[i]}. Also DESCRIBE and SHOW TABLES. */
    record Query(Plan plan, List<String> names) implements BoundStatement {}

    /**
     * CREATE TABLE, also with AS.
     *
     * @param columns those of a primary key are marked NOT NULL
     * @param constraints the session's to keep
     * @param rows what fills it: one output per column, of its type; null for an empty table
     */
    record CreateTable(
            QualifiedName name,
            CreateMode mode,
            boolean temporary,
            List<ColumnDefinition> columns,
            TableConstraints constraints,
            @Nullable Plan rows,
            Span span)
            implements BoundStatement {}

    record CreateSequence(QualifiedName name, CreateMode mode, boolean temporary, Sequence.Range range, Span span)
            implements BoundStatement {}

    /** Another name of a type. */
    record CreateType(QualifiedName name, CreateMode mode, boolean temporary, DataType type, Span span)
            implements BoundStatement {}

    /**
     * @param name made up from table and columns where not written
     * @param columns of a unique index; else empty
     * @param expressions as SQL
     */
    record CreateIndex(
            String name,
            CreateMode mode,
            CatalogView.Entry.Table table,
            boolean unique,
            List<Integer> columns,
            List<String> expressions,
            Span span)
            implements BoundStatement {}

    /** @param text null removes it */
    record Comment(
            ObjectKind kind, QualifiedName name, @Nullable String text, Span span) implements BoundStatement {}

    record CreateSchema(QualifiedName name, CreateMode mode, Span span) implements BoundStatement {}

    /**
     * ALTER TABLE: what the table becomes.
     *
     * @param table as it is
     * @param schema where it goes
     * @param sources for each column, which one it is in the table or behind it in {@code computed}
     * @param computed columns that are filled anew: one row for each row of the table, in its order
     * @param added constraints that have yet to be checked; they are among {@code constraints}, too
     */
    record AlterTable(
            CatalogView.Entry.Table table,
            String schema,
            String name,
            List<ColumnDefinition> columns,
            List<Integer> sources,
            @Nullable Plan computed,
            TableConstraints constraints,
            TableConstraints added,
            Span span)
            implements BoundStatement {}

    /** ALTER VIEW ... RENAME TO and SET SCHEMA. */
    record AlterView(CatalogView.Entry.View view, String schema, Identifier name, Span span)
            implements BoundStatement {}

    /** @param query kept as syntax, bound again at every use (it has been bound once, so it is right now) */
    record CreateView(
            QualifiedName name,
            CreateMode mode,
            boolean temporary,
            List<String> columns,
            tarn.sql.ast.Query query,
            Span span)
            implements BoundStatement {}

    /** @param overloads kept as syntax without places, bound at every use */
    record CreateMacro(
            QualifiedName name,
            CreateMode mode,
            boolean temporary,
            boolean table,
            List<Statement.Macro> overloads,
            Span span)
            implements BoundStatement {}

    /**
     * INSERT and COPY FROM.
     *
     * @param rows one output for every column of the table, in its order and of its type, defaults filled in; NOT NULL is not yet checked
     */
    record Insert(CatalogView.Entry.Table table, Plan rows, Span span) implements BoundStatement {}

    /**
     * UPDATE, DELETE, MERGE, INSERT with ON CONFLICT or RETURNING: rows of a table that change, go or come.
     *
     * @param rows first the rowid in the table as it is now, NULL for a new row; then a BOOLEAN, FALSE for a row that goes; then
     *     the new values of {@code columns}. No rowid may come twice
     * @param columns indexes into the table's columns; all of them where a row is new or RETURNING asks
     */
    record Change(
            CatalogView.Entry.Table table,
            Plan rows,
            List<Integer> columns,
            @Nullable Returning returning,
            Span span) implements BoundStatement {}

    /** RETURNING: a query that reads the changed rows, all columns of {@link Change#rows}, as {@link Plan.SharedScan} {@code shared}. */
    record Returning(int shared, Plan plan, List<String> names) {}

    /** Makes a table empty. */
    record Truncate(CatalogView.Entry.Table table, Span span) implements BoundStatement {}

    record Drop(ObjectKind kind, List<QualifiedName> names, boolean ifExists, boolean cascade, Span span)
            implements BoundStatement {}

    /** @param options by name in lower case; an option written without a value is TRUE */
    record CopyTo(Plan plan, List<String> names, String path, Map<String, TableArgument> options, Span span)
            implements BoundStatement {}

    /** @param format in lower case; {@code text} where not written */
    record Explain(boolean analyze, String format, BoundStatement statement) implements BoundStatement {}

    /** SHOW of what the catalog view does not know: settings, functions, schemas. {@link Statement.Show} says what its parts mean. */
    record Show(
            Statement.ShowKind kind,
            @Nullable QualifiedName name,
            @Nullable String like,
            Span span) implements BoundStatement {}

    /** @param values literals; a bare name is a VARCHAR */
    record Set(Statement.SettingScope scope, String name, List<Expr.Literal> values, Span span)
            implements BoundStatement {}

    /** @param name null: all */
    record Reset(Statement.SettingScope scope, @Nullable String name, Span span) implements BoundStatement {}

    /** @param value null: RESET VARIABLE */
    record SetVariable(String name, Expr.@Nullable Literal value) implements BoundStatement {}

    record Transaction(Statement.TransactionAction action, Span span) implements BoundStatement {}

    /** @param value of {@code PRAGMA name = value}, else null; several arguments of {@code PRAGMA name(a, b)} are in {@code arguments} */
    record Pragma(String name, List<Expr.Literal> arguments, Expr.@Nullable Literal value, Span span)
            implements BoundStatement {}

    /** @param statement kept as syntax, bound with values by EXECUTE */
    record Prepare(String name, Statement statement, List<BoundParameter> parameters, Span span)
            implements BoundStatement {}

    /** @param values keys as in {@link BindSettings#parameters} */
    record Execute(String name, Map<String, Expr.Literal> values, Span span) implements BoundStatement {}

    /** @param name null: all */
    record Deallocate(@Nullable String name, Span span) implements BoundStatement {}

    record Use(QualifiedName name, Span span) implements BoundStatement {}

    /** Accepted because scripts written for DuckDB carry it (LOAD, CHECKPOINT, ...), but there is nothing to do. */
    record NoEffect(Span span) implements BoundStatement {}
}
