package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.Query;
import tarn.sql.ast.Select;
import tarn.sql.ast.SelectItem;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * One SELECT with the ORDER BY and LIMIT that follow it. All expressions are bound to the rows of FROM first; aggregates and
 * window functions turn up on the way. Then the plan is built from below: filter, aggregate, windows, projection, order.
 */
final class BindSelect {
    private final Select select;
    private final Surroundings around;
    private final Calls calls;
    private final Aliases aliases;
    private final Presence presence = new Presence();
    private Scope scope = Scope.EMPTY;
    private List<Item> items = List.of();

    /** A column of the result, and where its expression is written. */
    record Item(String name, Expr expr, Span source) {}

    /** A sort key: column {@code item} of the result, or, if that is -1, an expression that is not in it. */
    private record Key(int item, @Nullable Expr expr, SortKey order) {}

    BindSelect(Select select, Surroundings around) {
        this.select = select;
        this.around = around;
        this.calls = new Calls(around.binding(), select.windows());
        this.aliases = new Aliases(select.items());
        calls.count(presence);
    }

    BoundQuery bind(List<OrderItem> orderBy, Query.@Nullable Limit limit) {
        return over(BindFrom.bind(select.from(), around), orderBy, limit);
    }

    /** As if FROM were these rows. */
    BoundQuery over(BindFrom.From from, List<OrderItem> orderBy, Query.@Nullable Limit limit) {
        check();
        scope = from.scope();
        var plan = select.sample() == null ? from.plan() : BindSample.apply(from.plan(), select.sample(), around);
        if (select.where() != null) {
            var where = Conditions.bindWhole(select.where(), "WHERE", binder(Place.plain("WHERE")));
            plan = new Plan.Filter(plan, where);
        }
        items = items();
        aliases.showAll();
        var groupKeys = BindGrouping.bind(select.groupBy(), binder(Place.plain("GROUP BY")), items, calls);
        aliases.grouped(groupKeys.keys());
        var having = select.having() == null
                ? null
                : Conditions.bindWhole(select.having(), "HAVING", binder(Place.of("HAVING", calls, false)));
        var qualify = qualify();
        var distinctOn =
                select.distinctOn().stream().flatMap(this::distinctKeys).toList();
        var keys = keys(orderBy);
        plan = presence.in(plan, from.plan());
        UnaryOperator<Expr> after = UnaryOperator.identity();
        var results = items.stream().map(Item::expr).toList();
        boolean aggregated = BindGrouping.groups(select.groupBy(), groupKeys)
                || having != null
                || !calls.aggregates().isEmpty()
                || !calls.groupings().isEmpty();
        if (aggregated) {
            checkGroupings();
            plan = calls.unnest(plan, groupKeys.keys());
            var grouped = Grouped.of(plan, groupKeys, calls, select.groupBy() != null, around);
            plan = grouped.plan();
            after = grouped::rewrite;
            results = grouped(grouped);
            if (having != null) {
                plan = new Plan.Filter(plan, after.apply(having));
            }
        }
        plan = windows(plan, after);
        if (qualify != null) {
            plan = new Plan.Filter(plan, after.apply(qualify));
        }
        plan = calls.unnest(plan, after);
        return finish(plan, results, after, distinctOn, keys, limit);
    }

    private List<Expr> grouped(Grouped grouped) {
        var results = new ArrayList<Expr>();
        for (int i = 0; i < items.size(); i++) {
            results.add(grouped.item(i, items.get(i).expr()));
        }
        return results;
    }

    private void checkGroupings() {
        for (var grouping : calls.groupings()) {
            if (select.groupBy() == null && grouping.keys().isEmpty()) {
                throw SqlException.of(ErrorCode.GROUPING, "GROUPING needs GROUP BY", grouping.span());
            }
        }
    }

