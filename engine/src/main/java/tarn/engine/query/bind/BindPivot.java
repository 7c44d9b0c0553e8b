package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Node;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Rebuilding;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * PIVOT: a grouping with, for each combination of values of the keys, each aggregate filtered to the rows that have these
 * values. Values that are not listed are found by a query that runs now.
 */
final class BindPivot {
    private static final int MOST_COLUMNS = 100_000;

    private final TableRef.Pivot pivot;
    private final Surroundings around;
    private final Binding binding;
    private final Plan source;
    private final Scope scope;

    private BindPivot(TableRef.Pivot pivot, BindFrom.From from, Surroundings around) {
        this.pivot = pivot;
        this.around = around;
        this.binding = around.binding();
        this.source = from.plan();
        this.scope = from.scope();
    }

    /** Values of all parts of a key and the name that they give a column. */
    private record Cell(String name, List<Expr> values) {}

    /** A key's parts, bound, and its cells. */
    private record Key(List<Expr> parts, List<Cell> cells) {}

    static BoundQuery bind(TableRef.Pivot pivot, Surroundings around) {
        return new BindPivot(pivot, BindFrom.bind(pivot.source(), around), around).query();
    }

    private ExprBinder binder(Place place) {
        return ExprBinder.of(around, scope, place);
    }

