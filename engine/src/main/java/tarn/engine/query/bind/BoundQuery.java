package tarn.engine.query.bind;

import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.query.logical.Plan;

/** A plan and the names its output columns are known by: one each, in order. */
record BoundQuery(Plan plan, List<String> names) {
    BoundQuery {
        names = List.copyOf(names);
    }

    List<Column> columns() {
        return plan.output();
    }
}
