package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Assignment;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.MergeWhen;
import tarn.sql.ast.OnConflict;
import tarn.sql.ast.Option;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Statements that change rows or copy them in and out. */
final class BuildChanges {
    private final Builder builder;
    private final Source source;

    BuildChanges(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Statement insert(Query.@Nullable With with, TarnParser.InsertContext node, Span span) {
        if (node.IGNORE() != null || node.REPLACE() != null) {
            if (node.onConflict() != null) {
                throw SqlException.syntax(
                        "OR REPLACE and OR IGNORE exclude ON CONFLICT", source.span(node.onConflict()));
            }
        }
        return new Statement.Insert(
                with,
                builder.names.table(node.tableName()),
                node.identifier() == null ? null : builder.names.identifier(node.identifier()),
                builder.names.columns(node.columnList()),
                !node.NAME().isEmpty(),
                node.query() == null ? null : builder.queries.query(node.query()),
                onConflict(node),
                returning(node.returning()),
                span);
    }

    private @Nullable OnConflict onConflict(TarnParser.InsertContext insert) {
        if (insert.IGNORE() != null || insert.REPLACE() != null) {
            var action = insert.IGNORE() != null ? OnConflict.Action.NOTHING : OnConflict.Action.REPLACE;
            Span span = source.span(insert.OR().getSymbol());
            return new OnConflict(List.of(), null, action, List.of(), null, span);
        }
        var node = insert.onConflict();
        if (node == null) {
            return null;
        }
        return new OnConflict(
                builder.names.columns(node.columnList()),
                builder.expressions.optional(node.targetWhere),
                node.UPDATE() != null ? OnConflict.Action.UPDATE : OnConflict.Action.NOTHING,
                assignments(node.assignments()),
                builder.expressions.optional(node.updateWhere),
                source.span(node));
    }

    private List<Assignment> assignments(TarnParser.@Nullable AssignmentsContext list) {
        return list == null
                ? List.of()
                : list.assignment().stream().flatMap(a -> assigned(a).stream()).toList();
    }

    /** {@code (a, b) = (1, 2)} gives each column its value, {@code (a, b) = x} all of them the same. */
    private List<Assignment> assigned(TarnParser.AssignmentContext node) {
        var span = source.span(node);
        var value = builder.expressions.expression(node.expression());
        if (node.columnList() == null) {
            return List.of(new Assignment(builder.names.qualified(node.qualifiedName()), value, span));
        }
        var columns = builder.names.columns(node.columnList());
        var values = value instanceof Expression.Row row
                ? row.elements()
                : columns.stream().map(_ -> value).toList();
        if (values.size() != columns.size()) {
            throw SqlException.syntax(
                    "expected " + columns.size() + " values but found " + values.size(), value.span());
        }
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Assignment(QualifiedName.of(columns.get(i)), values.get(i), span))
                .toList();
    }

    private List<SelectItem> returning(TarnParser.@Nullable ReturningContext node) {
        return node == null ? List.of() : builder.queries.items(node.selectItems());
    }

    private @Nullable Identifier alias(TarnParser.@Nullable BareAliasContext node) {
        return node == null ? null : builder.names.identifier(node);
    }

    Statement update(Query.@Nullable With with, TarnParser.UpdateContext node, Span span) {
        return new Statement.Update(
                with,
                builder.names.table(node.tableName()),
                alias(node.bareAlias()),
                assignments(node.assignments()),
                builder.tables.list(node.tableRefs()),
                builder.expressions.optional(node.expression()),
                returning(node.returning()),
                span);
    }

    Statement delete(Query.@Nullable With with, TarnParser.DeleteContext node, Span span) {
        return new Statement.Delete(
                with,
                builder.names.table(node.tableName()),
                alias(node.bareAlias()),
                builder.tables.list(node.tableRefs()),
                builder.expressions.optional(node.expression()),
                returning(node.returning()),
                span);
    }

    Statement merge(Query.@Nullable With with, TarnParser.MergeContext node, Span span) {
        return new Statement.Merge(
                with,
                builder.names.table(node.tableName()),
                alias(node.bareAlias()),
                builder.tables.table(node.tableRef()),
                builder.expressions.optional(node.expression()),
                builder.names.columns(node.columnList()),
                node.mergeWhen().stream().map(this::mergeWhen).toList(),
                returning(node.returning()),
                span);
    }

    private MergeWhen mergeWhen(TarnParser.MergeWhenContext node) {
        var kind = node.mergeKind().NOT() == null
                ? MergeWhen.Kind.MATCHED
                : node.mergeKind().SOURCE() != null ? MergeWhen.Kind.NOT_MATCHED_BY_SOURCE : MergeWhen.Kind.NOT_MATCHED;
        return new MergeWhen(
                kind,
                builder.expressions.optional(node.expression()),
                mergeAction(node.mergeAction()),
                source.span(node));
    }

