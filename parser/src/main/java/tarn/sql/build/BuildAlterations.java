package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import tarn.sql.ast.AlterAction;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.ObjectKind;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Statement;
import tarn.sql.error.Span;
import tarn.sql.grammar.TarnParser;

/** ALTER, DROP and COMMENT. */
final class BuildAlterations {
    private final Builder builder;
    private final Source source;

    BuildAlterations(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Statement alter(TarnParser.AlterContext node, Span span) {
        return new Statement.Alter(
                kind(node.objectKind()),
                builder.names.qualified(node.qualifiedName()),
                node.EXISTS() != null,
                action(node.alterAction()),
                span);
    }

    Statement drop(TarnParser.DropContext node, Span span) {
        return new Statement.Drop(
                kind(node.objectKind()),
                builder.names.qualified(node.qualifiedName()),
                node.EXISTS() != null,
                node.CASCADE() != null,
                span);
    }

    Statement comment(TarnParser.CommentContext node, Span span) {
        return new Statement.CommentOn(
                kind(node.objectKind()),
                builder.names.qualified(node.qualifiedName()),
                node.stringValue() == null ? null : builder.names.string(node.stringValue()),
                span);
    }

    private static ObjectKind kind(TarnParser.ObjectKindContext node) {
        return switch (node.getStart().getType()) {
            case TarnParser.TABLE -> ObjectKind.TABLE;
            case TarnParser.VIEW -> ObjectKind.VIEW;
            case TarnParser.SCHEMA -> ObjectKind.SCHEMA;
            case TarnParser.MACRO, TarnParser.FUNCTION ->
                node.TABLE() != null
                        ? ObjectKind.MACRO_TABLE
                        : node.MACRO() != null ? ObjectKind.MACRO : ObjectKind.FUNCTION;
            case TarnParser.TYPE -> ObjectKind.TYPE;
            case TarnParser.SEQUENCE -> ObjectKind.SEQUENCE;
            case TarnParser.INDEX -> ObjectKind.INDEX;
            case TarnParser.DATABASE -> ObjectKind.DATABASE;
            default -> ObjectKind.COLUMN;
        };
    }

    private AlterAction action(TarnParser.AlterActionContext node) {
        Span span = source.span(node);
        var names = builder.names;
        return switch (node) {
            case TarnParser.AddColumnContext a ->
                new AlterAction.AddColumn(
                        builder.definitions.column(a.columnDefinition()), a.ifNotExists() != null, span);
            case TarnParser.AddFieldContext a -> {
                var parts = new ArrayList<Identifier>();
                parts.add(names.identifier(a.fieldName().identifier()));
                a.fieldName().label().forEach(label -> parts.add(names.identifier(label)));
                var name = new QualifiedName(
                        parts, parts.getFirst().span().to(parts.getLast().span()));
                yield new AlterAction.AddField(name, builder.types.type(a.type()), a.ifNotExists() != null, span);
            }
            case TarnParser.AddConstraintContext a ->
                new AlterAction.AddConstraint(builder.definitions.tableConstraint(a.tableConstraint()), span);
            case TarnParser.DropColumnContext a ->
                new AlterAction.DropColumn(
                        names.qualified(a.qualifiedName()), a.EXISTS() != null, a.CASCADE() != null, span);
            case TarnParser.DropConstraintContext a ->
                new AlterAction.DropConstraint(
                        names.identifier(a.identifier()), a.EXISTS() != null, a.CASCADE() != null, span);
            case TarnParser.RenameColumnContext a ->
                new AlterAction.RenameColumn(
                        names.qualified(a.qualifiedName()), names.identifier(a.identifier()), span);
            case TarnParser.RenameToContext a -> new AlterAction.RenameTo(names.identifier(a.identifier()), span);
            case TarnParser.ChangeTypeContext a ->
                new AlterAction.ChangeType(
                        names.qualified(a.qualifiedName()),
                        a.type() == null ? null : builder.types.type(a.type()),
                        builder.expressions.optional(a.expression()),
                        span);
            case TarnParser.SetDefaultContext a ->
                new AlterAction.SetDefault(
                        names.qualified(a.qualifiedName()), builder.expressions.expression(a.expression()), span);
            case TarnParser.DropDefaultContext a ->
                new AlterAction.DropDefault(names.qualified(a.qualifiedName()), span);
            case TarnParser.SetNotNullContext a -> new AlterAction.SetNotNull(names.qualified(a.qualifiedName()), span);
            case TarnParser.DropNotNullContext a ->
                new AlterAction.DropNotNull(names.qualified(a.qualifiedName()), span);
            case TarnParser.SetSchemaContext a -> new AlterAction.SetSchema(names.identifier(a.identifier()), span);
            case TarnParser.AlterSequenceContext a ->
                new AlterAction.SetOptions(List.copyOf(builder.definitions.sequenceOptions(a.sequenceOption())), span);
            default -> throw new IllegalStateException("unknown form of ALTER: " + node.getClass());
        };
    }
}
