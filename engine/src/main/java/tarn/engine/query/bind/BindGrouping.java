package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.GroupBy;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** GROUP BY: the keys, each once, and the grouping sets as lists of their indexes. */
final class BindGrouping {
    private static final int MOST_SETS = 65_536;
    private static final int MOST_CUBE_KEYS = 12;

    private final ExprBinder binder;
    private final List<BindSelect.Item> items;
    private final Calls calls;
    private final boolean several;
    private final List<Expr> keys = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private final Map<Integer, Integer> itemKeys = new HashMap<>();

    private BindGrouping(ExprBinder binder, List<BindSelect.Item> items, Calls calls, boolean several) {
        this.binder = binder;
        this.items = items;
        this.calls = calls;
        this.several = several;
    }

    /**
     * @param itemKeys of grouping sets, the key (index) that an item (index) of the SELECT list stands for because the
     *     clause names it by position or alias; equal expressions may be different keys then
     */
    record Keys(List<Expr> keys, List<List<Integer>> sets, Map<Integer, Integer> itemKeys, List<Shown> shown) {}

    /** What stands for a collated text of a group, which is told apart by {@code key}: its first one. */
    record Shown(Expr text, Expr key, Expr first) {}

    static Keys bind(@Nullable GroupBy groupBy, ExprBinder binder, List<BindSelect.Item> items, Calls calls) {
        if (groupBy == null) {
            return new Keys(List.of(), List.of(List.of()), Map.of(), List.of());
        }
        boolean several = !groupBy.items().stream().allMatch(GroupBy.Key.class::isInstance);
        var grouping = new BindGrouping(binder, items, calls, several);
        if (isAll(groupBy)) {
            grouping.all();
            return new Keys(grouping.keys, List.of(grouping.everyKey()), Map.of(), grouping.shown);
        }
        List<List<Integer>> sets = List.of(List.of());
        for (var item : groupBy.items()) {
            sets = grouping.combine(sets, grouping.sets(item), item.span());
        }
        return new Keys(grouping.keys, sets, grouping.itemKeys, grouping.shown);
    }

    /** {@code GROUP BY *} and {@code GROUP BY t.*} are GROUP BY ALL. */
    private static boolean isAll(GroupBy groupBy) {
        return groupBy.all()
                || groupBy.items().size() == 1
                        && groupBy.items().getFirst() instanceof GroupBy.Key key
                        && key.expression() instanceof Expression.Star;
    }

    /** Whether GROUP BY makes groups, even where it finds no keys: GROUP BY ALL without any does not. */
    static boolean groups(@Nullable GroupBy groupBy, Keys keys) {
        return groupBy != null && !(isAll(groupBy) && keys.keys().isEmpty());
    }

    private List<Integer> everyKey() {
        var all = new ArrayList<Integer>();
        for (int i = 0; i < keys.size(); i++) {
            all.add(i);
        }
        return all;
    }

    /** GROUP BY ALL: every item over columns without an aggregate or a window. */
    private void all() {
        for (var item : items) {
            var columns = PlanTree.columns(item.expr());
            if (!columns.isEmpty() && !uses(item.expr(), aggregateOutputs()) && !uses(item.expr(), windowOutputs())) {
                add(item.expr());
            }
        }
    }

    private Set<Column> aggregateOutputs() {
        var outputs = new HashSet<Column>();
        calls.aggregates().forEach(call -> outputs.add(call.output()));
        calls.groupings().forEach(call -> outputs.add(call.output()));
        return outputs;
    }

    private Set<Column> windowOutputs() {
        var outputs = new HashSet<Column>();
        calls.windows().forEach(call -> outputs.add(call.output()));
        return outputs;
    }

    private static boolean uses(Expr expr, Set<Column> columns) {
        return PlanTree.columns(expr).stream().anyMatch(columns::contains);
    }

    private int add(Expr written) {
        var key = collated(written);
        for (int i = 0; i < keys.size(); i++) {
            if (ExprTree.same(keys.get(i), key)) {
                return i;
            }
        }
        keys.add(key);
        return keys.size() - 1;
    }

    /** What the collation makes of a text; the group shows the first of its texts. */
    private Expr collated(Expr text) {
        var binding = binder.binding();
        var collation = binding.collation(text);
        var key = BindCollation.key(text, binding);
        if (key == text || shown.stream().anyMatch(one -> ExprTree.same(one.text(), text))) {
            return key;
        }
        var function = Functions.aggregate("first", text.span(), text.type());
        var first = calls.aggregate(function, List.of(text), false, null, List.of(), text.span());
        if (first instanceof Expr.Ref ref) {
            binding.collate(ref.column(), collation);
        }
        shown.add(new Shown(text, key, first));
        return key;
    }

