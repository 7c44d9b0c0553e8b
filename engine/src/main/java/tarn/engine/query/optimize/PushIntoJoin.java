package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;

/** Divides the conjuncts above a join and its conditions among its two sides, its conditions and a filter above. */
final class PushIntoJoin {
    private final Plan.Join join;
    private final Plan leftInput;
    private final Plan rightInput;
    private final Set<Column> leftColumns;
    private final Set<Column> rightColumns;
    private final List<Expr> left = new ArrayList<>();
    private final List<Expr> right = new ArrayList<>();
    private final List<Expr> conditions = new ArrayList<>();
    private final List<Expr> above = new ArrayList<>();

    PushIntoJoin(Plan.Join original, List<Expr> conjuncts) {
        var kind = Padding.kind(original, conjuncts);
        join = new Plan.Join(kind, original.left(), original.right(), original.conditions(), original.mark());
        leftColumns = PlanWalk.outputs(join.left());
        rightColumns = PlanWalk.outputs(join.right());
        boolean leftKept = kind != Kind.RIGHT && kind != Kind.FULL;
        boolean rightKept = kind == Kind.INNER || kind == Kind.RIGHT;
        for (var conjunct : conjuncts) {
            place(conjunct, leftKept, rightKept, kind == Kind.INNER, above);
        }
        boolean dropsLeft = kind == Kind.INNER || kind == Kind.SEMI || kind == Kind.RIGHT;
        boolean dropsRight = kind != Kind.RIGHT && kind != Kind.FULL && kind != Kind.MARK;
        for (var condition : Terms.conjuncts(join.conditions())) {
            place(condition, dropsLeft, dropsRight, true, conditions);
        }
        leftInput = dropsLeft ? Padding.without(join.left(), conditions) : join.left();
        rightInput = dropsRight ? Padding.without(join.right(), conditions) : join.right();
        derive(dropsLeft, dropsRight);
    }

    private void place(Expr conjunct, boolean toLeft, boolean toRight, boolean toConditions, List<Expr> otherwise) {
        boolean stable = PlanWalk.stable(conjunct);
        boolean some = PlanWalk.hasColumns(conjunct);
        if (stable && some && toLeft && PlanWalk.usesOnly(conjunct, leftColumns)) {
            left.add(conjunct);
        } else if (stable && some && toRight && PlanWalk.usesOnly(conjunct, rightColumns)) {
            right.add(conjunct);
        } else if (stable && some && toConditions) {
            conditions.add(conjunct);
        } else {
            otherwise.add(conjunct);
        }
    }

    /** Adds what follows from the conditions for each side alone. */
    private void derive(boolean dropsLeft, boolean dropsRight) {
        for (var condition : List.copyOf(conditions)) {
            addImplied(condition, leftColumns, dropsLeft, left);
            addImplied(condition, rightColumns, dropsRight, right);
        }
        var known = new KnownConditions();
        known.addEqualities(conditions);
        if (!known.hasEqualities()) {
            return;
        }
        if (dropsRight) {
            for (var conjunct : known.about(left, join.left(), rightColumns)) {
                addNew(right, conjunct);
            }
        }
        if (dropsLeft) {
            for (var conjunct : known.about(right, join.right(), leftColumns)) {
                addNew(left, conjunct);
            }
        }
    }

    private static void addImplied(Expr condition, Set<Column> columns, boolean allowed, List<Expr> into) {
        @Nullable Expr implied = allowed ? Disjunctions.implied(condition, columns) : null;
        if (implied != null) {
            addNew(into, implied);
        }
    }

    private static void addNew(List<Expr> all, Expr conjunct) {
        if (!SimplifyExpression.contains(all, conjunct)) {
            all.add(conjunct);
        }
    }

    Plan result(BiFunction<Plan, List<Expr>, Plan> push) {
        var newLeft = push.apply(leftInput, left);
        var newRight = push.apply(rightInput, right);
        return Terms.filter(new Plan.Join(join.kind(), newLeft, newRight, List.copyOf(conditions), join.mark()), above);
    }
}
