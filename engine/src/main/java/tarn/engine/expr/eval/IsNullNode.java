package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;

/** IS NULL and IS NOT NULL. */
record IsNullNode(Node operand, boolean negated) implements Node {
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
        return switch (operand.evaluate(in)) {
            case ConstantVector constant -> Truth.constant(constant.isNull() != negated);
            case FlatVector flat -> of(flat.validity(), in);
            case DictionaryVector dictionary -> of(dictionary.validity(), in);
        };
    }

    private Vector of(@Nullable MemorySegment validity, Frame in) {
        if (validity == null) {
            return Truth.constant(negated);
        }
        if (negated) {
            return Truth.vector(validity, null);
        }
        var out = in.region().allocate(Bits.bytes(in.rows()));
        Bitmaps.not(validity, in.rows(), out);
        return Truth.vector(out, null);
    }
}
