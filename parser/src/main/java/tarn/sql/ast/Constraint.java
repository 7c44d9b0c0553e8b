package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** A constraint of a column or a table; the name is null where not written, and a column's own constraint lists no columns. */
public sealed interface Constraint extends Node {
    record NotNull(@Nullable Identifier name, Span span) implements Constraint {}

    /** NULL written out: allowed, the default. */
    record AllowNull(@Nullable Identifier name, Span span) implements Constraint {}

    record PrimaryKey(@Nullable Identifier name, List<Identifier> columns, Span span) implements Constraint {}

    record Unique(@Nullable Identifier name, List<Identifier> columns, Span span) implements Constraint {}

    record Check(@Nullable Identifier name, Expression condition, Span span) implements Constraint {}

    /** FOREIGN KEY ... REFERENCES; {@code referenced} is empty where the primary key of the other table is meant. */
    record ForeignKey(
            @Nullable Identifier name,
            List<Identifier> columns,
            QualifiedName table,
            List<Identifier> referenced,
            Span span)
            implements Constraint {}

    /** DEFAULT of a column. */
    record DefaultValue(Expression value, Span span) implements Constraint {}

    /** {@code [GENERATED ALWAYS] AS (expression) [VIRTUAL | STORED]} of a column. */
    record Generated(Expression expression, boolean stored, Span span) implements Constraint {}

    /** COLLATE of a column. */
    record Collation(QualifiedName collation, Span span) implements Constraint {}
}
