package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.aggregate.SumsOfParts;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;

/** Where every group is a single row, aggregates of it are expressions over its columns. */
final class SingleRowGroups {
    private SingleRowGroups() {}

    /** The aggregate as a projection; null where groups can have more rows, or a call is not known to be an expression. */
    static @Nullable Plan of(Plan.Aggregate aggregate) {
        var keys = new HashSet<Column>();
        for (var group : aggregate.groups()) {
            if (group.expr() instanceof Expr.Ref ref) {
                keys.add(ref.column());
            }
        }
        if (aggregate.grouping() != null || keys.isEmpty()) {
            return null;
        }
        var assignments = new ArrayList<>(aggregate.groups());
        for (var call : aggregate.calls()) {
            var value = value(call);
            if (value == null) {
                return null;
            }
            assignments.add(new Plan.Assignment(call.output(), value));
        }
        return Uniqueness.unique(aggregate.input(), keys)
                ? new Plan.Project(aggregate.input(), List.copyOf(assignments))
                : null;
    }

    private static @Nullable Expr value(AggregateCall call) {
        if (call.filter() != null) {
            return null;
        }
        var type = call.output().type();
        return switch (call.function().name()) {
            case "min", "max", KeyGroups.ONE_OF ->
                call.arguments().size() == 1
                                && call.arguments().getFirst().type().equals(type)
                        ? call.arguments().getFirst()
                        : null;
            case "sum" -> {
                var summand = call.arguments().getFirst();
                // The sum of -0.0 is 0.0.
                yield call.arguments().size() > 1 || summand.type().isFloating() || type.isFloating()
                        ? null
                        : summand.type().equals(type) ? summand : new Expr.Cast(summand, type, false, call.span());
            }
            // The first argument is the sum of one part, rounded already; the digits behind it change nothing.
            case SumsOfParts.TOTAL -> call.arguments().getFirst();
            case "count_star" -> type == ScalarType.BIGINT ? Terms.bigint(1, call.span()) : null;
            default -> null;
        };
    }
}
