package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/** Rows whose expressions are more than constants: each becomes a projection of one empty row. */
final class RowsToUnion {
    private RowsToUnion() {}

    static Plan of(Plan.Values values, PassContext context) {
        int rows = values.rows().size();
        if (rows == 1) {
            return row(values.rows().getFirst(), values.output());
        }
        var parts = new ArrayList<Plan>();
        values.rows().forEach(row -> parts.add(row(row, context.like(values.output()))));
        while (parts.size() > 1) {
            var pairs = new ArrayList<Plan>();
            for (int i = 0; i < parts.size(); i += 2) {
                pairs.add(i + 1 == parts.size() ? parts.get(i) : union(parts, i, values.output(), context));
            }
            parts.clear();
            parts.addAll(pairs);
        }
        return parts.getFirst();
    }

    private static Plan union(List<Plan> parts, int at, List<Column> output, PassContext context) {
        boolean last = parts.size() == 2;
        return new Plan.SetOperation(
                Plan.SetOperation.Kind.UNION,
                true,
                parts.get(at),
                parts.get(at + 1),
                last ? output : context.like(output));
    }

    private static Plan row(List<Expr> row, List<Column> output) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < row.size(); i++) {
            assignments.add(new Plan.Assignment(output.get(i), row.get(i)));
        }
        return new Plan.Project(new Plan.Values(List.of(List.of()), List.of()), List.copyOf(assignments));
    }
}
