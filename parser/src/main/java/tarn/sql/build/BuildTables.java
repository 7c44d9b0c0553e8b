package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Sample;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.TableAlias;
import tarn.sql.ast.TableRef;
import tarn.sql.ast.TableRef.JoinKind;
import tarn.sql.ast.TypeName;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** What stands in FROM. */
final class BuildTables {
    private final Builder builder;
    private final Source source;

    BuildTables(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    List<TableRef> list(TarnParser.@Nullable TableRefsContext list) {
        return list == null
                ? List.of()
                : list.tableRef().stream().map(this::table).toList();
    }

    TableRef table(TarnParser.TableRefContext node) {
        return source.deeper(node, () -> {
            TableRef left = item(node.tableItem());
            for (var join : node.join()) {
                left = join(left, join, source.span(node.getStart(), join.getStop()));
            }
            return left;
        });
    }

    private TableRef join(TableRef left, TarnParser.JoinContext node, Span span) {
        return switch (node) {
            case TarnParser.NaturalJoinContext join ->
                joined(left, item(join.tableItem()), join.joinKind(), false, true, List.of(), null, span);
            case TarnParser.CrossJoinContext join ->
                new TableRef.Join(
                        left,
                        item(join.tableItem()),
                        join.CROSS() != null ? JoinKind.CROSS : JoinKind.POSITIONAL,
                        false,
                        false,
                        List.of(),
                        null,
                        span);
            case TarnParser.QualifiedJoinContext join ->
                joined(
                        left,
                        table(join.tableRef()),
                        join.joinKind(),
                        join.ASOF() != null,
                        false,
                        builder.names.columns(join.columnList()),
                        builder.expressions.optional(join.expression()),
                        span);
            case TarnParser.PivotContext pivot ->
                new TableRef.Pivot(
                        left,
                        builder.queries.items(pivot.selectItems()),
                        pivot.pivotKey().stream()
                                .map(k -> pivotKey(pivotKey(k), k.pivotValues(), source.span(k)))
                                .toList(),
                        groupBy(pivot.identifiers()),
                        builder.names.alias(pivot.tableAlias()),
                        span);
            case TarnParser.UnpivotContext unpivot ->
                new TableRef.Unpivot(
                        left,
                        unpivot.INCLUDE() != null,
                        builder.names.identifier(unpivot.identifier()),
                        unpivotNames(unpivot.unpivotNames()),
                        builder.queries.items(unpivot.selectItems()),
                        builder.names.alias(unpivot.tableAlias()),
                        span);
            default -> throw new IllegalStateException("unknown form of join: " + node.getClass());
        };
    }

    /** RIGHT SEMI and RIGHT ANTI keep rows of the right side: they are the same from the other side. */
    private static TableRef joined(
            TableRef left,
            TableRef right,
            TarnParser.@Nullable JoinKindContext kind,
            boolean asof,
            boolean natural,
            List<Identifier> using,
            @Nullable Expression on,
            Span span) {
        boolean turned = kind != null && kind.RIGHT() != null && (kind.SEMI() != null || kind.ANTI() != null);
        return new TableRef.Join(
                turned ? right : left, turned ? left : right, kind(kind), asof, natural, using, on, span);
    }

    private static JoinKind kind(TarnParser.@Nullable JoinKindContext node) {
        if (node == null) {
            return JoinKind.INNER;
        }
        return switch (node.getStop().getType()) {
            case TarnParser.SEMI -> JoinKind.SEMI;
            case TarnParser.ANTI -> JoinKind.ANTI;
            default ->
                switch (node.getStart().getType()) {
                    case TarnParser.LEFT -> JoinKind.LEFT;
                    case TarnParser.RIGHT -> JoinKind.RIGHT;
                    case TarnParser.FULL -> JoinKind.FULL;
                    default -> JoinKind.INNER;
                };
        };
    }

    private TableRef item(TarnParser.TableItemContext node) {
        return source.deeper(node, () -> build(node, source.span(node)));
    }

    private TableRef build(TarnParser.TableItemContext node, Span span) {
        return switch (node) {
            case TarnParser.NamedTableContext table ->
                new TableRef.Named(
                        builder.names.table(table.tableName()), alias(table.aliasPrefix(), table.tableAlias()), span);
            case TarnParser.FunctionTableContext function ->
                new TableRef.Function(
                        builder.names.function(function.functionPath()),
                        builder.calls.arguments(function.callArguments(), true),
                        function.ORDINALITY() != null,
                        function.LATERAL() != null,
                        alias(function.aliasPrefix(), function.tableAlias()),
                        span);
            case TarnParser.FileTableContext file ->
                new TableRef.File(
                        builder.names.string(file.stringValue()), alias(file.aliasPrefix(), file.tableAlias()), span);
            case TarnParser.SubqueryTableContext subquery -> subquery(subquery, span);
            case TarnParser.NestedTableContext nested -> {
                TableRef inner = table(nested.tableRef());
                TableAlias alias = alias(nested.aliasPrefix(), nested.tableAlias());
                yield alias == null ? inner : new TableRef.Aliased(inner, alias, span);
            }
            case TarnParser.ValuesTableContext values ->
                new TableRef.ValuesTable(
                        builder.queries.rows(values.valuesRow()),
                        alias(values.aliasPrefix(), values.tableAlias()),
                        span);
            case TarnParser.SampledContext sampled ->
                new TableRef.Sampled(item(sampled.tableItem()), sample(sampled.sampleSpec()), span);
            default -> throw new IllegalStateException("unknown form of table: " + node.getClass());
        };
    }

    private TableRef subquery(TarnParser.SubqueryTableContext node, Span span) {
        TableAlias alias = alias(node.aliasPrefix(), node.tableAlias());
        var query = node.query();
        boolean bare = node.LATERAL() == null
                && query.withClause() == null
                && query.orderBy() == null
                && query.limits() == null;
        if (bare && query.queryBody() instanceof TarnParser.ValuesContext values) {
            return new TableRef.ValuesTable(builder.queries.rows(values.valuesRow()), alias, span);
        }
        return new TableRef.Subquery(builder.queries.query(query), node.LATERAL() != null, alias, span);
    }

    private @Nullable TableAlias alias(
            TarnParser.@Nullable AliasPrefixContext prefix, TarnParser.@Nullable TableAliasContext alias) {
        if (prefix == null) {
            return builder.names.alias(alias);
        }
        if (alias != null) {
            throw SqlException.syntax("a table has two aliases", source.span(alias));
        }
        var name = prefix.stringValue() != null
                ? builder.names.named(prefix.stringValue())
                : builder.names.identifier(prefix.identifier());
        return new TableAlias(name, builder.names.columns(prefix.aliasColumns()), name.span());
    }

    private @Nullable List<Identifier> groupBy(TarnParser.@Nullable IdentifiersContext node) {
        return node == null ? null : builder.names.identifiers(node);
    }

    private List<Identifier> unpivotNames(TarnParser.UnpivotNamesContext node) {
        return node.identifiers() != null
                ? builder.names.identifiers(node.identifiers())
                : List.of(builder.names.identifier(node.identifier()));
    }

    private Expression pivotKey(TarnParser.PivotKeyContext node) {
        if (node.qualifiedName() == null) {
            return builder.primaries.parenthesized(node.expressionList(), source.span(node.expressionList()));
        }
        var name = builder.names.qualified(node.qualifiedName());
        return new Expression.ColumnName(name, name.span());
    }

    private TableRef.PivotKey pivotKey(Expression key, TarnParser.@Nullable PivotValuesContext values, Span span) {
        List<SelectItem> listed = List.of();
        Query query = null;
        if (values != null) {
            if (values.query() != null) {
                query = builder.queries.query(values.query());
            } else if (values.selectItems() != null) {
                listed = builder.queries.items(values.selectItems());
            } else {
                query = enumValues(values);
            }
        }
        return new TableRef.PivotKey(key, listed, query, span);
    }

    /** {@code IN type_name}: the values of an ENUM, as the query that lists them. */
    private Query enumValues(TarnParser.PivotValuesContext node) {
        Span span = source.span(node);
        var type = new TypeName.Simple(QualifiedName.of(builder.names.identifier(node.identifier())), List.of(), span);
        var value = new Expression.Cast(new Expression.NullLiteral(span), type, false, span);
        var range = builder.calls.plain("enum_range", List.of(value), span);
        return builder.queries.selectOf(builder.calls.plain("unnest", List.of(range), span), span);
    }

    TableRef pivotStatement(TarnParser.PivotQueryContext node, Span span) {
        var keys = new ArrayList<TableRef.PivotKey>();
        if (node.pivotKeys() != null) {
            for (var key : node.pivotKeys().pivotColumn()) {
                keys.add(pivotKey(builder.expressions.value(key.value()), key.pivotValues(), source.span(key)));
            }
        }
        return new TableRef.Pivot(
                table(node.tableRef()),
                builder.queries.items(node.selectItems()),
                List.copyOf(keys),
                groupBy(node.identifiers()),
                null,
                span);
    }

    Sample sample(TarnParser.SampleSpecContext node) {
        var size = node.sampleSize();
        boolean percent = !size.PERCENT().isEmpty() || !size.PERCENT_SIGN().isEmpty();
        Expression count;
        if (size.expression() != null) {
            count = builder.expressions.expression(size.expression());
        } else if (size.parameter() != null) {
            count = builder.primaries.parameter(size.parameter());
        } else {
            count = number(size.NUMBER().getSymbol());
        }
        var numbers = node.NUMBER();
        return new Sample(
                count,
                percent,
                node.identifier() == null ? null : builder.names.identifier(node.identifier()),
                numbers.isEmpty() ? null : number(numbers.getLast().getSymbol()),
                source.span(node));
    }

    private Expression number(Token token) {
        return builder.primaries.number(source.text(token), source.span(token));
    }
}
