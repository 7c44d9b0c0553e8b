package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;

/** The first operand that is not NULL; later ones see only the rows that are still NULL. */
final class CoalesceNode implements Node {
    private final List<Node> operands;
    private final DataType type;

    CoalesceNode(List<Node> operands, DataType type) {
        this.operands = operands;
        this.type = type;
    }

    @Override
    public boolean mayFail() {
        return operands.stream().anyMatch(Node::mayFail);
    }

    @Override
    public int cost() {
        return 2 + operands.stream().mapToInt(Node::cost).sum();
    }

    @Override
    public Vector evaluate(Frame in) {
        int first = 0;
        Vector value;
        do {
            value = operands.get(first++).evaluate(in);
        } while (value instanceof ConstantVector constant && constant.isNull() && first < operands.size());
        if (value instanceof ConstantVector) {
            return value;
        }
        var validity = validity(value);
        if (validity == null || Bitmaps.count(validity, in.rows()) == in.rows()) {
            return value;
        }
        var region = in.region();
        var merge = new Merge(type, in.rows(), region);
        merge.putAll(value);
        var open = region.allocate(Bits.bytes(in.rows()));
        Bitmaps.not(validity, in.rows(), open);
        var openRows = region.allocate(4L * in.rows());
        int left = Bitmaps.toRowNumbers(open, in.rows(), openRows);
        for (var operand : operands.subList(first, operands.size())) {
            var next = operand.evaluate(in.select(openRows, left));
            merge.overwrite(next, openRows, left);
            var still = stillNull(next, openRows, left, region);
            left = (int) (still.byteSize() / 4);
            openRows = still;
            if (left == 0) {
                break;
            }
        }
        return merge.result();
    }

    private static @Nullable MemorySegment validity(Vector vector) {
        return switch (vector) {
            case FlatVector flat -> flat.validity();
            case DictionaryVector dictionary -> dictionary.validity();
            case ConstantVector _ -> null;
        };
    }

    private static MemorySegment stillNull(Vector next, MemorySegment rows, int count, Region region) {
        var still = region.allocate(4L * count);
        int left = 0;
        for (int i = 0; i < count; i++) {
            if (next.isNull(i)) {
                Memory.setInt(still, left++, Memory.getInt(rows, i));
            }
        }
        return still.asSlice(0, 4L * left);
    }
}
