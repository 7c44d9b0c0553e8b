package tarn.engine.query.run.join;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.run.join.JoinSpec.Kind;
import tarn.sql.error.Span;

/**
 * What follows from a {@link JoinSpec} once and for all.
 *
 * @param stored what is kept of each build row: columns, then key expressions that are no such column
 * @param keyAt where each key is in {@code stored}
 * @param candidate columns that the residual looks at: the layout it is evaluated in
 */
record JoinPlan(JoinSpec spec, List<Expr> stored, int[] keyAt, List<Column> candidate) {

    static JoinPlan of(JoinSpec spec) {
        Set<Column> candidate = new LinkedHashSet<>();
        for (Expr condition : spec.residual()) {
            ExprTree.forEach(condition, part -> {
                if (part instanceof Expr.Ref ref) {
                    candidate.add(ref.column());
                }
            });
        }
        Set<Column> needed = new LinkedHashSet<>(spec.output());
        needed.addAll(candidate);
        needed.retainAll(Set.copyOf(spec.right()));
        var stored = new ArrayList<Expr>();
        needed.forEach(column -> stored.add(new Expr.Ref(column, Span.NONE)));
        int[] keyAt = new int[spec.keys().size()];
        for (int k = 0; k < keyAt.length; k++) {
            keyAt[k] = indexOf(stored, spec.keys().get(k).right());
            if (keyAt[k] < 0) {
                keyAt[k] = stored.size();
                stored.add(spec.keys().get(k).right());
            }
        }
        return new JoinPlan(spec, stored, keyAt, List.copyOf(candidate));
    }

    private static int indexOf(List<Expr> stored, Expr expr) {
        for (int i = 0; i < stored.size(); i++) {
            if (ExprTree.same(stored.get(i), expr)) {
                return i;
            }
        }
        return -1;
    }

    /** Where a column of the build side is in {@code stored}. */
    int storedAt(Column column) {
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i) instanceof Expr.Ref ref && ref.column().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException("column of the build side is not kept: " + column.name());
    }

    Kind kind() {
        return spec.kind();
    }

    boolean hasKeys() {
        return !spec.keys().isEmpty();
    }

    boolean hasResidual() {
        return !spec.residual().isEmpty();
    }

    /** The residual as one expression. */
    Expr condition() {
        var conditions = spec.residual();
        return conditions.size() == 1 ? conditions.getFirst() : new Expr.And(conditions, Span.NONE);
    }

    String name() {
        String kind = spec.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return (hasKeys() ? "HashJoin" : "NestedLoopJoin") + " (" + kind + ")";
    }
}
