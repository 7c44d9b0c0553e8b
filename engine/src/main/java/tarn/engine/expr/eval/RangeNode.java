package tarn.engine.expr.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.RangeTest;

/** An integer column between two constants: both comparisons at once. */
record RangeNode(Node column, RangeTest test, long low, long high) implements Node {
    @Override
    public boolean mayFail() {
        return false;
    }

    @Override
    public int cost() {
        return 1;
    }

    @Override
    public Vector evaluate(Frame in) {
        var flat = Flatten.flatten(column.evaluate(in), in.rows(), in.region());
        var out = in.region().allocate(Bits.bytes(in.rows()));
        test.run(flat.values(), low, high - low, in.rows(), out);
        return Truth.vector(out, flat.validity());
    }

    /** One bound of a column, itself allowed. */
    private record Bound(Column column, boolean lower, long value) {
        static @Nullable Bound of(Expr conjunct) {
            if (!(conjunct
                                    instanceof
                                    Expr.Comparison(
                                            var operator,
                                            Expr.Ref(var column, var _),
                                            Expr.Literal literal,
                                            var _)
                            && literal.value() instanceof Long value)
                    || !literal.type().equals(column.type())
                    || !RangeTest.supports(column.type().lane())) {
                return null;
            }
            return switch (operator) {
                case GREATER_OR_EQUAL -> new Bound(column, true, value);
                case LESS_OR_EQUAL -> new Bound(column, false, value);
                case GREATER -> value == Long.MAX_VALUE ? null : new Bound(column, true, value + 1);
                case LESS -> value == Long.MIN_VALUE ? null : new Bound(column, false, value - 1);
                case EQUAL, NOT_EQUAL, DISTINCT_FROM, NOT_DISTINCT_FROM -> null;
            };
        }

        /** Whether this and another bound make a range that a test can take. */
        boolean closes(Bound other) {
            long low = lower ? value : other.value;
            long high = lower ? other.value : value;
            return column.equals(other.column) && lower != other.lower && low <= high && high - low >= 0;
        }
    }

    /** Compiles conjuncts; two that bound a column from below and above become one test in the place of the first. */
    static List<Node> compile(List<Expr> conjuncts, Function<Expr, Node> compiler) {
        List<Node> nodes = new ArrayList<>();
        var open = new ArrayList<>(conjuncts);
        while (!open.isEmpty()) {
            var first = open.removeFirst();
            var bound = Bound.of(first);
            Node range = null;
            for (int i = 0; bound != null && range == null && i < open.size(); i++) {
                var other = Bound.of(open.get(i));
                if (other != null && bound.closes(other)) {
                    range = of(bound, other, compiler.apply(new Expr.Ref(bound.column, first.span())));
                    open.remove(i);
                }
            }
            nodes.add(range == null ? compiler.apply(first) : range);
        }
        return nodes;
    }

    private static RangeNode of(Bound one, Bound other, Node column) {
        var test = RangeTest.of(one.column.type().lane());
        return one.lower
                ? new RangeNode(column, test, one.value, other.value)
                : new RangeNode(column, test, other.value, one.value);
    }
}
