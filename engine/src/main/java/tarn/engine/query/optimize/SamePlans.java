package tarn.engine.query.optimize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.KeyedTable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;

/** Whether two plans of one query surely give the same rows, if perhaps in another order, under other column names. */
final class SamePlans {
    /** For each column of the second plan the one of the first that holds the same. */
    private final Map<Column, Expr> columns = new HashMap<>();

    private SamePlans() {}

    /** For each column that {@code b} makes, the column of {@code a} with the same values; null if they differ. */
    static @Nullable Map<Column, Expr> match(Plan a, Plan b) {
        var same = new SamePlans();
        return same.same(a, b) ? same.columns : null;
    }

    private boolean same(Plan a, Plan b) {
        if (a.getClass() != b.getClass() || a.inputs().size() != b.inputs().size()) {
            return false;
        }
        for (int i = 0; i < a.inputs().size(); i++) {
            if (!same(a.inputs().get(i), b.inputs().get(i))) {
                return false;
            }
        }
        return switch (a) {
            case Plan.Scan scan -> scans(scan, (Plan.Scan) b);
            case Plan.Filter filter -> same(filter.predicate(), ((Plan.Filter) b).predicate());
            case Plan.Project project -> assigned(project.assignments(), ((Plan.Project) b).assignments());
            case Plan.Join join -> joins(join, (Plan.Join) b);
            case Plan.Aggregate aggregate -> aggregates(aggregate, (Plan.Aggregate) b);
            case Plan.SetOperation operation -> {
                var other = (Plan.SetOperation) b;
                named(operation.output(), other.output());
                yield operation.kind() == other.kind() && operation.all() == other.all();
            }
            default -> false;
        };
    }

    private boolean scans(Plan.Scan a, Plan.Scan b) {
        named(a.output(), b.output());
        return KeyedTable.rowsOf(a.source()) == KeyedTable.rowsOf(b.source())
                && a.columns().equals(b.columns())
                && same(a.filters(), b.filters());
    }

    private boolean joins(Plan.Join a, Plan.Join b) {
        if (a.mark() != null && b.mark() != null) {
            columns.put(b.mark(), Terms.ref(a.mark()));
        }
        return a.kind() == b.kind() && same(a.conditions(), b.conditions());
    }

    private boolean aggregates(Plan.Aggregate a, Plan.Aggregate b) {
        if (!a.sets().equals(b.sets())
                || a.calls().size() != b.calls().size()
                || (a.grouping() == null) != (b.grouping() == null)
                || !assigned(a.groups(), b.groups())) {
            return false;
        }
        if (a.grouping() != null && b.grouping() != null) {
            columns.put(b.grouping(), Terms.ref(a.grouping()));
        }
        for (int i = 0; i < a.calls().size(); i++) {
            if (!calls(a.calls().get(i), b.calls().get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean calls(AggregateCall a, AggregateCall b) {
        columns.put(b.output(), Terms.ref(a.output()));
        var filter = a.filter();
        var other = b.filter();
        return a.function().equals(b.function())
                && !a.function().orderSensitive()
                && a.distinct() == b.distinct()
                && a.order().isEmpty()
                && b.order().isEmpty()
                && same(a.arguments(), b.arguments())
                && (filter == null || other == null ? filter == other : same(filter, other));
    }

    private boolean assigned(List<Plan.Assignment> a, List<Plan.Assignment> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i).expr(), b.get(i).expr())) {
                return false;
            }
        }
        for (int i = 0; i < a.size(); i++) {
            columns.put(b.get(i).output(), Terms.ref(a.get(i).output()));
        }
        return true;
    }

    private void named(List<Column> a, List<Column> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            columns.put(b.get(i), Terms.ref(a.get(i)));
        }
    }

    private boolean same(List<Expr> a, List<Expr> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean same(Expr a, Expr b) {
        return PlanWalk.stable(a) && ExprTree.same(a, PlanWalk.substitute(b, columns));
    }
}
