package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;

/**
 * Divides the conjuncts above a join and its conditions among its two sides, its conditions and a filter above. What may fail
 * stays above a join that drops rows, unless it is an equality that links the sides.
 */
final class PushIntoJoin {
    private final Plan.Join join;
    private final Failures failures;
    private final Plan leftInput;
    private final Plan rightInput;
    private final Set<Column> leftColumns;
    private final Set<Column> rightColumns;
    private final List<Expr> left = new ArrayList<>();
    private final List<Expr> right = new ArrayList<>();
    private final List<Expr> conditions = new ArrayList<>();
    private final List<Expr> above = new ArrayList<>();

    PushIntoJoin(Plan.Join original, List<Expr> conjuncts, Failures failures) {
        this.failures = failures;
        var kind = Padding.kind(original, conjuncts);
        join = new Plan.Join(kind, original.left(), original.right(), original.conditions(), original.mark());
        leftColumns = PlanWalk.outputs(join.left());
        rightColumns = PlanWalk.outputs(join.right());
        boolean leftKept = kind != Kind.RIGHT && kind != Kind.FULL;
        boolean rightKept = kind == Kind.INNER || kind == Kind.RIGHT;
        for (var conjunct : conjuncts) {
            if (fails(conjunct)) {
                placeFailing(conjunct, leftKept, rightKept);
            } else {
                place(conjunct, leftKept, rightKept, kind == Kind.INNER, above);
            }
        }
        boolean dropsLeft = kind == Kind.INNER || kind == Kind.SEMI || kind == Kind.RIGHT;
        boolean dropsRight = kind != Kind.RIGHT && kind != Kind.FULL && kind != Kind.MARK;
        int ofOn = 0;
        boolean first = true;
        for (var condition : Terms.conjuncts(join.conditions())) {
            boolean toLeft = dropsLeft && PlanWalk.usesOnly(condition, leftColumns);
            boolean toRight = dropsRight && PlanWalk.usesOnly(condition, rightColumns);
            boolean stays = (toLeft || toRight) && fails(condition) && (!first || toRight && ofLeft(condition));
            if (stays && kind == Kind.INNER) {
                above.add(ofOn++, condition);
            } else {
                place(condition, !stays && toLeft, !stays && toRight, true, conditions);
            }
            first &= !stays && (toLeft || toRight);
        }
        leftInput = dropsLeft ? Padding.without(join.left(), conditions) : join.left();
        rightInput = dropsRight ? Padding.without(join.right(), conditions) : join.right();
        derive(dropsLeft, dropsRight);
    }

    private boolean fails(Expr conjunct) {
        return PlanWalk.stable(conjunct) && failures.possible(conjunct);
    }

    /** Whether a constant in it fails that an IN or EXISTS compares with the rows of its sub-query: where no row asks, it does not. */
    private boolean ofLeft(Expr condition) {
        if (join.kind() != Kind.SEMI && join.kind() != Kind.ANTI) {
            return false;
        }
        boolean[] found = {false};
        ExprTree.forEach(condition, part -> found[0] |= !PlanWalk.hasColumns(part) && failures.possible(part));
        return found[0];
    }

    /** Of WHERE: it must not see rows that the join drops, nor, where it keeps all, rows that an earlier conjunct drops. */
    private void placeFailing(Expr conjunct, boolean leftKept, boolean rightKept) {
        boolean keepsLeft = switch (join.kind()) {
            case LEFT, MARK, SINGLE -> true;
            case INNER -> join.conditions().isEmpty() && conditions.isEmpty() && PlanWalk.oneRow(join.right());
            case RIGHT, FULL, SEMI, ANTI -> false;
        };
        boolean keepsRight = switch (join.kind()) {
            case RIGHT -> true;
            case INNER -> join.conditions().isEmpty() && conditions.isEmpty() && PlanWalk.oneRow(join.left());
            case LEFT, FULL, SEMI, ANTI, MARK, SINGLE -> false;
        };
        boolean links = links(conjunct);
        boolean first = above.isEmpty();
        boolean toLeft = leftKept && links || keepsLeft && first;
        boolean toRight = rightKept && links || keepsRight && first;
        place(conjunct, toLeft, toRight, links && join.kind() == Kind.INNER, above);
    }

    /** Whether it is an equality of something of one side of this join, or of an inner one below, with something of the other. */
    private boolean links(Expr conjunct) {
        return conjunct instanceof Expr.Comparison comparison
                && JoinGraph.isEquality(conjunct)
                && PlanWalk.hasColumns(comparison.left())
                && PlanWalk.hasColumns(comparison.right())
                && apart(join, comparison.left(), comparison.right());
    }

    private static boolean apart(Plan plan, Expr a, Expr b) {
        return switch (plan) {
            case Plan.Filter(var input, var _) -> apart(input, a, b);
            case Plan.Project(var input, var _) -> apart(input, a, b);
            case Plan.Join(var kind, var left, var right, var _, var _)
            when kind != Kind.INNER -> apart(left, a, b) || apart(right, a, b);
            case Plan.Join(var _, var left, var right, var _, var _) -> {
                var columns = PlanWalk.outputs(left);
                var others = PlanWalk.outputs(right);
                yield PlanWalk.usesOnly(a, columns) && PlanWalk.usesOnly(b, others)
                        || PlanWalk.usesOnly(a, others) && PlanWalk.usesOnly(b, columns)
                        || apart(left, a, b)
                        || apart(right, a, b);
            }
            default -> false;
        };
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

    private void addImplied(Expr condition, Set<Column> columns, boolean allowed, List<Expr> into) {
        @Nullable Expr implied = allowed ? Disjunctions.implied(condition, columns, failures) : null;
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