    private BoundQuery query() {
        var keys = pivot.on().stream().map(this::key).toList();
        var aggregates = aggregates();
        var groups = groups(keys, aggregates);
        var calls = new Calls(binding, List.of());
        var names = new ArrayList<String>();
        var results = new ArrayList<Expr>();
        for (var group : groups) {
            names.add(group.name());
            results.add(group.value());
        }
        var cells = cells(keys);
        if ((long) cells.size() * Math.max(1, aggregates.size()) > MOST_COLUMNS) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "PIVOT would make " + cells.size() + " columns", pivot.span());
        }
        for (var cell : cells) {
            calls.only(match(keys, cell));
            for (var item : aggregates) {
                names.add(name(
                        cell, item, aggregates.size() == 1 && pivot.aggregates().isEmpty()));
                results.add(aggregate(item, calls));
            }
        }
        if (names.isEmpty()) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "PIVOT makes no columns: its keys have no values", pivot.span());
        }
        var keyed = new BindGrouping.Keys(
                groups.stream().map(Scope.Named::value).toList(),
                List.of(IntStream.range(0, groups.size()).boxed().toList()),
                Map.of(),
                List.of());
        var grouped = Grouped.of(source, keyed, calls, !groups.isEmpty(), around);
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < results.size(); i++) {
            var value = grouped.rewrite(results.get(i));
            assignments.add(new Plan.Assignment(binding.column(names.get(i), value.type()), value));
        }
        return new BoundQuery(new Plan.Project(grouped.plan(), List.copyOf(assignments)), names);
    }

    /** What a view or a macro is made of must not have columns that the data decides on. */
    static void checkListed(Node body, String what) {
        Rebuilding.of(body, part -> {
            if (part instanceof TableRef.PivotKey key && key.values().isEmpty()) {
                throw SqlException.of(
                                ErrorCode.INVALID_VALUE,
                                "the values of a PIVOT in " + what + " must be listed, as its columns must not change",
                                key.span())
                        .hint("write ON key IN (value, ...)");
            }
            return null;
        });
    }

    private static void checkNoQuery(Expression expression) {
        Rebuilding.of(expression, part -> {
            if (part instanceof Query query) {
                throw SqlException.notSupported("a sub-query within PIVOT", query.span());
            }
            return null;
        });
    }

    private Expr aggregate(SelectItem item, Calls calls) {
        checkNoQuery(item.expression());
        int before = calls.aggregates().size();
        var expr = binder(Place.of("PIVOT", calls, false)).bind(item.expression());
        boolean aggregated = calls.aggregates().size() > before
                || PlanTree.columns(expr).stream()
                        .anyMatch(column -> calls.aggregates().stream()
                                .anyMatch(call -> call.output().equals(column)));
        if (!aggregated) {
            throw SqlException.of(
                            ErrorCode.GROUPING,
                            "PIVOT needs an aggregate to fill its columns",
                            item.expression().span())
                    .hint("write any_value(...) if any value of the group will do");
        }
        return expr;
    }

    /** Without USING, rows are counted; without ON either, there is nothing to compute. */
    private List<SelectItem> aggregates() {
        if (!pivot.aggregates().isEmpty() || pivot.on().isEmpty()) {
            return pivot.aggregates();
        }
        var span = pivot.span();
        var name = QualifiedName.of(new Identifier("count", false, span));
        var count = new Expression.FunctionCall(name, List.of(), false, List.of(), List.of(), null, null, null, span);
        return List.of(new SelectItem(count, null, span));
    }

    private String name(Cell cell, SelectItem item, boolean counted) {
        boolean alone = counted || pivot.aggregates().size() == 1 && item.alias() == null;
        if (alone && !pivot.on().isEmpty()) {
            return cell.name();
        }
        String own = item.alias() != null
                ? item.alias().text()
                : Label.of(item.expression(), new Label(binding.sql(), List.of(), null, around.parameters()));
        return pivot.on().isEmpty() ? own : cell.name() + "_" + own;
    }

    // ---- groups

    /** The columns of GROUP BY, or all that neither keys nor aggregates use. */
    private List<Scope.Named> groups(List<Key> keys, List<SelectItem> aggregates) {
        if (pivot.groupBy() != null) {
            var binder = binder(Place.plain("GROUP BY"));
            return pivot.groupBy().stream()
                    .map(name -> new Scope.Named(
                            "",
                            scope.nameOf(QualifiedName.of(name)),
                            binder.column(QualifiedName.of(name), name.span())))
                    .toList();
        }
        if (pivot.on().isEmpty()) {
            return List.of();
        }
        var used = used(keys, aggregates);
        return scope.all(pivot.source().span()).stream()
                .filter(column -> PlanTree.columns(column.value()).stream().noneMatch(used::contains))
                .toList();
    }

    private Set<Column> used(List<Key> keys, List<SelectItem> aggregates) {
        var used = new HashSet<Column>();
        keys.forEach(key -> key.parts().forEach(part -> used.addAll(PlanTree.columns(part))));
        var calls = new Calls(binding, List.of());
        aggregates.forEach(item -> used.addAll(PlanTree.columns(aggregate(item, calls))));
        for (var call : calls.aggregates()) {
            PlanTree.map(call, part -> {
                used.addAll(PlanTree.columns(part));
                return part;
            });
        }
        return used;
    }

    // ---- keys and their values

    private Key key(TableRef.PivotKey key) {
        var written = key.key() instanceof Expression.Row row ? row.elements() : List.of(key.key());
        var parts = BindOperator.bindAll(written, binder(Place.plain("PIVOT")));
        checkNoQuery(key.key());
        for (var part : parts) {
            if (PlanTree.columns(part).isEmpty()) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "a key of PIVOT that is no column", part.span());
            }
        }
        if (key.subquery() != null) {
            var values = BindQuery.bind(key.subquery(), around);
            if (values.columns().size() != parts.size()) {
                throw SqlException.of(
                        ErrorCode.CARDINALITY,
                        "the key has " + parts.size() + " parts, the query of its values "
                                + values.columns().size() + " columns",
                        key.subquery().span());
            }
            var columns = values.columns().stream()
                    .map(column -> (Expr) new Expr.Ref(column, key.span()))
                    .toList();
            return new Key(parts, found(values.plan(), columns, true, key.span()));
        }
        return new Key(
                parts, key.values().isEmpty() ? found(source, parts, false, key.span()) : listed(key.values(), parts));
    }

    private List<Cell> listed(List<SelectItem> items, List<Expr> parts) {
        var cells = new ArrayList<Cell>();
        var names = new HashSet<String>();
        for (var item : items) {
            var written = item.expression() instanceof Expression.Row row ? row.elements() : List.of(item.expression());
            if (written.size() != parts.size()) {
                throw SqlException.of(
                        ErrorCode.SYNTAX,
                        "a value of " + written.size() + " parts for a key of " + parts.size(),
                        item.span());
            }
            var values = written.stream().map(this::listedValue).toList();
            String text = values.stream().map(this::text).collect(Collectors.joining("_"));
            if (!names.add(text)) {
                throw SqlException.of(ErrorCode.DUPLICATE_NAME, "value is listed twice: " + text, item.span());
            }
            cells.add(new Cell(item.alias() == null ? text : item.alias().text(), values));
        }
        return cells;
    }

    /** A bare name is a string, as DuckDB has it. */
    private Expr listedValue(Expression value) {
        boolean bare = value instanceof Expression.ColumnName name
                && name.name().parts().size() == 1
                && (around.parameters() == null
                        || around.parameters().find(name.name().last()) == null);
        if (bare) {
            return BindLiteral.string(
                    ((Expression.ColumnName) value).name().last().text(), value.span());
        }
        if (value instanceof Expression.Parameter parameter
                && binding.parameter(parameter) instanceof Expr.Parameter open) {
            // being prepared: the columns get their names when the value is known
            return BindLiteral.string("$" + open.index(), value.span());
        }
        return BindTableFunction.constant(value, around);
    }

    private String text(Expr value) {
        if (value instanceof Expr.Literal literal && literal.value() == null) {
            return "NULL";
        }
        var text = binding.settings().constants().evaluate(asText(value, binding));
        return String.valueOf(text.value());
    }

    private static Expr asText(Expr value, Binding binding) {
        return value.type() == ScalarType.VARCHAR ? value : Casting.to(value, ScalarType.VARCHAR, binding);
    }

    /**
     * The distinct values in the data except NULL.
     *
     * @param inOrder whether the order is that of the rows, else it is that of the texts of the values
     */
    private List<Cell> found(Plan rows, List<Expr> parts, boolean inOrder, Span span) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (var part : parts) {
            assignments.add(new Plan.Assignment(binding.column("key", ScalarType.VARCHAR), asText(part, binding)));
        }
        Plan plan = new Plan.Project(CommonTables.complete(rows, around.tables()), List.copyOf(assignments));
        var keys = plan.output().stream()
                .map(column -> (Expr) new Expr.Ref(column, span))
                .toList();
        plan = inOrder ? plan : new Plan.Distinct(plan, keys);
        boolean[] open = {!PlanTree.free(plan).isEmpty()};
        PlanTree.forEachExpression(plan, part -> open[0] |= part instanceof Expr.Parameter);
        if (open[0]) {
            throw SqlException.of(
                            ErrorCode.INVALID_VALUE,
                            "the values of a PIVOT that depends on an outer query or a parameter must be listed",
                            span)
                    .hint("write ON key IN (value, ...)");
        }
        var cells = inOrder ? new LinkedHashMap<String, Cell>() : new TreeMap<String, Cell>();
        for (var row : binding.rows(plan)) {
            if (row.stream().allMatch(value -> value.value() != null)) {
                String name =
                        row.stream().map(value -> String.valueOf(value.value())).collect(Collectors.joining("_"));
                cells.putIfAbsent(name, new Cell(name, List.copyOf(row)));
            }
        }
        return List.copyOf(cells.values());
    }

    /** Every cell of the first key with every one of the next, and so on; one without a name where there is no key. */
    private List<Cell> cells(List<Key> keys) {
        List<Cell> cells = List.of(new Cell("", List.of()));
        for (var key : keys) {
            var more = new ArrayList<Cell>();
            for (var cell : cells) {
                for (var next : key.cells()) {
                    var values = new ArrayList<>(cell.values());
                    values.addAll(next.values());
                    more.add(new Cell(cell.values().isEmpty() ? next.name() : cell.name() + "_" + next.name(), values));
                }
                if (more.size() > MOST_COLUMNS) {
                    throw SqlException.of(ErrorCode.INVALID_VALUE, "PIVOT would make too many columns", pivot.span());
                }
            }
            cells = more;
        }
        return cells;
    }

    /** The rows of a cell: values are compared as the texts that name the columns. Null where all rows are meant. */
    private @Nullable Expr match(List<Key> keys, Cell cell) {
        var terms = new ArrayList<Expr>();
        for (var key : keys) {
            for (var part : key.parts()) {
                var value = cell.values().get(terms.size());
                boolean alike = part.type().equals(value.type())
                        || part.type().isInteger() && value.type().isInteger();
                terms.add(same(part, value, alike));
            }
        }
        return terms.isEmpty() ? null : BindOperator.and(terms, pivot.span());
    }

    private Expr same(Expr part, Expr value, boolean alike) {
        var span = value.span();
        if (value instanceof Expr.Literal literal && literal.value() == null) {
            return new Expr.IsNull(part, false, span);
        }
        var operator = ComparisonOperator.NOT_DISTINCT_FROM;
        return alike
                ? BindOperator.compare(operator, part, value, span, binding)
                : new Expr.Comparison(operator, asText(part, binding), BindLiteral.string(text(value), span), span);
    }
}
