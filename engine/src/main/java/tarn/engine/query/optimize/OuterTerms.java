package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Sides of equalities that are computed from outer columns alone, such as a cast of one, replaced by new outer columns. */
final class OuterTerms {
    private final PassContext context;
    private final Set<Column> outer;
    private final List<Plan.Assignment> assignments = new ArrayList<>();

    OuterTerms(PassContext context, Set<Column> outer) {
        this.context = context;
        this.outer = outer;
    }

    /** The new columns of the outer side. */
    List<Plan.Assignment> assignments() {
        return assignments;
    }

    Plan replace(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::replace);
        return switch (node) {
            case Plan.Filter(var input, var predicate) ->
                new Plan.Filter(
                        input,
                        Terms.and(Terms.conjuncts(predicate).stream()
                                .map(this::equality)
                                .toList()));
            case Plan.Join(var kind, var left, var right, var conditions, var mark)
            when kind == Plan.Join.Kind.INNER ->
                new Plan.Join(
                        kind,
                        left,
                        right,
                        conditions.stream().map(this::equality).toList(),
                        mark);
            default -> node;
        };
    }

    private Expr equality(Expr conjunct) {
        if (!(conjunct instanceof Expr.Comparison(var operator, var left, var right, var span))
                || operator != ComparisonOperator.EQUAL) {
            return conjunct;
        }
        if (computed(left) && !PlanWalk.uses(right, outer)) {
            return new Expr.Comparison(operator, column(left), right, span);
        }
        if (computed(right) && !PlanWalk.uses(left, outer)) {
            return new Expr.Comparison(operator, left, column(right), span);
        }
        return conjunct;
    }

    private boolean computed(Expr expr) {
        return !(expr instanceof Expr.Ref)
                && PlanWalk.hasColumns(expr)
                && PlanWalk.usesOnly(expr, outer)
                && PlanWalk.stable(expr);
    }

    private Expr column(Expr expr) {
        for (var assignment : assignments) {
            if (ExprTree.same(assignment.expr(), expr)) {
                return Terms.ref(assignment.output());
            }
        }
        var column = context.column("outer", expr.type());
        assignments.add(new Plan.Assignment(column, expr));
        return Terms.ref(column);
    }
}
