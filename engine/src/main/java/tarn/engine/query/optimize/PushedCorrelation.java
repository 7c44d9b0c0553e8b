package tarn.engine.query.optimize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * The right side of a dependent join freed of outer columns: for every row of the outer side, its rows are those of
 * {@code plan} whose carriers equal the outer columns.
 *
 * @param carriers for an outer column, the column of {@code plan} that takes its place
 */
record PushedCorrelation(Plan plan, Map<Column, Column> carriers) {

    /**
     * The distinct values of the outer columns: the rows of a shared plan.
     *
     * @param outer column i has its values in column i of {@code values}
     * @param distinct whether the shared rows are distinct already
     */
    record Domain(int sharedId, List<Column> outer, List<Column> values, boolean distinct) {}

    /**
     * Takes the place of outer columns from equalities with inner columns in filters; null if that is not enough. The
     * plan then has rows for more values than the outer side holds, and rows with NULL carriers belong to no outer row.
     */
    static @Nullable PushedCorrelation byEquality(Plan plan, Set<Column> outer, PassContext context) {
        try {
            return new PushCorrelation(context, outer, null).push(plan);
        } catch (PushCorrelation.NeedsDomain _) {
            return null;
        }
    }

    /** Always works; every column of the domain has a carrier, to be compared by IS NOT DISTINCT FROM. */
    static PushedCorrelation byDomain(Plan plan, Set<Column> outer, PassContext context, Domain domain) {
        return new PushCorrelation(context, outer, domain).push(plan);
    }

    Column carrier(Column outer) {
        return Objects.requireNonNull(carriers.get(outer));
    }

    /** Whether every outer column that these expressions use has a carrier. */
    boolean covers(List<Expr> exprs, Set<Column> outer) {
        return exprs.stream()
                .flatMap(expr -> PlanTree.columns(expr).stream())
                .allMatch(column -> !outer.contains(column) || carriers.containsKey(column));
    }

    /** The expression with carriers in the place of outer columns. */
    Expr replace(Expr expr) {
        return PlanWalk.substitute(expr, refs());
    }

    Map<Column, Expr> refs() {
        var refs = new HashMap<Column, Expr>();
        carriers.forEach((column, carrier) -> refs.put(column, Terms.ref(carrier)));
        return refs;
    }
}