    /** The grouping sets of one item. */
    private List<List<Integer>> sets(GroupBy.Item item) {
        return switch (item) {
            case GroupBy.Key key -> List.of(keySet(key.expression()));
            case GroupBy.Empty _ -> List.of(List.of());
            case GroupBy.Rollup rollup -> {
                var sets = new ArrayList<List<Integer>>();
                var parts = parts(rollup.keys());
                for (int length = parts.size(); length >= 0; length--) {
                    sets.add(union(parts.subList(0, length)));
                }
                yield sets;
            }
            case GroupBy.Cube cube -> cube(cube);
            case GroupBy.GroupingSets nested -> {
                var sets = new ArrayList<List<Integer>>();
                nested.sets().forEach(set -> sets.addAll(sets(set)));
                yield sets;
            }
        };
    }

    private List<List<Integer>> cube(GroupBy.Cube cube) {
        var parts = parts(cube.keys());
        if (parts.size() > MOST_CUBE_KEYS) {
            throw SqlException.of(ErrorCode.GROUPING, "CUBE takes at most " + MOST_CUBE_KEYS + " keys", cube.span());
        }
        var sets = new ArrayList<List<Integer>>();
        for (int mask = (1 << parts.size()) - 1; mask >= 0; mask--) {
            var chosen = new ArrayList<List<Integer>>();
            for (int i = 0; i < parts.size(); i++) {
                if ((mask >> (parts.size() - 1 - i) & 1) != 0) {
                    chosen.add(parts.get(i));
                }
            }
            sets.add(union(chosen));
        }
        return sets;
    }

    private List<List<Integer>> parts(List<Expression> expressions) {
        return expressions.stream().map(this::keySet).toList();
    }

    /** One key, or several in parentheses. */
    private List<Integer> keySet(Expression expression) {
        if (expression instanceof Expression.Row row) {
            return union(row.elements().stream().map(this::keySet).toList());
        }
        return List.of(key(expression));
    }

    private static List<Integer> union(List<List<Integer>> parts) {
        var all = new TreeSet<Integer>();
        parts.forEach(all::addAll);
        return List.copyOf(all);
    }

    /** The key that a position in the SELECT list, an alias or any expression stands for. */
    private int key(Expression expression) {
        int position = BindQuery.position(expression, items.size(), "GROUP BY");
        if (position == 0) {
            position = aliased(expression);
        }
        if (position == 0) {
            position = written(expression);
        }
        if (position == 0) {
            return add(binder.with((Aliases) null).bind(expression));
        }
        var expr = items.get(position - 1).expr();
        if (uses(expr, aggregateOutputs())) {
            throw SqlException.of(ErrorCode.GROUPING, "GROUP BY cannot group by an aggregate", expression.span());
        }
        if (uses(expr, windowOutputs())) {
            throw SqlException.of(ErrorCode.WINDOWING, "GROUP BY cannot group by a window function", expression.span());
        }
        int item = position - 1;
        if (!several) {
            return add(expr);
        }
        return itemKeys.computeIfAbsent(item, _ -> {
            keys.add(collated(expr));
            return keys.size() - 1;
        });
    }

    /** The position of an item with a sub-query that is written just like this; 0 if there is none. */
    private int written(Expression expression) {
        var sql = binder.binding().sql();
        if (sql == null || expression.span().isNone()) {
            return 0;
        }
        String text = expression.span().of(sql);
        for (int i = 0; i < items.size(); i++) {
            var span = items.get(i).source();
            if (hasSubquery(items.get(i).expr()) && span.of(sql).equals(text)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean hasSubquery(Expr expr) {
        boolean[] found = {false};
        ExprTree.forEach(expr, part -> found[0] |= part instanceof Expr.Subquery);
        return found[0];
    }

    /** The position of the item that is called so by an alias, where no column of FROM is; 0 if there is none. */
    private int aliased(Expression expression) {
        if (expression instanceof Expression.ColumnName column
                && (column.name().parts().size() == 1 || isAlias(column.name()))
                && binder.aliases() != null
                && binder.aliases().find(column.name().last()) != null
                && binder.scope().local(column.name(), column.span()) == null) {
            for (int i = 0; i < items.size(); i++) {
                if (column.name().last().matches(items.get(i).name())) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    /** {@code alias.x}. */
    private static boolean isAlias(QualifiedName name) {
        return name.parts().size() == 2 && name.parts().getFirst().matches("alias");
    }

    private List<List<Integer>> combine(List<List<Integer>> left, List<List<Integer>> right, Span span) {
        if ((long) left.size() * right.size() > MOST_SETS) {
            throw SqlException.of(ErrorCode.GROUPING, "too many grouping sets", span);
        }
        var all = new ArrayList<List<Integer>>();
        for (var a : left) {
            for (var b : right) {
                all.add(union(List.of(a, b)));
            }
        }
        return all;
    }
}
