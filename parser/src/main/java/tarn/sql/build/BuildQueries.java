package tarn.sql.build;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Expression;
import tarn.sql.ast.GroupBy;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.Query;
import tarn.sql.ast.Select;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.TableRef;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Queries and their clauses. */
final class BuildQueries {
    private final Builder builder;
    private final Source source;

    BuildQueries(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Query query(TarnParser.QueryContext node) {
        return source.deeper(
                node,
                () -> query(node.withClause(), node.queryBody(), node.orderBy(), node.limits(), source.span(node)));
    }

    Query query(
            TarnParser.@Nullable WithClauseContext with,
            TarnParser.QueryBodyContext body,
            TarnParser.@Nullable OrderByContext orderBy,
            TarnParser.@Nullable LimitsContext limits,
            Span span) {
        return new Query(
                with == null ? null : with(with),
                body(body),
                orderBy(orderBy),
                limits == null ? null : limit(limits),
                span);
    }

    Query.With with(TarnParser.WithClauseContext node) {
        var tables = node.commonTable().stream()
                .map(t -> new Query.CommonTable(
                        builder.names.identifier(t.identifier()),
                        builder.names.columns(t.columnList()),
                        items(t.selectItems()),
                        t.MATERIALIZED() == null ? null : Boolean.valueOf(t.NOT() == null),
                        source.deeper(t, () -> commonTable(t)),
                        source.span(t)))
                .toList();
        return new Query.With(node.RECURSIVE() != null, tables, source.span(node));
    }

    private Query commonTable(TarnParser.CommonTableContext node) {
        var first = node.withClause() == null
                ? node.afterWith().getStart()
                : node.withClause().getStart();
        var span = source.span(first, node.afterWith().getStop());
        return switch (node.afterWith()) {
            case TarnParser.QueryStatementContext query ->
                query(node.withClause(), query.queryBody(), query.orderBy(), query.limits(), span);
            case TarnParser.AfterWithContext change -> {
                var statement = builder.statements.afterWith(node.withClause(), change, span);
                yield new Query(null, new Query.Changed(statement, span), List.of(), null, span);
            }
        };
    }

    private Query.Body body(TarnParser.QueryBodyContext node) {
        return source.deeper(node, () -> build(node, source.span(node)));
    }

    private Query.Body build(TarnParser.QueryBodyContext node, Span span) {
        return switch (node) {
            case TarnParser.SelectContext select ->
                select(
                        select.setQuantifier(),
                        items(select.selectItems()),
                        select.fromClause() == null
                                ? List.of()
                                : builder.tables.list(select.fromClause().tableRefs()),
                        select.selectTail(),
                        span);
            case TarnParser.FromFirstContext from ->
                select(
                        from.setQuantifier(),
                        from.selectItems() == null
                                ? List.of(star(source.span(from.getStart())))
                                : items(from.selectItems()),
                        builder.tables.list(from.tableRefs()),
                        from.selectTail(),
                        span);
            case TarnParser.SetOperationContext operation ->
                new Query.SetOperation(
                        operation.UNION() != null
                                ? Query.SetKind.UNION
                                : operation.EXCEPT() != null ? Query.SetKind.EXCEPT : Query.SetKind.INTERSECT,
                        operation.ALL() != null,
                        operation.NAME() != null,
                        body(operation.queryBody(0)),
                        body(operation.queryBody(1)),
                        span);
            case TarnParser.ValuesContext values -> new Query.Values(rows(values.valuesRow()), span);
            case TarnParser.TableQueryContext table -> new Query.Table(builder.names.table(table.tableName()), span);
            case TarnParser.NestedQueryContext nested -> new Query.Nested(query(nested.query()), span);
            case TarnParser.PivotQueryContext pivot -> selectFrom(builder.tables.pivotStatement(pivot, span), span);
            case TarnParser.UnpivotQueryContext unpivot -> selectFrom(unpivot(unpivot, span), span);
            default -> new Query.Described(builder.statements.described(node, span), span);
        };
    }

    private TableRef unpivot(TarnParser.UnpivotQueryContext unpivot, Span span) {
        boolean named = unpivot.INTO() != null;
        return new TableRef.Unpivot(
                builder.tables.table(unpivot.tableRef()),
                unpivot.INCLUDE() != null,
                named ? builder.names.identifier(unpivot.identifier()) : new Identifier("name", false, span),
                named
                        ? builder.names.identifiers(unpivot.identifiers())
                        : List.of(new Identifier("value", false, span)),
                items(unpivot.selectItems()),
                null,
                span);
    }

    private Select select(
            TarnParser.@Nullable SetQuantifierContext quantifier,
            List<SelectItem> items,
            List<TableRef> from,
            TarnParser.SelectTailContext tail,
            Span span) {
        boolean distinct = quantifier != null && quantifier.DISTINCT() != null;
        return new Select(
                distinct,
                quantifier != null && distinct ? builder.expressions.list(quantifier.expressionList()) : List.of(),
                items,
                from,
                builder.expressions.optional(tail.where),
                tail.groupBy() == null ? null : groupBy(tail.groupBy()),
                builder.expressions.optional(tail.having),
                windows(tail.windowClause()),
                tail.qualifyClause() == null
                        ? null
                        : builder.expressions.expression(tail.qualifyClause().expression()),
                tail.sampleSpec() == null ? null : builder.tables.sample(tail.sampleSpec()),
                span);
    }

    private List<Select.NamedWindow> windows(TarnParser.@Nullable WindowClauseContext node) {
        return node == null
                ? List.of()
                : node.namedWindow().stream()
                        .map(w -> new Select.NamedWindow(
                                windowName(builder.names.identifier(w.identifier())),
                                builder.calls.window(w.windowSpec()),
                                source.span(w)))
                        .toList();
    }

    /** Words that begin something else within a window's parentheses name none. */
    private static Identifier windowName(Identifier name) {
        if (!name.quoted() && List.of("partition", "range", "rows", "groups").contains(name.folded())) {
            throw SqlException.syntax("a window cannot be called " + name.text(), name.span());
        }
        return name;
    }

    /** {@code SELECT *} from one table. */
    Select selectFrom(TableRef table, Span span) {
        return selectFrom(List.of(star(span)), table, span);
    }

    Select selectFrom(List<SelectItem> items, TableRef table, Span span) {
        return new Select(false, List.of(), items, List.of(table), null, null, null, List.of(), null, null, span);
    }

    /** {@code SELECT expression} without FROM. */
    Query selectOf(Expression expression, Span span) {
        var items = List.of(new SelectItem(expression, null, span));
        var select = new Select(false, List.of(), items, List.of(), null, null, null, List.of(), null, null, span);
        return new Query(null, select, List.of(), null, span);
    }

    private static SelectItem star(Span span) {
        return new SelectItem(new Expression.Star(null, List.of(), List.of(), List.of(), null, span), null, span);
    }

    List<SelectItem> items(TarnParser.@Nullable SelectItemsContext list) {
        return list == null
                ? List.of()
                : list.selectItem().stream().map(this::item).toList();
    }

    private SelectItem item(TarnParser.SelectItemContext node) {
        Identifier alias = null;
        if (node.identifier() != null) {
            alias = builder.names.identifier(node.identifier());
        } else if (node.label() != null) {
            alias = builder.names.identifier(node.label());
        } else if (node.bareAlias() != null) {
            alias = builder.names.identifier(node.bareAlias());
        } else if (node.stringValue() != null) {
            alias = builder.names.named(node.stringValue());
        }
        return new SelectItem(builder.expressions.expression(node.expression()), alias, source.span(node));
    }

    List<List<Expression>> rows(List<TarnParser.ValuesRowContext> rows) {
        return rows.stream().map(this::row).toList();
    }

    /** A row of one value that is a sub-query, {@code ((SELECT ...))}, reads like a query in parentheses. */
    private List<Expression> row(TarnParser.ValuesRowContext row) {
        if (row.query() == null) {
            return builder.expressions.list(row.expressionList());
        }
        Query query = query(row.query());
        boolean bare = query.with() == null && query.orderBy().isEmpty() && query.limit() == null;
        Query inner = bare && query.body() instanceof Query.Nested(var nested, var _) ? nested : query;
        return List.of(new Expression.ScalarSubquery(inner, source.span(row)));
    }

    private GroupBy groupBy(TarnParser.GroupByContext node) {
        return new GroupBy(node.ALL() != null, groupItems(node.groupItem()), source.span(node));
    }

    private List<GroupBy.Item> groupItems(List<TarnParser.GroupItemContext> items) {
        return items.stream().map(this::groupItem).toList();
    }

    private GroupBy.Item groupItem(TarnParser.GroupItemContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.EmptyGroupContext _ -> new GroupBy.Empty(span);
            case TarnParser.RollupContext rollup ->
                new GroupBy.Rollup(builder.expressions.list(rollup.expressionList()), span);
            case TarnParser.CubeContext cube -> new GroupBy.Cube(builder.expressions.list(cube.expressionList()), span);
            case TarnParser.GroupingSetsContext sets ->
                source.deeper(node, () -> new GroupBy.GroupingSets(groupItems(sets.groupItem()), span));
            case TarnParser.GroupKeyContext key ->
                new GroupBy.Key(builder.expressions.expression(key.expression()), span);
            default -> throw new IllegalStateException("unknown form of group: " + node.getClass());
        };
    }

    List<OrderItem> orderBy(TarnParser.@Nullable OrderByContext node) {
        return node == null
                ? List.of()
                : node.orderItem().stream().map(builder.calls::orderItem).toList();
    }

    private Query.Limit limit(TarnParser.LimitsContext node) {
        Expression count = null;
        boolean percent = false;
        Expression offset = null;
        if (node.limitClause() != null && node.limitClause().ALL() == null) {
            count = builder.expressions.expression(node.limitClause().expression());
            percent = node.limitClause().PERCENT() != null || node.limitClause().PERCENT_SIGN() != null;
        }
        if (node.fetchClause() != null) {
            var fetch = node.fetchClause();
            count = fetch.value() == null
                    ? new Expression.IntegerLiteral("1", source.span(fetch))
                    : builder.expressions.value(fetch.value());
        }
        if (node.offsetClause() != null) {
            offset = builder.expressions.expression(node.offsetClause().expression());
        }
        if (count instanceof Expression.Star) {
            throw SqlException.syntax("expected a number of rows after LIMIT", count.span());
        }
        return new Query.Limit(count, percent, offset, source.span(node));
    }
}
