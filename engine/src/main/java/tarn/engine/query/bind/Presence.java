package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Expression;
import tarn.sql.error.Span;

/**
 * Whether a row of a table of FROM is there, which {@code count(t.*)} counts: a column that is true in each row of the table,
 * and so NULL where an outer join has none. It is put in right above the table when all expressions are bound.
 */
final class Presence {
    private final Map<Scope.Table, Column> wanted = new LinkedHashMap<>();

    /** That column for the table of FROM that a star names; null if it names none. */
    @Nullable
    Expr of(Expression.Star star, ExprBinder binder) {
        var qualifier = star.qualifier();
        var tables = qualifier == null ? List.<Scope.Table>of() : binder.scope().named(qualifier);
        if (qualifier != null && tables.isEmpty()) {
            tables = binder.scope().tables().stream()
                    .filter(table -> table.find(qualifier.parts().getFirst()) != null)
                    .toList();
        }
        if (tables.size() != 1 || tables.getFirst().items().isEmpty()) {
            return null;
        }
        var column = wanted.computeIfAbsent(
                tables.getFirst(), table -> binder.binding().column(table.name(), ScalarType.BOOLEAN));
        return new Expr.Ref(column, star.span());
    }

    /**
     * The rows of FROM with the columns that are wanted.
     *
     * @param rows what was made of FROM
     */
    Plan in(Plan rows, Plan from) {
        var plan = rows;
        for (var entry : wanted.entrySet()) {
            var columns = new HashSet<Column>();
            entry.getKey().items().forEach(item -> columns.add(item.column()));
            plan = marked(plan, from, columns, entry.getValue());
        }
        return plan;
    }

    /** The plan with the column in the rows of that part of it which makes the others: within FROM that is below its joins. */
    private static Plan marked(Plan plan, @Nullable Plan from, Set<Column> columns, Column marker) {
        var within = plan == from ? null : from;
        boolean below = plan.inputs().stream().anyMatch(input -> has(input, columns));
        if (!below || within == null && plan instanceof Plan.Project) {
            return with(plan, marker, new Expr.Literal(true, ScalarType.BOOLEAN, Span.NONE));
        }
        var marked =
                PlanTree.mapInputs(plan, input -> has(input, columns) ? marked(input, within, columns, marker) : input);
        if (marked.output().contains(marker)) {
            return marked;
        }
        return marked instanceof Plan.Project(var input, var assignments)
                ? new Plan.Project(input, joined(assignments, marker, new Expr.Ref(marker, Span.NONE)))
                : with(plan, marker, new Expr.Literal(true, ScalarType.BOOLEAN, Span.NONE));
    }

    private static boolean has(Plan plan, Set<Column> columns) {
        return new HashSet<>(plan.output()).containsAll(columns);
    }

    private static Plan with(Plan plan, Column marker, Expr value) {
        var kept = plan.output().stream()
                .map(column -> new Plan.Assignment(column, new Expr.Ref(column, Span.NONE)))
                .toList();
        return new Plan.Project(plan, joined(kept, marker, value));
    }

    private static List<Plan.Assignment> joined(List<Plan.Assignment> assignments, Column marker, Expr value) {
        var all = new ArrayList<>(assignments);
        all.add(new Plan.Assignment(marker, value));
        return List.copyOf(all);
    }
}
