package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** Anything that may stand in FROM. An alias is null where not written. */
public sealed interface TableRef extends Node {
    /** A table, view or CTE. */
    record Named(QualifiedName name, @Nullable TableAlias alias, Span span) implements TableRef {}

    /** {@code FROM 'orders.csv'}: a file, a glob or an address. */
    record File(String path, @Nullable TableAlias alias, Span span) implements TableRef {}

    /** A table function or table macro: {@code range(10)}, {@code read_csv('f.csv', header = true)}, {@code unnest(list)}. */
    record Function(
            QualifiedName name,
            List<Expression.Argument> arguments,
            boolean withOrdinality,
            boolean lateral,
            @Nullable TableAlias alias,
            Span span)
            implements TableRef {}

    /** A query in parentheses. Whether or not LATERAL is written, it may be allowed to see its left neighbours. */
    record Subquery(Query query, boolean lateral, @Nullable TableAlias alias, Span span) implements TableRef {}

    /** {@code (VALUES (1, 'a'), (2, 'b')) AS t(i, s)}. */
    record ValuesTable(
            List<List<Expression>> rows, @Nullable TableAlias alias, Span span) implements TableRef {}

    /**
     * A join. Exactly one of these holds: {@code natural}; {@code using} not empty; {@code on} not null; none of them (CROSS, POSITIONAL).
     *
     * @param asof {@code ASOF JOIN}: of the matching rows the nearest one by the inequality
     */
    record Join(
            TableRef left,
            TableRef right,
            JoinKind kind,
            boolean asof,
            boolean natural,
            List<Identifier> using,
            @Nullable Expression on,
            Span span)
            implements TableRef {}

    /** Which rows a join keeps. SEMI and ANTI keep rows of the left side. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS,
        SEMI,
        ANTI,
        POSITIONAL
    }

    /** {@code (a JOIN b ON ...) AS x}: a join in parentheses under a name of its own. */
    record Aliased(TableRef source, TableAlias alias, Span span) implements TableRef {}

    /** {@code t TABLESAMPLE 10%}. */
    record Sampled(TableRef source, Sample sample, Span span) implements TableRef {}

    /**
     * PIVOT in both forms; the statement form is {@code SELECT *} over this.
     *
     * @param aggregates empty in the statement form without USING, which counts rows
     * @param groupBy null where not written: all columns not otherwise used
     */
    record Pivot(
            TableRef source,
            List<SelectItem> aggregates,
            List<PivotKey> on,
            @Nullable List<Identifier> groupBy,
            @Nullable TableAlias alias,
            Span span)
            implements TableRef {}

    /**
     * What becomes columns.
     *
     * @param key one expression, a {@link Expression.Row} for several together
     * @param values the values that get a column each; empty: those found in the data
     * @param subquery instead of values a query that delivers them, else null
     */
    record PivotKey(
            Expression key,
            List<SelectItem> values,
            @Nullable Query subquery,
            Span span) implements Node {}

    /**
     * UNPIVOT in both forms; the statement form is {@code SELECT *} over this.
     *
     * @param nameColumn the column that tells where a value came from ({@code name} if not written)
     * @param valueColumns the columns of values ({@code value} if not written)
     * @param columns what is turned, each a column, a {@link Expression.Columns} or {@link Expression.Star}, or a {@link Expression.Row} for
     *     several value columns
     */
    record Unpivot(
            TableRef source,
            boolean includeNulls,
            Identifier nameColumn,
            List<Identifier> valueColumns,
            List<SelectItem> columns,
            @Nullable TableAlias alias,
            Span span)
            implements TableRef {}
}
