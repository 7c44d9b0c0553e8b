package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** UNPIVOT: every row once for each of the columns that are turned, which a number beside it tells apart. */
final class BindUnpivot {
    private final TableRef.Unpivot unpivot;
    private final Binding binding;
    private final Plan source;
    private final Scope scope;
    private final ExprBinder binder;

    private BindUnpivot(TableRef.Unpivot unpivot, BindFrom.From from, Surroundings around) {
        this.unpivot = unpivot;
        this.binding = around.binding();
        this.source = from.plan();
        this.scope = from.scope();
        this.binder = ExprBinder.of(around, scope, Place.plain("UNPIVOT"));
    }

    /** What one of the new rows takes its values from. */
    private record Turned(String name, List<Expr> values) {}

    static BoundQuery bind(TableRef.Unpivot unpivot, Surroundings around) {
        return new BindUnpivot(unpivot, BindFrom.bind(unpivot.source(), around), around).query();
    }

    private BoundQuery query() {
        var turned = turned();
        var span = unpivot.span();
        var number = binding.column("number", ScalarType.INTEGER);
        var name = binding.column(unpivot.nameColumn().text(), ScalarType.VARCHAR);
        var rows = new ArrayList<List<Expr>>();
        for (int i = 0; i < turned.size(); i++) {
            rows.add(List.of(
                    new Expr.Literal((long) i, ScalarType.INTEGER, span),
                    BindLiteral.string(turned.get(i).name(), span)));
        }
        var numbers = new Plan.Values(List.copyOf(rows), List.of(number, name));
        Plan plan = BindJoin.join(Plan.Join.Kind.INNER, source, numbers, List.of());
        var names = new ArrayList<String>();
        var assignments = new ArrayList<Plan.Assignment>();
        for (var kept : kept(turned)) {
            names.add(kept.name());
            assignments.add(assignment(kept.name(), kept.value()));
        }
        names.add(unpivot.nameColumn().text());
        assignments.add(new Plan.Assignment(name, new Expr.Ref(name, span)));
        var present = new ArrayList<Expr>();
        for (int i = 0; i < unpivot.valueColumns().size(); i++) {
            var value = value(turned, i, number);
            var assignment = assignment(unpivot.valueColumns().get(i).text(), value);
            names.add(unpivot.valueColumns().get(i).text());
            assignments.add(assignment);
            present.add(new Expr.IsNull(new Expr.Ref(assignment.output(), span), true, span));
        }
        plan = new Plan.Project(plan, List.copyOf(assignments));
        if (!unpivot.includeNulls()) {
            plan = new Plan.Filter(plan, BindOperator.and(present, span));
        }
        return new BoundQuery(plan, names);
    }

    private Plan.Assignment assignment(String name, Expr value) {
        return value instanceof Expr.Ref ref
                ? new Plan.Assignment(ref.column(), ref)
                : new Plan.Assignment(binding.column(name, value.type()), value);
    }

    private List<Turned> turned() {
        var all = new ArrayList<Turned>();
        int wanted = unpivot.valueColumns().size();
        for (var item : unpivot.columns()) {
            switch (named(item.expression())) {
                case Expression.Star star ->
                    BindStar.expand(star, binder)
                            .forEach(column -> all.add(new Turned(column.name(), List.of(column.value()))));
                case Expression.Row row ->
                    all.add(new Turned(
                            item.alias() != null
                                    ? item.alias().text()
                                    : row.elements().stream()
                                            .map(element -> name(named(element)))
                                            .collect(Collectors.joining("_")),
                            BindOperator.bindAll(
                                    row.elements().stream()
                                            .map(BindUnpivot::named)
                                            .toList(),
                                    binder)));
                default -> all.addAll(each(item));
            }
            if (all.getLast().values().size() != wanted) {
                throw SqlException.of(
                        ErrorCode.SYNTAX,
                        "UNPIVOT names " + wanted + (wanted == 1 ? " column" : " columns") + " of values, but here are "
                                + all.getLast().values().size(),
                        item.span());
            }
        }
        return all;
    }

    /** An expression, or with COLUMNS one for each column. */
    private List<Turned> each(SelectItem item) {
        var all = new ArrayList<Turned>();
        var expression = named(item.expression());
        ColumnsCursor cursor;
        do {
            cursor = new ColumnsCursor(all.size());
            var value = binder.with(cursor).bind(expression);
            String name = item.alias() != null
                    ? item.alias().text()
                    : cursor.name() != null ? cursor.name() : name(expression);
            all.add(new Turned(name, List.of(value)));
        } while (all.size() < cursor.size());
        return all;
    }

    /** A number or text stands for the column of that name, such as one that PIVOT has made. */
    private static Expression named(Expression expression) {
        return switch (expression) {
            case Expression.IntegerLiteral(var digits, var place) -> column(digits, place);
            case Expression.StringLiteral(var text, var place) -> column(text, place);
            default -> expression;
        };
    }

    private static Expression column(String name, Span place) {
        return new Expression.ColumnName(QualifiedName.of(new Identifier(name, true, place)), place);
    }

    /** A column's name; of an expression, that of the first column in it. */
    private String name(Expression expression) {
        if (expression instanceof Expression.ColumnName column) {
            return scope.nameOf(column.name());
        }
        var columns = PlanTree.columns(binder.bind(expression));
        return columns.isEmpty()
                ? Label.of(expression, new Label(binding.sql(), List.of(), null, null))
                : columns.iterator().next().name();
    }

    /** The columns that are not turned. */
    private List<Scope.Named> kept(List<Turned> turned) {
        var used = new HashSet<Column>();
        turned.forEach(one -> one.values().forEach(value -> used.addAll(PlanTree.columns(value))));
        return scope.all(unpivot.source().span()).stream()
                .filter(column -> PlanTree.columns(column.value()).stream().noneMatch(used::contains))
                .toList();
    }

    private Expr value(List<Turned> turned, int index, Column number) {
        var values = turned.stream().map(one -> one.values().get(index)).toList();
        var type = Casting.common(values, "UNPIVOT");
        var cast =
                values.stream().map(value -> Casting.to(value, type, binding)).toList();
        return choose(cast, 0, number, type);
    }

    /** The value whose number it is, found by halving. */
    private Expr choose(List<Expr> values, int first, Column number, DataType type) {
        if (values.size() == 1) {
            return values.getFirst();
        }
        var span = unpivot.span();
        int half = values.size() / 2;
        var middle = new Expr.Literal((long) first + half, ScalarType.INTEGER, span);
        var below = new Expr.Comparison(ComparisonOperator.LESS, new Expr.Ref(number, span), middle, span);
        return new Expr.Case(
                List.of(new Expr.Case.When(below, choose(values.subList(0, half), first, number, type))),
                choose(values.subList(half, values.size()), first + half, number, type),
                type,
                span);
    }
}
