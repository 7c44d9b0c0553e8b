package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** What ALTER does. */
public sealed interface AlterAction extends Node {
    record AddColumn(ColumnDefinition column, boolean ifNotExists, Span span) implements AlterAction {}

    /** {@code ADD COLUMN s.field type}: a field of a struct; the last part of the name is new. */
    record AddField(QualifiedName field, TypeName type, boolean ifNotExists, Span span) implements AlterAction {}

    record DropColumn(QualifiedName column, boolean ifExists, boolean cascade, Span span) implements AlterAction {}

    record RenameColumn(QualifiedName column, Identifier to, Span span) implements AlterAction {}

    record RenameTo(Identifier to, Span span) implements AlterAction {}

    /** {@code ALTER c [SET DATA] TYPE t [USING expression]}; the type is null where only USING decides it. */
    record ChangeType(
            QualifiedName column,
            @Nullable TypeName type,
            @Nullable Expression using,
            Span span) implements AlterAction {}

    record SetDefault(QualifiedName column, Expression value, Span span) implements AlterAction {}

    record DropDefault(QualifiedName column, Span span) implements AlterAction {}

    record SetNotNull(QualifiedName column, Span span) implements AlterAction {}

    record DropNotNull(QualifiedName column, Span span) implements AlterAction {}

    record AddConstraint(Constraint constraint, Span span) implements AlterAction {}

    record DropConstraint(Identifier name, boolean ifExists, boolean cascade, Span span) implements AlterAction {}

    record SetSchema(Identifier schema, Span span) implements AlterAction {}

    /** Options of an ALTER SEQUENCE. */
    record SetOptions(List<Option> options, Span span) implements AlterAction {}
}
