package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Select;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.text.SqlPrinter;

/** A query: WITH, body, ORDER BY, LIMIT. */
final class BindQuery {
    private BindQuery() {}

    static BoundQuery bind(Query query, Surroundings around) {
        if (query.with() == null) {
            return withoutTables(query, around);
        }
        var inner = CommonTables.enter(query.with(), around);
        var bound = withoutTables(query, inner);
        return new BoundQuery(CommonTables.leave(query.with(), inner, bound.plan()), bound.names());
    }

    private static BoundQuery withoutTables(Query query, Surroundings around) {
        if (query.body() instanceof Select select) {
            return new BindSelect(select, around).bind(query.orderBy(), query.limit());
        }
        return ordered(body(query.body(), around), query, around);
    }

    /** The rows of the query's body in its order, as many as its LIMIT says. */
    static BoundQuery ordered(BoundQuery body, Query query, Surroundings around) {
        var plan = body.plan();
        if (!query.orderBy().isEmpty()) {
            plan = sort(body, query, around);
        }
        return new BoundQuery(BindLimit.apply(plan, query.limit(), around), body.names());
    }

    static BoundQuery body(Query.Body body, Surroundings around) {
        return switch (body) {
            case Select select -> new BindSelect(select, around).bind(List.of(), null);
            case Query.SetOperation operation -> BindSetOperation.bind(operation, around);
            case Query.Values values -> BindValues.bind(values.rows(), around);
            case Query.Table table -> body(starOf(table), around);
            case Query.Nested nested -> bind(nested.query(), around);
            case Query.Described described -> BindDescribe.rows(described.statement(), around);
            case Query.Changed change -> throw LeadingSteps.misplaced(change);
        };
    }

    private static Select starOf(Query.Table table) {
        return starOf(new TableRef.Named(table.name(), null, table.span()));
    }

    /** {@code SELECT * FROM source}. */
    static Select starOf(TableRef source) {
        var span = source.span();
        var star = new Expression.Star(null, List.of(), List.of(), List.of(), null, span);
        return new Select(
                false,
                List.of(),
                List.of(new SelectItem(star, null, span)),
                List.of(source),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                span);
    }

    /** ORDER BY over anything but a SELECT: by output columns, their positions, and expressions over them. */
    private static Plan sort(BoundQuery body, Query query, Surroundings around) {
        var scope = new Scope(List.of(BindFrom.table(null, "", null, body)), List.of(), around.outer());
        var binder = ExprBinder.of(around, scope, Place.plain("ORDER BY of a set operation"));
        var keys = new ArrayList<SortKey>();
        for (OrderItem item : effective(query.orderBy(), around)) {
            int count = body.columns().size();
            if (isAll(item.expression())) {
                for (var column : body.columns()) {
                    var ref = new Expr.Ref(column, item.span());
                    keys.add(BindCall.sortKey(item, BindCollation.key(ref, around.binding()), around.binding()));
                }
                continue;
            }
            int position = position(item.expression(), count, "ORDER BY");
            if (item.expression() instanceof Expression.ColumnName name
                    && scope.local(name.name(), name.span()) == null) {
                position = named(query.body(), name.name()) + 1;
            } else if (position == 0) {
                position = written(query.body(), SqlPrinter.print(item.expression())) + 1;
            }
            var expr = position > 0
                    ? BindCollation.key(new Expr.Ref(body.columns().get(position - 1), item.span()), around.binding())
                    : BindCollation.sorted(item.expression(), binder);
            keys.add(BindCall.sortKey(item, expr, around.binding()));
        }
        return new Plan.Sort(body.plan(), List.copyOf(keys));
    }

    /** The items that may change the order: a setting lets constants stand among them. */
    static List<OrderItem> effective(List<OrderItem> items, Surroundings around) {
        return around.binding().settings().order().constants()
                ? items.stream().filter(item -> !isConstant(item.expression())).toList()
                : items;
    }

    private static boolean isConstant(Expression expression) {
        var number = BindLiteral.signed(expression);
        return number != null
                ? !number.type().isInteger()
                : expression instanceof Expression.Literal && !(expression instanceof Expression.TypedLiteral);
    }

    /** The column that some SELECT of a set operation calls so, the first one in the text; -1 if none does. */
    private static int named(Query.Body body, QualifiedName name) {
        return switch (body) {
            case Query.SetOperation operation -> {
                int left = named(operation.left(), name);
                yield left >= 0 || operation.byName() ? left : named(operation.right(), name);
            }
            case Query.Nested nested -> named(nested.query().body(), name);
            case Select select -> named(select, name);
            case Query.Values _, Query.Table _, Query.Described _, Query.Changed _ -> -1;
        };
    }

    /** The column that some SELECT of a set operation computes by that very expression, the first one in the text; -1 if none does. */
    private static int written(Query.Body body, String expression) {
        return switch (body) {
            case Query.SetOperation operation -> {
                int left = written(operation.left(), expression);
                yield left >= 0 || operation.byName() ? left : written(operation.right(), expression);
            }
            case Query.Nested nested -> written(nested.query().body(), expression);
            case Select select -> {
                for (int i = 0; i < select.items().size(); i++) {
                    var item = select.items().get(i).expression();
                    if (item instanceof Expression.Star) {
                        yield -1;
                    }
                    if (SqlPrinter.print(item).equalsIgnoreCase(expression)) {
                        yield i;
                    }
                }
                yield -1;
            }
            case Query.Values _, Query.Table _, Query.Described _, Query.Changed _ -> -1;
        };
    }

    private static int named(Select select, QualifiedName name) {
        for (int i = 0; i < select.items().size(); i++) {
            var item = select.items().get(i);
            if (item.expression() instanceof Expression.Star) {
                return -1;
            }
            if (isCalled(item, name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isCalled(SelectItem item, QualifiedName name) {
        if (item.alias() != null && name.qualifier() == null) {
            return item.alias().matches(name.last().text());
        }
        if (!(item.expression() instanceof Expression.ColumnName column)) {
            return false;
        }
        var ofItem = column.name().qualifier();
        var asked = name.qualifier();
        return column.name().last().matches(name.last().text())
                && (ofItem == null
                        || asked == null
                        || ofItem.last().matches(asked.last().text()));
    }

    /** Whether the item is {@code ALL}. */
    static boolean isAll(Expression expression) {
        return expression instanceof Expression.Star star && star.isBare();
    }

    private static int inRange(int position, int columns, String clause, String written, Span span) {
        if (position < 1 || position > columns) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    clause + " position must be from 1 to " + columns + ", not " + written,
                    span);
        }
        return position;
    }

    /** The position that a whole number, or #1 and its like, stands for, from 1; 0 for any other expression. */
    static int position(Expression expression, int columns, String clause) {
        if (expression instanceof Expression.ColumnNumber(int number, var span) && clause.equals("ORDER BY")) {
            return inRange(number, columns, clause, "#" + number, span);
        }
        var number = BindLiteral.signed(expression);
        if (number != null && number.type().isInteger()) {
            int position = ((Expr.Literal) number).value() instanceof Long value && Math.abs(value) < Integer.MAX_VALUE
                    ? value.intValue()
                    : Integer.MAX_VALUE;
            return inRange(position, columns, clause, SqlPrinter.print(expression), expression.span());
        }
        if (isConstant(expression) && !clause.equals("GROUP BY")) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, clause + " a constant has no effect", expression.span())
                    .hint("name columns without quotes or in double quotes");
        }
        return 0;
    }
}
