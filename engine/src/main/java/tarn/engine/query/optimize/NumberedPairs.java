package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;

/**
 * Outer, semi and anti joins whose condition asks sub-queries for columns of both sides. The rows of both sides are
 * numbered; an inner join, above which the sub-queries can be computed, finds the pairs of numbers; and the sides are joined
 * by these.
 */
final class NumberedPairs {
    private final PassContext context;

    NumberedPairs(PassContext context) {
        this.context = context;
    }

    /** The numbered rows of one side, computed once. */
    private record Side(int id, Plan definition, List<Column> columns) {
        Plan.SharedScan read(List<Column> output) {
            return new Plan.SharedScan(id, definition.output(), output);
        }
    }

    /**
     * @param plain the conditions without sub-queries
     * @param hard those with
     * @param filter the rows of a plan that fulfil conditions with sub-queries
     */
    Plan join(
            Kind kind,
            Plan left,
            Plan right,
            List<Expr> plain,
            List<Expr> hard,
            BiFunction<Plan, List<Expr>, Plan> filter) {
        var l = side(left);
        var r = side(right);
        var a = context.like(l.definition().output());
        var b = context.like(r.definition().output());
        var renamed = new HashMap<Column, Column>();
        rename(left.output(), a, renamed);
        rename(right.output(), b, renamed);
        var both = new Plan.Join(Kind.INNER, l.read(a), r.read(b), rename(plain, renamed), null);
        var pairs = PlanWalk.select(filter.apply(both, rename(hard, renamed)), List.of(a.getLast(), b.getLast()));
        var joined = joined(kind, l.read(l.columns()), r.read(r.columns()), pairs);
        var output = new Plan.Join(kind, left, right, List.of(), null).output();
        return new Plan.Shared(
                l.id(), l.definition(), new Plan.Shared(r.id(), r.definition(), PlanWalk.select(joined, output)));
    }

    private static Plan joined(Kind kind, Plan left, Plan right, Plan pairs) {
        var leftNumber = pairs.output().getFirst();
        var rightNumber = pairs.output().getLast();
        return switch (kind) {
            case LEFT, FULL -> byNumber(kind, byNumber(Kind.LEFT, left, pairs, leftNumber), right, rightNumber);
            case RIGHT -> byNumber(Kind.LEFT, byNumber(Kind.LEFT, right, pairs, rightNumber), left, leftNumber);
            case SEMI, ANTI -> byNumber(kind, left, pairs, leftNumber);
            case INNER, MARK, SINGLE -> throw new IllegalArgumentException(kind.name());
        };
    }

    /** Joins by the number of a pair, which is the last column of that side that is not the one of the pairs. */
    private static Plan byNumber(Kind kind, Plan left, Plan right, Column ofPair) {
        var other = right.output().contains(ofPair) ? left : right;
        var same = Terms.equal(Terms.ref(other.output().getLast()), Terms.ref(ofPair));
        return new Plan.Join(kind, left, right, List.of(same), null);
    }

    private Side side(Plan plan) {
        var number = context.column("row", ScalarType.BIGINT);
        var numbered = new RowNumbers(context).number(FreshColumns.copy(plan, context), number, List.of(), List.of());
        var columns = new ArrayList<>(plan.output());
        columns.add(context.like(number));
        return new Side(context.sharedId(), numbered, List.copyOf(columns));
    }

    private static void rename(List<Column> from, List<Column> to, Map<Column, Column> renamed) {
        for (int i = 0; i < from.size(); i++) {
            renamed.put(from.get(i), to.get(i));
        }
    }

    private static List<Expr> rename(List<Expr> exprs, Map<Column, Column> renamed) {
        return exprs.stream()
                .map(expr -> PlanTree.replaceDeep(
                        expr,
                        part -> part instanceof Expr.Ref(var column, var span) && renamed.containsKey(column)
                                ? new Expr.Ref(renamed.get(column), span)
                                : null))
                .toList();
    }
}
