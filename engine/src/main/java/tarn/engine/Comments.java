package tarn.engine;

import java.util.Locale;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogEntry.Space;
import tarn.engine.query.bind.BoundStatement;
import tarn.sql.ast.ObjectKind;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** COMMENT ON. */
final class Comments {
    private Comments() {}

    static Result comment(BoundStatement.Comment comment, Workspace workspace) {
        boolean column = comment.kind() == ObjectKind.COLUMN;
        var qualifier = comment.name().qualifier();
        if (column && qualifier == null) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "a column is named with its table: COMMENT ON COLUMN t.c",
                    comment.name().span());
        }
        QualifiedName thing = column ? java.util.Objects.requireNonNull(qualifier) : comment.name();
        var space = space(comment);
        var target = workspace.existing(thing, space);
        if (target == null) {
            var known = workspace.view().tableNames();
            throw space == Space.RELATIONS
                    ? SqlException.unknownTable(thing.text(), thing.span(), known)
                    : SqlException.of(ErrorCode.UNKNOWN_OBJECT, "there is none: " + thing.text(), thing.span());
        }
        var entry = java.util.Objects.requireNonNull(workspace.find(target, space));
        String columnName = null;
        if (column) {
            columnName = comment.name().last().text();
            if (entry instanceof CatalogEntry.Table table) {
                var names =
                        table.source().columns().stream().map(one -> one.name()).toList();
                if (names.stream().noneMatch(comment.name().last()::matches)) {
                    throw SqlException.unknownColumn(
                            columnName, comment.name().last().span(), names);
                }
            }
        }
        var kind = comment.kind().name().toLowerCase(Locale.ROOT);
        var about = CatalogEntry.Comment.about(kind, entry.name(), columnName);
        workspace.change(
                target.inTemporary(),
                snapshot -> comment.text() == null
                        ? snapshot.without(target.schema(), Space.COMMENTS, about)
                        : snapshot.with(target.schema(), new CatalogEntry.Comment(about, comment.text())));
        return Result.done();
    }

    private static Space space(BoundStatement.Comment comment) {
        return switch (comment.kind()) {
            case TABLE, VIEW, COLUMN -> Space.RELATIONS;
            case MACRO, FUNCTION -> Space.MACROS;
            case MACRO_TABLE -> Space.TABLE_MACROS;
            case TYPE -> Space.TYPES;
            case SEQUENCE -> Space.SEQUENCES;
            case INDEX -> Space.INDEXES;
            case SCHEMA, DATABASE -> throw SqlException.notSupported("COMMENT ON " + comment.kind(), comment.span());
        };
    }
}
