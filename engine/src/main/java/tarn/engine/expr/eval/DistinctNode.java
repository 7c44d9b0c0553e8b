package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;

/**
 * IS [NOT] DISTINCT FROM: different if the values differ or one of them alone is NULL.
 *
 * @param differ the strict comparison of the two sides
 */
record DistinctNode(Node differ, Node left, Node right, boolean negated) implements Node {
    @Override
    public boolean mayFail() {
        return differ.mayFail();
    }

    @Override
    public int cost() {
        return differ.cost() + left.cost() + right.cost();
    }

    @Override
    public Vector evaluate(Frame in) {
        int rows = in.rows();
        var region = in.region();
        var distinct = Truth.of(differ.evaluate(in), rows, region).isTrue();
        var leftNull = nulls(left, in);
        var rightNull = nulls(right, in);
        var oneNull = region.allocate(Bits.bytes(rows));
        Bitmaps.andNot(leftNull, rightNull, rows, oneNull);
        Bitmaps.or(distinct, oneNull, rows, distinct);
        Bitmaps.andNot(rightNull, leftNull, rows, oneNull);
        Bitmaps.or(distinct, oneNull, rows, distinct);
        if (negated) {
            Bitmaps.not(distinct, rows, distinct);
        }
        return Truth.vector(distinct, null);
    }

    private static MemorySegment nulls(Node side, Frame in) {
        return Truth.of(new IsNullNode(side, false).evaluate(in), in.rows(), in.region())
                .isTrue();
    }
}
