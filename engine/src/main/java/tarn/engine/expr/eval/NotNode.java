package tarn.engine.expr.eval;

import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Flatten;

/** NOT. */
record NotNode(Node operand) implements Node {
    @Override
    public boolean mayFail() {
        return operand.mayFail();
    }

    @Override
    public int cost() {
        return operand.cost();
    }

    @Override
    public Vector evaluate(Frame in) {
        var value = operand.evaluate(in);
        if (value instanceof ConstantVector constant) {
            return constant.isNull() ? constant : Truth.constant(!Bits.get(constant.value(), 0));
        }
        var flat = Flatten.flatten(value, in.rows(), in.region());
        var out = in.region().allocate(Bits.bytes(in.rows()));
        Bitmaps.not(flat.values(), in.rows(), out);
        return Truth.vector(out, flat.validity());
    }
}
