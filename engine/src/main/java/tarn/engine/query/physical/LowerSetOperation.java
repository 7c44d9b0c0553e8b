package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.aggregate.AggregateSpec;
import tarn.engine.query.run.project.Project;
import tarn.engine.query.run.set.Counts;
import tarn.sql.error.Span;

/** Lowers UNION, INTERSECT and EXCEPT: both sides one after the other, then grouped unless all rows are wanted. */
final class LowerSetOperation {
    private LowerSetOperation() {}

    static Stream lower(Lowering lowering, Plan.SetOperation operation) {
        return switch (operation.kind()) {
            case UNION -> {
                var both = union(lowering, operation);
                yield operation.all() ? both : LowerDistinct.group(lowering, operation, both, operation.output());
            }
            case INTERSECT ->
                counted(lowering, operation, operation.all() ? Counts.Kind.INTERSECT_ALL : Counts.Kind.INTERSECT);
            case EXCEPT -> counted(lowering, operation, operation.all() ? Counts.Kind.EXCEPT_ALL : Counts.Kind.EXCEPT);
        };
    }

    private static Stream union(Lowering lowering, Plan.SetOperation operation) {
        var left = side(lowering, operation.left());
        var right = side(lowering, operation.right());
        return new Stream(operation.output(), left.legs()).followedBy(right.legs());
    }

    private static Stream side(Lowering lowering, Plan plan) {
        return lowering.exactly(plan.output(), lowering.lower(plan, new LinkedHashSet<>(plan.output())));
    }

    /** Groups the rows of both sides and counts how many of each side a group has. */
    private static Stream counted(Lowering lowering, Plan.SetOperation operation, Counts.Kind kind) {
        var fromLeft = lowering.ids().column("from_left", ScalarType.BOOLEAN);
        var rows = new ArrayList<>(operation.output());
        rows.add(fromLeft);
        var both = new Stream(
                        rows, flagged(side(lowering, operation.left()), true).legs())
                .followedBy(flagged(side(lowering, operation.right()), false).legs());
        var groups =
                operation.output().stream().<Expr>map(LowerSetOperation::ref).toList();
        var spec = new AggregateSpec(
                both.layout(),
                groups,
                groups.stream().map(lowering::known).toList(),
                List.of(count(ref(fromLeft)), count(new Expr.Not(ref(fromLeft), Span.NONE))),
                List.of(IntStream.range(0, groups.size()).boxed().toList()),
                false);
        var counts = new ArrayList<>(operation.output());
        counts.add(lowering.ids().column("left_rows", ScalarType.BIGINT));
        counts.add(lowering.ids().column("right_rows", ScalarType.BIGINT));
        return LowerAggregate.lower(lowering, operation, both, spec, counts)
                .then(lowering.operator(operation, new Counts(kind)), operation.output());
    }

    private static Stream flagged(Stream side, boolean left) {
        var expressions = new ArrayList<Expr>();
        side.layout().forEach(column -> expressions.add(ref(column)));
        expressions.add(new Expr.Literal(left, ScalarType.BOOLEAN, Span.NONE));
        return side.then(new Project(side.layout(), expressions), side.layout());
    }

    private static Expr ref(Column column) {
        return new Expr.Ref(column, Span.NONE);
    }

    private static AggregateSpec.Call count(Expr filter) {
        return new AggregateSpec.Call(
                Functions.aggregate("count", Span.NONE), List.of(), false, filter, List.of(), null, Span.NONE);
    }
}
