package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ListType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;
import tarn.engine.function.AggregateOverload;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Placed;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Select;
import tarn.sql.error.Span;

/** The aggregates, window functions and GROUPING calls that turn up while a SELECT's expressions are bound. Equal ones are one. */
final class Calls {
    private final Binding binding;
    private final List<Select.NamedWindow> named;
    private final List<AggregateCall> aggregates = new ArrayList<>();
    private final List<WindowCall> windows = new ArrayList<>();
    private final List<Grouping> groupings = new ArrayList<>();
    private @Nullable Expr only;
    private final List<Plan.Assignment> unnests = new ArrayList<>();
    private @Nullable Presence presence;

    /** {@code GROUPING(keys)}; its value is known when the grouping sets are. */
    record Grouping(Column output, List<Expr> keys, Span span) {}

    Calls(Binding binding, List<Select.NamedWindow> named) {
        this.binding = binding;
        this.named = named;
    }

    /** From now on the rows of a table of FROM may be counted; {@code presence} is told which. */
    void count(Presence rows) {
        presence = rows;
    }

    /** What counts rows of tables of FROM, or null where that is not possible. */
    @Nullable
    Presence presence() {
        return presence;
    }

    /** From now on aggregates take only the rows for which this holds, besides their own filter; null: all rows. */
    void only(@Nullable Expr condition) {
        only = condition;
    }

    Expr aggregate(
            AggregateOverload function,
            List<Expr> arguments,
            boolean distinct,
            @Nullable Expr own,
            List<SortKey> order,
            Span span) {
        var filter =
                only == null || own == null ? (only == null ? own : only) : BindOperator.and(List.of(only, own), span);
        for (var call : aggregates) {
            if (call.function().equals(function)
                    && call.distinct() == distinct
                    && same(call.arguments(), arguments)
                    && same(call.filter(), filter)
                    && sameKeys(call.order(), order)) {
                return new Expr.Ref(call.output(), span);
            }
        }
        var output = binding.column(function.name(), function.result());
        aggregates.add(new AggregateCall(output, function, arguments, distinct, filter, order, span));
        return new Expr.Ref(output, span);
    }

    Expr window(WindowCall call) {
        for (var other : windows) {
            if (sameWindow(other, call)) {
                return new Expr.Ref(other.output(), call.span());
            }
        }
        windows.add(call);
        return new Expr.Ref(call.output(), call.span());
    }

    /** The elements of a list, which become rows. */
    Expr unnest(Expr list, Span span) {
        for (var other : unnests) {
            if (ExprTree.same(other.expr(), list)) {
                return new Expr.Ref(other.output(), span);
            }
        }
        var output = binding.column("unnest", ((ListType) list.type()).element());
        unnests.add(new Plan.Assignment(output, list));
        return new Expr.Ref(output, span);
    }

    /** The rows with elements of those lists by whose elements they are grouped. */
    Plan unnest(Plan input, List<Expr> keys) {
        var used = new HashSet<Column>();
        keys.forEach(key -> used.addAll(PlanTree.columns(key)));
        var lists =
                unnests.stream().filter(list -> used.contains(list.output())).toList();
        unnests.removeAll(lists);
        return lists.isEmpty() ? input : new Plan.Unnest(input, lists, null);
    }

    /** The rows with elements of the other lists, which are over what is there after grouping. */
    Plan unnest(Plan input, UnaryOperator<Expr> after) {
        var lists = unnests.stream()
                .map(list -> new Plan.Assignment(list.output(), after.apply(list.expr())))
                .toList();
        return lists.isEmpty() ? input : new Plan.Unnest(input, lists, null);
    }

    Expr grouping(List<Expr> keys, Span span) {
        var output = binding.column("grouping", tarn.engine.data.type.ScalarType.BIGINT);
        groupings.add(new Grouping(output, keys, span));
        return new Expr.Ref(output, span);
    }

    /** Gives what comes from a macro's body, and so has no place, the place of the macro's use. */
    void placed(Span span) {
        if (!span.isNone()) {
            aggregates.replaceAll(call -> call.span().isNone() ? Placed.at(span, call) : call);
            windows.replaceAll(call -> call.span().isNone() ? Placed.at(span, call) : call);
        }
    }

    List<AggregateCall> aggregates() {
        return aggregates;
    }

    List<WindowCall> windows() {
        return windows;
    }

    List<Grouping> groupings() {
        return groupings;
    }

    /**
     * The named window, or null.
     *
     * @param user the definition that names it, which sees those before it; null for a function, which sees all
     */
    Select.@Nullable NamedWindow named(String name, Select.@Nullable NamedWindow user) {
        for (var window : named) {
            if (window == user) {
                return null;
            }
            if (window.name().matches(name)) {
                return window;
            }
        }
        return null;
    }

    List<String> windowNames() {
        return named.stream().map(window -> window.name().text()).toList();
    }

    private static boolean sameWindow(WindowCall a, WindowCall b) {
        return a.function().equals(b.function())
                && a.distinct() == b.distinct()
                && a.ignoreNulls() == b.ignoreNulls()
                && same(a.arguments(), b.arguments())
                && same(a.filter(), b.filter())
                && sameKeys(a.argumentOrder(), b.argumentOrder())
                && sameSpecification(a, b)
                && sameFrame(a.frame(), b.frame());
    }

    /** Whether both calls run over equal partitions in equal order. */
    static boolean sameSpecification(WindowCall a, WindowCall b) {
        return same(a.partition(), b.partition()) && sameKeys(a.order(), b.order());
    }

    private static boolean sameFrame(WindowCall.Frame a, WindowCall.Frame b) {
        return a.unit() == b.unit()
                && a.exclude() == b.exclude()
                && a.start().kind() == b.start().kind()
                && a.end().kind() == b.end().kind()
                && same(a.start().offset(), b.start().offset())
                && same(a.end().offset(), b.end().offset());
    }

    private static boolean same(List<Expr> a, List<Expr> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!ExprTree.same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Expr a, @Nullable Expr b) {
        return a == null || b == null ? a == b : ExprTree.same(a, b);
    }

    private static boolean sameKeys(List<SortKey> a, List<SortKey> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            var left = a.get(i);
            var right = b.get(i);
            if (left.descending() != right.descending()
                    || left.nullsFirst() != right.nullsFirst()
                    || !ExprTree.same(left.expr(), right.expr())) {
                return false;
            }
        }
        return true;
    }
}