    private MergeWhen.Action mergeAction(TarnParser.MergeActionContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.MergeUpdateContext a ->
                new MergeWhen.Update(assignments(a.assignments()), a.NAME() != null, span);
            case TarnParser.MergeInsertContext a ->
                new MergeWhen.Insert(
                        builder.names.columns(a.columnList()),
                        builder.expressions.list(a.expressionList()),
                        a.NAME() != null,
                        a.DEFAULT() != null,
                        span);
            case TarnParser.MergeDeleteContext _ -> new MergeWhen.Delete(span);
            case TarnParser.MergeNothingContext _ -> new MergeWhen.DoNothing(span);
            case TarnParser.MergeErrorContext a ->
                new MergeWhen.Raise(builder.expressions.optional(a.expression()), span);
            default -> throw new IllegalStateException("unknown form of MERGE: " + node.getClass());
        };
    }

    // ---- copying

    Statement copyFrom(TarnParser.CopyFromContext node, Span span) {
        return new Statement.CopyFrom(
                builder.names.table(node.tableName()),
                builder.names.columns(node.columnList()),
                file(node.fileSource()),
                options(node.copyOptions()),
                span);
    }

    Statement copyTo(TarnParser.CopyToContext node, Span span) {
        Query query = node.query() != null
                ? builder.queries.query(node.query())
                : tableQuery(builder.names.table(node.tableName()), builder.names.columns(node.columnList()));
        return new Statement.CopyTo(query, file(node.fileSource()), options(node.copyOptions()), span);
    }

    private Expression file(TarnParser.FileSourceContext node) {
        Span span = source.span(node);
        if (node.stringValue() != null) {
            return new Expression.StringLiteral(builder.names.string(node.stringValue()), span);
        }
        if (node.parameter() != null) {
            return builder.primaries.parameter(node.parameter());
        }
        if (node.functionPath() != null) {
            return builder.calls.named(
                    builder.names.function(node.functionPath()),
                    builder.calls.arguments(node.callArguments(), false),
                    span);
        }
        return node.expression() != null
                ? builder.expressions.expression(node.expression())
                : new Expression.ListLiteral(builder.expressions.list(node.expressionList()), span);
    }

    private Query tableQuery(QualifiedName table, List<Identifier> columns) {
        Span span = table.span();
        var named = new TableRef.Named(table, null, span);
        var items = columns.stream()
                .map(c -> new SelectItem(new Expression.ColumnName(QualifiedName.of(c), c.span()), null, c.span()))
                .toList();
        var select = items.isEmpty()
                ? builder.queries.selectFrom(named, span)
                : builder.queries.selectFrom(items, named, span);
        return new Query(null, select, List.of(), null, span);
    }

    List<Option> options(TarnParser.CopyOptionsContext node) {
        var options = new ArrayList<Option>();
        for (var option : node.copyOption()) {
            options.add(new Option(
                    builder.names.identifier(option.label()),
                    option.optionValue() == null ? null : optionValue(option.optionValue()),
                    source.span(option)));
        }
        for (var option : node.looseOption()) {
            options.add(looseOption(option));
        }
        return List.copyOf(options);
    }

    private Option looseOption(TarnParser.LooseOptionContext node) {
        Expression value = null;
        var atom = node.optionAtom();
        if (atom != null) {
            Span span = source.span(atom);
            if (atom.stringValue() != null) {
                value = new Expression.StringLiteral(builder.names.string(atom.stringValue()), span);
            } else if (atom.signedNumber() != null) {
                value = builder.primaries.signedNumber(atom.signedNumber());
            } else {
                value = new Expression.BooleanLiteral(atom.TRUE() != null, span);
            }
        }
        return new Option(builder.names.identifier(node.identifier()), value, source.span(node));
    }

    private Expression optionValue(TarnParser.OptionValueContext node) {
        Span span = source.span(node);
        if (node.STAR() != null) {
            return new Expression.Star(null, List.of(), List.of(), List.of(), null, span);
        }
        if (node.label() != null) {
            return word(node.label());
        }
        if (node.value() != null) {
            return builder.expressions.value(node.value());
        }
        var elements = node.optionItem().stream()
                .map(i -> i.label() != null ? word(i.label()) : builder.expressions.value(i.value()))
                .toList();
        return new Expression.Row(elements, span);
    }

    /** A bare word in an option list: TRUE, FALSE and NULL keep their meaning, any other is a name. */
    private Expression word(TarnParser.LabelContext node) {
        Span span = source.span(node);
        return switch (node.getStart().getType()) {
            case TarnParser.TRUE -> new Expression.BooleanLiteral(true, span);
            case TarnParser.FALSE -> new Expression.BooleanLiteral(false, span);
            case TarnParser.NULL -> new Expression.NullLiteral(span);
            default -> new Expression.ColumnName(QualifiedName.of(builder.names.identifier(node)), span);
        };
    }
}
