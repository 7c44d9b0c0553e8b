package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;

/** Comparisons with constants that hold for a column also hold for the columns that equal it. */
final class KnownConditions {
    private final EqualColumns equal = new EqualColumns();

    void addEqualities(List<Expr> conjuncts) {
        conjuncts.forEach(equal::add);
    }

    boolean hasEqualities() {
        return !equal.isEmpty();
    }

    /** What the conjuncts, and those that hold in every row of the plan anyway, say of columns of the other side. */
    List<Expr> about(List<Expr> conjuncts, Plan plan, Set<Column> columns) {
        var known = new ArrayList<>(conjuncts);
        collect(plan, known);
        var result = new ArrayList<Expr>();
        for (var conjunct : known) {
            var column = constrained(conjunct);
            if (column == null) {
                continue;
            }
            for (var other : equal.others(column)) {
                if (columns.contains(other)) {
                    result.add(PlanWalk.substitute(conjunct, Map.of(column, Terms.ref(other))));
                }
            }
        }
        return result;
    }

    private static @Nullable Column constrained(Expr conjunct) {
        return switch (conjunct) {
            case Expr.Comparison(var _, Expr.Ref(var column, var _), Expr.Literal _, var _) -> column;
            case Expr.InList(Expr.Ref(var column, var _), var _, var _) -> column;
            default -> null;
        };
    }

    /** Conjuncts that hold in every row of the plan. */
    private static void collect(Plan plan, List<Expr> into) {
        switch (plan) {
            case Plan.Scan scan -> into.addAll(scan.filters());
            case Plan.Filter(var input, var predicate) -> {
                into.addAll(Terms.conjuncts(predicate));
                collect(input, into);
            }
            case Plan.Project(var input, var _) -> collect(input, into);
            case Plan.Sort(var input, var _) -> collect(input, into);
            case Plan.Window(var input, var _) -> collect(input, into);
            case Plan.Unnest(var input, var _, var _) -> collect(input, into);
            case Plan.Distinct(var input, var _) -> collect(input, into);
            case Plan.Join join -> {
                if (join.kind() != Kind.RIGHT && join.kind() != Kind.FULL) {
                    collect(join.left(), into);
                }
                if (join.kind() == Kind.INNER || join.kind() == Kind.RIGHT) {
                    collect(join.right(), into);
                }
            }
            default -> {}
        }
    }
}
