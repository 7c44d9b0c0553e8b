package tarn.engine.query.optimize;

import java.util.HashSet;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/**
 * Functional dependencies: which columns have one value only where others have one. A unique key determines its row, and an
 * inner join's equality both of its sides.
 */
final class Determined {
    private final Set<Column> known;

    private Determined(Set<Column> known) {
        this.known = known;
    }

    /** The columns of the plan and of its inputs that {@code columns} determine, with these. */
    static Set<Column> by(Set<Column> columns, Plan plan) {
        var determined = new Determined(new HashSet<>(columns));
        int before;
        do {
            before = determined.known.size();
            determined.visit(plan);
        } while (determined.known.size() > before);
        return determined.known;
    }

    private void visit(Plan plan) {
        var outputs = PlanWalk.outputs(plan);
        var given = new HashSet<>(outputs);
        given.retainAll(known);
        if (given.size() < outputs.size() && !given.isEmpty() && Uniqueness.unique(plan, given)) {
            known.addAll(outputs);
        }
        switch (plan) {
            case Plan.Filter(var input, var predicate) -> {
                Terms.conjuncts(predicate).forEach(this::equality);
                visit(input);
            }
            case Plan.Project(var input, var assignments) -> {
                for (var assignment : assignments) {
                    if (assignment.expr() instanceof Expr.Ref ref) {
                        same(ref.column(), assignment.output());
                    }
                }
                visit(input);
            }
            case Plan.Join join -> join(join);
            case Plan.Window(var input, var _) -> visit(input);
            default -> {}
        }
    }

    /** Rows of a side that an outer join fills with NULLs are none of the table's. */
    private void join(Plan.Join join) {
        switch (join.kind()) {
            case INNER -> {
                join.conditions().forEach(this::equality);
                visit(join.left());
                visit(join.right());
            }
            case LEFT, SEMI, ANTI, MARK, SINGLE -> visit(join.left());
            case RIGHT -> visit(join.right());
            case FULL -> {}
        }
    }

    private void equality(Expr condition) {
        var equal = new EqualColumns();
        if (equal.add(condition)) {
            equal.forEachPair(this::same);
        }
    }

    private void same(Column a, Column b) {
        if (known.contains(a)) {
            known.add(b);
        } else if (known.contains(b)) {
            known.add(a);
        }
    }
}
