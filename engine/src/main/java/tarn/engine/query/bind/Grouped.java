package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * A SELECT after grouping: its Aggregate node, and what becomes of expressions that were bound to the rows before. Parts
 * equal to a key turn into the key's column; other columns of the rows before are an error.
 */
final class Grouped {
    private final Plan.Aggregate plan;
    private final Set<Column> before;
    private final Map<Column, Expr> groupings = new HashMap<>();
    private final Map<Integer, Integer> itemKeys;
    private final List<BindGrouping.Shown> shown;
    private final boolean explicit;

    private Grouped(Plan.Aggregate plan, BindGrouping.Keys keys, boolean explicit) {
        this.plan = plan;
        this.itemKeys = keys.itemKeys();
        this.shown = keys.shown();
        this.before = new HashSet<>(plan.input().output());
        this.explicit = explicit;
    }

    /** @param explicit whether there is a GROUP BY (else there is one group of all rows) */
    static Grouped of(Plan input, BindGrouping.Keys keys, Calls calls, boolean explicit, Surroundings around) {
        var binding = around.binding();
        var before = new HashSet<>(input.output());
        boolean several = keys.sets().size() > 1 || !keys.itemKeys().isEmpty();
        boolean numbered = keys.sets().size() > 1;
        var groups = new ArrayList<Plan.Assignment>();
        for (var key : keys.keys()) {
            // a plain column keeps its identity, so that sub-queries correlated with it stay valid
            boolean plain = !several && key instanceof Expr.Ref ref && before.contains(ref.column());
            var output = plain ? ((Expr.Ref) key).column() : binding.column(name(key), key.type());
            groups.add(new Plan.Assignment(output, key));
        }
        var number = numbered ? binding.column("grouping_set", ScalarType.BIGINT) : null;
        var aggregate = new Plan.Aggregate(
                input, List.copyOf(groups), BindBounds.of(calls.aggregates(), input, around), keys.sets(), number);
        var grouped = new Grouped(aggregate, keys, explicit);
        calls.groupings().forEach(grouped::grouping);
        return grouped;
    }

    private static String name(Expr key) {
        return key instanceof Expr.Ref ref ? ref.column().name() : "key";
    }

    Plan plan() {
        return plan;
    }

    /** Item {@code index} of the SELECT list over the Aggregate's output. */
    Expr item(int index, Expr expr) {
        var key = itemKeys.get(index);
        if (key == null || shown.stream().anyMatch(one -> ExprTree.same(one.text(), expr))) {
            return rewrite(expr);
        }
        return new Expr.Ref(plan.groups().get(key).output(), expr.span());
    }

    /** The expression over the Aggregate's output. */
    Expr rewrite(Expr expr) {
        return PlanTree.replaceDeep(expr, this::replacement);
    }

    private @Nullable Expr replacement(Expr part) {
        if (part instanceof Expr.Literal) {
            return null;
        }
        for (var group : plan.groups()) {
            if (ExprTree.same(part, group.expr())) {
                return new Expr.Ref(group.output(), part.span());
            }
        }
        for (var one : shown) {
            if (ExprTree.same(part, one.text())) {
                return first(one);
            }
        }
        if (part instanceof Expr.Ref ref) {
            var grouping = groupings.get(ref.column());
            if (grouping != null) {
                return grouping;
            }
            if (before.contains(ref.column())) {
                throw notGrouped(ref);
            }
        }
        return null;
    }

    /** The first text of the group; NULL where the grouping set does not hold its key. */
    private Expr first(BindGrouping.Shown one) {
        if (plan.sets().size() == 1) {
            return one.first();
        }
        var key = new Expr.Ref(
                plan.groups().get(index(one.key())).output(), one.text().span());
        var absent = new Expr.IsNull(key, false, key.span());
        var when = new Expr.Case.When(absent, BindLiteral.nothing(one.first().type(), key.span()));
        return new Expr.Case(List.of(when), one.first(), one.first().type(), key.span());
    }

    private SqlException notGrouped(Expr.Ref ref) {
        var error = SqlException.of(
                ErrorCode.GROUPING,
                "column must appear in GROUP BY or be used in an aggregate: "
                        + ref.column().name(),
                ref.span());
        return explicit
                ? error.hint("write any_value(" + ref.column().name() + ") if any value of the group will do")
                : error.hint("without GROUP BY an aggregate makes one row of all");
    }

    /** A bit per key of GROUPING, the last one lowest, set where the key is not in the row's grouping set. */
    private void grouping(Calls.Grouping call) {
        var indexes = new ArrayList<Integer>();
        for (var key : call.keys()) {
            indexes.add(index(key));
        }
        var values = new ArrayList<Expr>();
        for (var set : plan.sets()) {
            long bits = 0;
            for (int index : indexes) {
                bits = bits << 1 | (set.contains(index) ? 0 : 1);
            }
            values.add(BindLiteral.bigint(bits, call.span()));
        }
        groupings.put(call.output(), choose(call, values));
    }

    private Expr choose(Calls.Grouping call, List<Expr> values) {
        if (plan.grouping() == null) {
            return values.getFirst();
        }
        var whens = new ArrayList<Expr.Case.When>();
        for (int i = 0; i < values.size() - 1; i++) {
            var number = new Expr.Ref(plan.grouping(), call.span());
            var equal = new Expr.Comparison(
                    ComparisonOperator.EQUAL, number, BindLiteral.bigint(i, call.span()), call.span());
            whens.add(new Expr.Case.When(equal, values.get(i)));
        }
        return new Expr.Case(List.copyOf(whens), values.getLast(), ScalarType.BIGINT, call.span());
    }

    private int index(Expr key) {
        for (int i = 0; i < plan.groups().size(); i++) {
            if (ExprTree.same(plan.groups().get(i).expr(), key)) {
                return i;
            }
        }
        throw SqlException.of(ErrorCode.GROUPING, "GROUPING takes keys of GROUP BY only", key.span());
    }
}
