package tarn.engine.query.optimize.stats;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;

/**
 * How many rows joins find. Values of a key are spread evenly; of two sides with different values the smaller set is
 * contained in the larger, as far as their bounds overlap.
 */
final class JoinRows {
    private final Function<Column, ColumnFacts> facts;
    private final Selectivity selectivity;

    JoinRows(Function<Column, ColumnFacts> facts, Selectivity selectivity) {
        this.facts = facts;
        this.selectivity = selectivity;
    }

    /** Columns that a condition equates. */
    private record Equal(Column a, Column b) {
        static @Nullable Equal of(Expr condition) {
            return condition
                                    instanceof
                                    Expr.Comparison(var operator, Expr.Ref(var a, var _), Expr.Ref(var b, var _), var _)
                            && (operator == ComparisonOperator.EQUAL
                                    || operator == ComparisonOperator.NOT_DISTINCT_FROM)
                    ? new Equal(a, b)
                    : null;
        }
    }

    /** The share of pairs of rows that fulfil all conditions. */
    double share(List<Expr> conditions) {
        var key = new KeyDistinct();
        double share = 1;
        for (var condition : conditions) {
            var equal = Equal.of(condition);
            if (equal != null) {
                key.add(KeyDistinct.Match.of(facts.apply(equal.a), facts.apply(equal.b)));
            } else {
                share *= selectivity.ofJoined(condition);
            }
        }
        return share * key.takeShare();
    }

    /** The share of left rows that find a match among so many right rows. */
    double matched(List<Expr> conditions, List<Column> rightColumns, double right) {
        double share = Math.min(1, right);
        double others = 1;
        boolean keyed = false;
        var key = new KeyDistinct();
        for (var condition : conditions) {
            var equal = Equal.of(condition);
            if (equal == null) {
                others *= selectivity.ofJoined(condition);
                continue;
            }
            boolean straight = rightColumns.contains(equal.b);
            var of = facts.apply(straight ? equal.b : equal.a);
            var match = KeyDistinct.Match.of(facts.apply(straight ? equal.a : equal.b), of);
            key.add(match);
            keyed = true;
            double found = of.distinctAmong(right) * Math.min(1, match.rightShare());
            share = Math.min(share, match.leftShare() * Math.min(1, found / match.values()));
        }
        double found = right * key.takeShare();
        share = keyed ? Math.min(share, found) : share;
        // With several right rows for a left one, one of them is enough.
        return others >= 1 ? share : share * (1 - Math.pow(1 - others, Math.max(1, found / Math.max(share, 1e-9))));
    }

    /** Columns that an inner join equates have the values of both. */
    void narrow(List<Expr> conditions, BiConsumer<Column, ColumnFacts> learn) {
        for (var condition : conditions) {
            var equal = Equal.of(condition);
            if (equal != null) {
                var a = facts.apply(equal.a);
                var b = facts.apply(equal.b);
                var narrowA = a.between(b.min(), b.max());
                var narrowB = b.between(a.min(), a.max());
                learn.accept(equal.a, narrowA.withDistinct(narrowB.distinct()).withNulls(0));
                learn.accept(equal.b, narrowB.withDistinct(narrowA.distinct()).withNulls(0));
            }
        }
    }
}
