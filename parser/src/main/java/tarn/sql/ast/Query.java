package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * A query with what surrounds its body.
 *
 * @param with null where there is no WITH
 * @param orderBy empty where there is none
 * @param limit null where there is neither LIMIT nor OFFSET
 */
public record Query(
        @Nullable With with,
        Body body,
        List<OrderItem> orderBy,
        @Nullable Limit limit,
        Span span) implements Node {

    /** {@code WITH [RECURSIVE] ...}. */
    public record With(boolean recursive, List<CommonTable> tables, Span span) implements Node {}

    /**
     * One named query of a WITH.
     *
     * @param columns empty where not written
     * @param usingKey the keys of a recursive USING KEY, and aggregates; mostly empty
     * @param materialized TRUE, FALSE (NOT MATERIALIZED) or null where not written
     */
    public record CommonTable(
            Identifier name,
            List<Identifier> columns,
            List<SelectItem> usingKey,
            @Nullable Boolean materialized,
            Query query,
            Span span)
            implements Node {}

    /**
     * LIMIT and OFFSET.
     *
     * @param count null: no limit
     * @param percent whether the count is percent of the rows
     * @param offset null: from the first row
     */
    public record Limit(
            @Nullable Expression count,
            boolean percent,
            @Nullable Expression offset,
            Span span) implements Node {}

    /** Where the rows come from. */
    public sealed interface Body extends Node permits Select, SetOperation, Values, Table, Nested, Described, Changed {}

    /**
     * {@code left UNION right} and its like.
     *
     * @param all keeps duplicates
     * @param byName matches columns by name instead of position
     */
    public record SetOperation(SetKind kind, boolean all, boolean byName, Body left, Body right, Span span)
            implements Body {}

    /** The three set operations. */
    public enum SetKind {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** {@code VALUES (1, 2), (3, 4)}; rows may differ in length, which the binder rejects. */
    public record Values(List<List<Expression>> rows, Span span) implements Body {}

    /** {@code TABLE t}. */
    public record Table(QualifiedName name, Span span) implements Body {}

    /** A query in parentheses with clauses of its own. */
    public record Nested(Query query, Span span) implements Body {}

    /** DESCRIBE, SHOW or SUMMARIZE as a source of rows: {@code FROM (DESCRIBE t)}. */
    public record Described(Statement statement, Span span) implements Body {}

    /** INSERT, UPDATE, DELETE or MERGE in a WITH: its rows are those of RETURNING. */
    public record Changed(Statement statement, Span span) implements Body {}
}
