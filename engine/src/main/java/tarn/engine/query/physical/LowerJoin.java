package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.pipeline.Pipeline.Leg;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.join.Join;
import tarn.engine.query.run.join.JoinSpec;
import tarn.engine.query.run.join.ProbeFilter;
import tarn.sql.error.Span;

/** Lowers a join: one side, mostly the right, ends in a table; the other streams past it. */
final class LowerJoin {
    /** Up to so many rows it does not matter which side is kept. */
    private static final int SMALL_ROWS = 10_000;

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
        var output = join.output().stream().filter(needed::contains).toList();
        boolean keepsLeft = keepsLeft(lowering, join);
        var built = keepsLeft ? join.left() : join.right();
        var streamed = keepsLeft ? join.right() : join.left();
        var kind = kind(join.kind(), keepsLeft);
        var builder = kind.emitsBuildRows() ? lowering : lowering.builder(built);
        var before = builder == lowering ? null : lowering.unchanging(join);
        if (before != null) {
            var probe = lowering.lower(streamed, of(keepsLeft ? parts.right : parts.left, used));
            return probe.then(lowering.operator(join, before.probe()), output);
        }
        var build = builder.only(used, builder.lower(built, of(keepsLeft ? parts.left : parts.right, used)));
        var keys = keepsLeft ? parts.keys.stream().map(LowerJoin::flip).toList() : List.copyOf(parts.keys);
        // The build side is finished before anything of the probe side runs, so that its keys can filter there.
        int place = builder.place();
        var filters =
                builder == lowering ? lowering.joinFilters().of(kind, keys, streamed) : List.<ProbeFilter.OfKeys>of();
        var probe = lowering.lower(streamed, of(keepsLeft ? parts.right : parts.left, used));
        var spec = new JoinSpec(
                kind,
                probe.layout(),
                build.layout(),
                keys,
                List.copyOf(parts.residual),
                join.mark(),
                output,
                span(join, lowering.ids()));
        var operator = Join.of(spec, filters);
        builder.endAt(place, build, builder.operator(join, operator.build()));
        if (builder != lowering) {
            lowering.unchanging(join, operator);
        }
        var joined = probe.then(lowering.operator(join, operator.probe()), output);
        return kind.emitsBuildRows()
                ? joined.followedBy(List.of(new Leg(lowering.operator(join, operator.unmatched()), List.of(), true)))
                : joined;
    }

    /** Whether the left side of a semi or anti join is so much smaller that it is the one to keep. */
    private static boolean keepsLeft(Lowering lowering, Plan.Join join) {
        if (join.kind() != Plan.Join.Kind.SEMI && join.kind() != Plan.Join.Kind.ANTI) {
            return false;
        }
        double left = lowering.rows(join.left());
        return left >= 0 && lowering.rows(join.right()) > SMALL_ROWS + 2 * left;
    }

    private static JoinSpec.Key flip(JoinSpec.Key key) {
        return new JoinSpec.Key(key.right(), key.left(), key.nullSafe());
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

    private static JoinSpec.Kind kind(Plan.Join.Kind kind, boolean keepsLeft) {
        return switch (kind) {
            case INNER -> JoinSpec.Kind.INNER;
            case LEFT -> JoinSpec.Kind.LEFT;
            case RIGHT -> JoinSpec.Kind.RIGHT;
            case FULL -> JoinSpec.Kind.FULL;
            case SEMI -> keepsLeft ? JoinSpec.Kind.RIGHT_SEMI : JoinSpec.Kind.SEMI;
            case ANTI -> keepsLeft ? JoinSpec.Kind.RIGHT_ANTI : JoinSpec.Kind.ANTI;
            case MARK -> JoinSpec.Kind.MARK;
            case SINGLE -> JoinSpec.Kind.SINGLE;
        };
    }

    /** Where the sub-query of a SINGLE join stands; else where the join's condition does. */
    private static Span span(Plan.Join join, ColumnIds ids) {
        return java.util.stream.Stream.concat(
                        join.right().output().stream().map(ids::subquery),
                        join.conditions().stream().map(Expr::span))
                .filter(span -> !span.isNone())
                .findFirst()
                .orElse(Span.NONE);
    }
}
