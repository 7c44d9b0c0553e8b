package tarn.engine.expr.eval;

import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Vector;

/** A node that costs nothing to evaluate for all rows. */
sealed interface LeafNode extends Node {
    @Override
    default boolean mayFail() {
        return false;
    }

    @Override
    default int cost() {
        return 0;
    }

    /** A column of the input. */
    record Column(int index) implements LeafNode {
        @Override
        public Vector evaluate(Frame in) {
            return in.column(index);
        }
    }

    /** A constant, whose value lives as long as the evaluation. */
    record Constant(ConstantVector value) implements LeafNode {
        @Override
        public Vector evaluate(Frame in) {
            return value;
        }
    }
}
