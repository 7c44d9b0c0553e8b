package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.pipeline.Pipeline.Leg;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.join.Join;
import tarn.engine.query.run.join.JoinSpec;
import tarn.sql.error.Span;

/** Lowers a join: the right side ends in a table, the left side streams past it. */
final class LowerJoin {
    private final Set<Column> left;
    private final Set<Column> right;
    private final List<JoinSpec.Key> keys = new ArrayList<>();
    private final List<Expr> residual = new ArrayList<>();

    private LowerJoin(Plan.Join join) {
        left = new LinkedHashSet<>(join.left().output());
        right = new LinkedHashSet<>(join.right().output());
        for (Expr condition : join.conditions()) {
            JoinSpec.Key key = key(condition);
            if (key == null) {
                residual.add(condition);
            } else {
                keys.add(key);
            }
        }
    }

    static Stream lower(Lowering lowering, Plan.Join join, Set<Column> needed) {
        var parts = new LowerJoin(join);
        var used = Columns.with(needed, join.conditions().toArray(Expr[]::new));
        var right = lowering.only(used, lowering.lower(join.right(), of(parts.right, used)));
        var left = lowering.lower(join.left(), of(parts.left, used));
        var output = join.output().stream().filter(needed::contains).toList();
        var operator = Join.of(new JoinSpec(
                kind(join.kind()),
                left.layout(),
                right.layout(),
                List.copyOf(parts.keys),
                List.copyOf(parts.residual),
                join.mark(),
                output,
                span(join)));
        lowering.end(right, lowering.operator(join, operator.build()));
        var joined = left.then(lowering.operator(join, operator.probe()), output);
        return kind(join.kind()).emitsBuildRows()
                ? joined.followedBy(List.of(new Leg(lowering.operator(join, operator.unmatched()), List.of(), true)))
                : joined;
    }

    private static Set<Column> of(Set<Column> side, Set<Column> used) {
        var both = new LinkedHashSet<>(side);
        both.retainAll(used);
        return both;
    }

    private JoinSpec.@Nullable Key key(Expr condition) {
        if (!(condition instanceof Expr.Comparison(var operator, var a, var b, var _))
                || operator != ComparisonOperator.EQUAL && operator != ComparisonOperator.NOT_DISTINCT_FROM) {
            return null;
        }
        boolean nullSafe = operator == ComparisonOperator.NOT_DISTINCT_FROM;
        var ofA = Columns.of(List.of(a));
        var ofB = Columns.of(List.of(b));
        if (ofA.isEmpty() || ofB.isEmpty()) {
            return null;
        }
        if (left.containsAll(ofA) && right.containsAll(ofB)) {
            return new JoinSpec.Key(a, b, nullSafe);
        }
        return left.containsAll(ofB) && right.containsAll(ofA) ? new JoinSpec.Key(b, a, nullSafe) : null;
    }

    private static JoinSpec.Kind kind(Plan.Join.Kind kind) {
        return switch (kind) {
            case INNER -> JoinSpec.Kind.INNER;
            case LEFT -> JoinSpec.Kind.LEFT;
            case RIGHT -> JoinSpec.Kind.RIGHT;
            case FULL -> JoinSpec.Kind.FULL;
            case SEMI -> JoinSpec.Kind.SEMI;
            case ANTI -> JoinSpec.Kind.ANTI;
            case MARK -> JoinSpec.Kind.MARK;
            case SINGLE -> JoinSpec.Kind.SINGLE;
        };
    }

    private static Span span(Plan.Join join) {
        return join.conditions().stream()
                .map(Expr::span)
                .filter(span -> !span.isNone())
                .findFirst()
                .orElse(Span.NONE);
    }
}
