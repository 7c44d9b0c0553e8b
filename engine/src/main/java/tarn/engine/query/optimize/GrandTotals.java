package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.error.Span;

/**
 * Grouping sets with a grand total as a UNION ALL of the total, which has a row even of no input, and the other sets, which
 * then have none.
 */
final class GrandTotals {
    private final PassContext context;

    GrandTotals(PassContext context) {
        this.context = context;
    }

    /** The same rows, under the same columns. */
    Plan apart(Plan.Aggregate aggregate) {
        var total = new ArrayList<Integer>();
        var others = new ArrayList<Integer>();
        IntStream.range(0, aggregate.sets().size())
                .forEach(i -> (aggregate.sets().get(i).isEmpty() ? total : others).add(i));
        @Nullable Plan all = others.isEmpty() ? null : others(aggregate, others);
        for (int i = 0; i < total.size(); i++) {
            var next = total(aggregate, total.get(i));
            boolean last = i == total.size() - 1;
            all = all == null
                    ? next
                    : new Plan.SetOperation(
                            Plan.SetOperation.Kind.UNION,
                            true,
                            all,
                            next,
                            last ? aggregate.output() : context.like(aggregate.output()));
        }
        return java.util.Objects.requireNonNull(all);
    }

    private Plan others(Plan.Aggregate aggregate, List<Integer> which) {
        var sets = which.stream().map(aggregate.sets()::get).toList();
        var grouping = sets.size() == 1 ? null : aggregate.grouping();
        var copy = FreshColumns.copy(
                new Plan.Aggregate(aggregate.input(), aggregate.groups(), aggregate.calls(), sets, grouping), context);
        if (aggregate.grouping() == null) {
            return copy;
        }
        var columns = copy.output().stream().<Expr>map(Terms::ref).toList();
        var values = new ArrayList<>(grouping == null ? columns : columns.subList(0, columns.size() - 1));
        values.add(grouping == null ? number(which.getFirst()) : original(columns.getLast(), which));
        return computed(copy, values);
    }

    /** The number that a set had among all. */
    private static Expr original(Expr number, List<Integer> which) {
        var whens = new ArrayList<Expr.Case.When>();
        for (int i = 0; i < which.size(); i++) {
            whens.add(new Expr.Case.When(
                    Terms.compare(ComparisonOperator.EQUAL, number, number(i)), number(which.get(i))));
        }
        return new Expr.Case(whens, number(-1), ScalarType.BIGINT, Span.NONE);
    }

    private static Expr number(long value) {
        return Terms.bigint(value, Span.NONE);
    }

    private Plan total(Plan.Aggregate aggregate, int set) {
        var copy = FreshColumns.copy(
                new Plan.Aggregate(aggregate.input(), List.of(), aggregate.calls(), List.of(List.of()), null), context);
        var values = new ArrayList<Expr>();
        aggregate
                .groups()
                .forEach(group ->
                        values.add(new Expr.Literal(null, group.output().type(), Span.NONE)));
        copy.output().forEach(column -> values.add(Terms.ref(column)));
        if (aggregate.grouping() != null) {
            values.add(number(set));
        }
        return computed(copy, values);
    }

    private Plan computed(Plan input, List<Expr> values) {
        var assignments = values.stream()
                .map(value -> new Plan.Assignment(context.column("value", value.type()), value))
                .toList();
        return new Plan.Project(input, assignments);
    }
}
