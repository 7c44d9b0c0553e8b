package tarn.engine.query.optimize;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.optimize.stats.Cardinality;
import tarn.engine.query.optimize.stats.Sampling;
import tarn.sql.error.SqlException;

/** What the passes share while one plan is optimized: sources of new names and the evaluation of constants. */
final class PassContext {
    private final ColumnIds ids;
    private final Function<Expr, Expr.Literal> constants;
    private final Sampling sampling;
    private int nextShared;

    PassContext(ColumnIds ids, Function<Expr, Expr.Literal> constants, Sampling sampling, Plan plan) {
        this.ids = ids;
        this.sampling = sampling;
        this.constants = constants;
        this.nextShared = highestShared(plan) + 1;
    }

    private static int highestShared(Plan plan) {
        int[] highest = {-1};
        PlanWalk.forEachNode(plan, node -> {
            if (node instanceof Plan.Shared shared) {
                highest[0] = Math.max(highest[0], shared.id());
            } else if (node instanceof Plan.Recursive recursive) {
                int keyed = recursive.keyed() == null ? -1 : recursive.keyed().id();
                highest[0] = Math.max(highest[0], Math.max(recursive.id(), keyed));
            }
        });
        return highest[0];
    }

    Column column(String name, DataType type) {
        return ids.column(name, type);
    }

    Column like(Column column) {
        return ids.column(column.name(), column.type());
    }

    List<Column> like(List<Column> columns) {
        return columns.stream().map(this::like).toList();
    }

    /** Estimates that know nothing of a plan yet. */
    Cardinality cardinality() {
        return new Cardinality(sampling);
    }

    int sharedId() {
        return nextShared++;
    }

    /** The value of an expression without columns; null if computing it fails, so that it fails when the query runs. */
    Expr.@Nullable Literal fold(Expr expr) {
        try {
            return constants.apply(expr);
        } catch (SqlException _) {
            return null;
        }
    }
}