    private void check() {
        var names = new HashSet<String>();
        for (var window : select.windows()) {
            if (!names.add(window.name().folded())) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "window is named twice: " + window.name().text(),
                        window.name().span());
            }
        }
    }

    private ExprBinder binder(Place place) {
        return ExprBinder.of(around, scope, place).with(aliases);
    }

    private List<Item> items() {
        var all = new ArrayList<Item>();
        for (int i = 0; i < select.items().size(); i++) {
            aliases.showBefore(i);
            item(select.items().get(i), binder(Place.of("SELECT", calls, true)), all);
        }
        if (all.isEmpty()) {
            throw BindStar.noneLeft(select.items().getFirst().span());
        }
        return all;
    }

    private void item(SelectItem item, ExprBinder binder, List<Item> all) {
        if (item.expression() instanceof Expression.Star star) {
            for (var column : BindStar.expandBeside(star, binder)) {
                String name = item.alias() == null
                        ? column.name()
                        : BindStar.alias(item.alias().text(), star, column.name());
                all.add(new Item(name, column.value(), star.span()));
            }
            return;
        }
        if (BindUnnest.is(item.expression())) {
            var call = (Expression.FunctionCall) item.expression();
            for (var column : BindUnnest.item(call, name(item, new ColumnsCursor(0)), binder)) {
                all.add(new Item(column.name(), column.value(), call.span()));
            }
            return;
        }
        int index = 0;
        int count;
        do {
            var cursor = new ColumnsCursor(index++);
            var expr = binder.with(cursor).bind(item.expression());
            count = cursor.size();
            all.add(new Item(name(item, cursor), typed(expr), item.expression().span()));
        } while (index < count);
    }

    private String name(SelectItem item, ColumnsCursor cursor) {
        if (item.alias() != null) {
            return cursor.alias(item.alias().text());
        }
        if (cursor.name() != null) {
            return cursor.name();
        }
        var expression = item.expression();
        if (expression instanceof Expression.ColumnName parameter
                && parameter.name().parts().size() == 1
                && around.parameters() != null) {
            var argument = around.parameters().find(parameter.name().last());
            expression = argument == null ? expression : argument.expression();
        }
        if (expression instanceof Expression.ColumnName column) {
            return scope.nameOf(column.name());
        }
        if (expression instanceof Expression.ColumnNumber(int number, var span)) {
            return scope.numbered(number, span).name();
        }
        return Label.of(expression, new Label(around.binding().sql(), select.windows(), cursor, around.parameters()));
    }

    /** A parameter alone has no surroundings that say its type. */
    private Expr typed(Expr expr) {
        return expr instanceof Expr.Parameter parameter && BindOperator.isNullType(parameter)
                ? around.binding().typed(parameter, tarn.engine.data.type.ScalarType.VARCHAR)
                : expr;
    }

    private @Nullable Expr qualify() {
        if (select.qualify() == null) {
            return null;
        }
        var condition = Conditions.bindWhole(select.qualify(), "QUALIFY", binder(Place.of("QUALIFY", calls, true)));
        if (calls.windows().isEmpty()) {
            throw SqlException.of(
                            ErrorCode.WINDOWING,
                            "QUALIFY needs a window function in the query",
                            select.qualify().span())
                    .hint("conditions on rows go into WHERE, those on aggregates into HAVING");
        }
        return condition;
    }

    private Stream<Expr> distinctKeys(Expression expression) {
        if (expression instanceof Expression.Star star) {
            return BindStar.expand(star, binder(Place.of("DISTINCT ON", calls, true))).stream()
                    .map(Scope.Named::value);
        }
        var all = new ArrayList<Expr>();
        ColumnsCursor cursor;
        do {
            cursor = new ColumnsCursor(all.size());
            all.add(distinctKey(expression, cursor));
        } while (all.size() < cursor.size());
        return all.stream();
    }

    private Expr distinctKey(Expression expression, ColumnsCursor cursor) {
        int position = BindQuery.position(expression, items.size(), "DISTINCT ON");
        int index = position > 0 ? position - 1 : named(expression);
        var expr = index >= 0
                ? items.get(index).expr()
                : binder(Place.of("DISTINCT ON", calls, true)).with(cursor).bind(expression);
        return BindCollation.key(expr, around.binding());
    }

    private List<Key> keys(List<OrderItem> orderBy) {
        var keys = new ArrayList<Key>();
        for (var item : BindQuery.effective(orderBy, around)) {
            if (BindQuery.isAll(item.expression())) {
                for (int i = 0; i < items.size(); i++) {
                    keys.add(key(i, items.get(i).expr(), item));
                }
                continue;
            }
            int position = BindQuery.position(item.expression(), items.size(), "ORDER BY");
            int index = position > 0 ? position - 1 : named(item.expression());
            if (index >= 0) {
                keys.add(key(index, items.get(index).expr(), item));
                continue;
            }
            int turn = 0;
            ColumnsCursor cursor;
            do {
                cursor = new ColumnsCursor(turn++);
                var expr = BindCollation.sorted(
                        item.expression(),
                        binder(Place.of("ORDER BY", calls, true)).with(cursor));
                keys.add(key(indexOf(expr), expr, item));
            } while (turn < cursor.size());
        }
        return keys;
    }

    private Key key(int item, Expr value, OrderItem order) {
        var expr = BindCollation.key(value, around.binding());
        int index = expr == value ? item : indexOf(expr);
        return new Key(index, expr, BindCall.sortKey(order, expr, around.binding()));
    }

    /**
     * The result column of that name, or -1: the first one with it as an alias, else the one column of FROM in the list
     * that is called so, which may need no qualifier here although FROM has several.
     */
    private int named(Expression expression) {
        if (!(expression instanceof Expression.ColumnName column)
                || column.name().parts().size() != 1) {
            return -1;
        }
        var name = column.name().last();
        var aliased = aliases.find(name);
        int found = -1;
        for (int i = 0; i < items.size(); i++) {
            boolean fits = name.matches(items.get(i).name())
                    && (aliased == null
                            ? items.get(i).expr() instanceof Expr.Ref
                            : items.get(i).source().equals(aliased.expression().span()));
            if (fits && aliased != null) {
                return i;
            }
            if (fits
                    && found >= 0
                    && !ExprTree.same(items.get(found).expr(), items.get(i).expr())) {
                return -1;
            }
            found = fits && found < 0 ? i : found;
        }
        return found;
    }

    private int indexOf(Expr expr) {
        for (int i = 0; i < items.size(); i++) {
            if (ExprTree.same(items.get(i).expr(), expr)) {
                return i;
            }
        }
        return -1;
    }

    /** A Window node for each set of calls over the same partitions and order. */
    private Plan windows(Plan input, UnaryOperator<Expr> after) {
        var plan = input;
        var open = new ArrayList<WindowCall>();
        calls.windows().forEach(call -> open.add(PlanTree.map(call, after)));
        while (!open.isEmpty()) {
            var first = open.getFirst();
            var alike = open.stream()
                    .filter(call -> Calls.sameSpecification(call, first))
                    .toList();
            open.removeAll(alike);
            plan = new Plan.Window(plan, alike);
        }
        return plan;
    }

    /** Projection, DISTINCT, ORDER BY, LIMIT; columns needed only for them are dropped at last. */
    private BoundQuery finish(
            Plan input,
            List<Expr> results,
            UnaryOperator<Expr> after,
            List<Expr> distinctOn,
            List<Key> keys,
            Query.@Nullable Limit limit) {
        var projection = new Projection(input, around.binding());
        for (int i = 0; i < items.size(); i++) {
            projection.add(
                    items.get(i).name(),
                    results.get(i),
                    around.binding().ownCollation(items.get(i).expr()));
        }
        int width = items.size();
        var sortKeys = new ArrayList<SortKey>();
        for (var key : keys) {
            var column = key.item() >= 0
                    ? projection.column(key.item())
                    : projection.hidden(after.apply(java.util.Objects.requireNonNull(key.expr())));
            sortKeys.add(new SortKey(
                    new Expr.Ref(column, key.order().expr().span()),
                    key.order().descending(),
                    key.order().nullsFirst()));
        }
        var onKeys = new ArrayList<Expr>();
        for (var key : distinctOn) {
            int index = indexOf(key);
            var column = index >= 0 ? projection.column(index) : projection.hidden(after.apply(key));
            onKeys.add(new Expr.Ref(column, key.span()));
        }
        var refs = select.distinct() ? projection.distinctRefs(width) : List.<Expr>of();
        Plan plan = projection.plan();
        if (!onKeys.isEmpty()) {
            plan = sortKeys.isEmpty() ? plan : new Plan.Sort(plan, List.copyOf(sortKeys));
            plan = new Plan.Distinct(plan, List.copyOf(onKeys));
        } else if (select.distinct()) {
            plan = new Plan.Distinct(plan, refs);
        }
        if (!sortKeys.isEmpty()) {
            plan = new Plan.Sort(plan, List.copyOf(sortKeys));
        }
        plan = BindLimit.apply(plan, limit, around);
        var names = items.stream().map(Item::name).toList();
        return new BoundQuery(projection.trim(plan, width), names);
    }

    /** Columns computed from the rows below; a column of those rows is handed through under its own identity. */
    private static final class Projection {
        private final Plan input;
        private final Binding binding;
        private final Set<Column> available;
        private final Set<Column> used = new HashSet<>();
        private final List<Plan.Assignment> assignments = new ArrayList<>();

        Projection(Plan input, Binding binding) {
            this.input = input;
            this.binding = binding;
            this.available = new HashSet<>(input.output());
        }

        void add(String name, Expr expr, @Nullable String collation) {
            boolean through = expr instanceof Expr.Ref ref
                    && available.contains(ref.column())
                    && (collation == null
                            || collation.equals(binding.ownCollation(new Expr.Ref(ref.column(), ref.span()))))
                    && used.add(ref.column());
            var output = through ? ((Expr.Ref) expr).column() : binding.column(name, expr.type());
            binding.collate(output, collation);
            assignments.add(new Plan.Assignment(output, expr));
        }

        Column hidden(Expr expr) {
            for (var assignment : assignments) {
                if (ExprTree.same(assignment.expr(), expr)) {
                    return assignment.output();
                }
            }
            add("key", expr, null);
            return assignments.getLast().output();
        }

        Column column(int index) {
            return assignments.get(index).output();
        }

        /** What DISTINCT goes by: the first columns, of collated ones what their collation makes of them. */
        List<Expr> distinctRefs(int width) {
            var keys = new ArrayList<Expr>();
            for (int i = 0; i < width; i++) {
                var output = assignments.get(i).output();
                var span = assignments.get(i).expr().span();
                var collation = binding.collation(new Expr.Ref(output, span));
                var value = assignments.get(i).expr();
                var own = value instanceof Expr.Ref(var column, var _) ? new Expr.Ref(column, span) : value;
                var key = collation == null ? null : BindCollation.key(binding.collated(own, collation), binding);
                keys.add(new Expr.Ref(key == null ? output : hidden(key), span));
            }
            return List.copyOf(keys);
        }

        Plan plan() {
            return new Plan.Project(input, List.copyOf(assignments));
        }

        Plan trim(Plan plan, int width) {
            if (assignments.size() == width) {
                return plan;
            }
            var kept = new ArrayList<Plan.Assignment>();
            for (var assignment : assignments.subList(0, width)) {
                kept.add(new Plan.Assignment(
                        assignment.output(),
                        new Expr.Ref(assignment.output(), assignment.expr().span())));
            }
            return new Plan.Project(plan, List.copyOf(kept));
        }
    }
}
