package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.LaneCopy.From;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;

/** A column put together from pieces: each gives the values of some rows. */
final class Merge {
    private static final MemorySegment VALID = ((ConstantVector) Truth.constant(true)).value();

    private final DataType type;
    private final Lane lane;
    private final int rows;
    private final Region region;
    private final MemorySegment values;
    private @Nullable MemorySegment validity;

    Merge(DataType type, int rows, Region region) {
        this.type = type;
        this.lane = type.lane();
        this.rows = rows;
        this.region = region;
        this.values = region.allocate(lane.bytesFor(rows));
    }

    /** Evaluates the node for the given rows of the frame; columns and constants are read where they are. */
    void put(Node node, Frame in, MemorySegment rowNumbers, int count) {
        if (node instanceof LeafNode) {
            var all = node.evaluate(in);
            if (!(all instanceof ConstantVector)) {
                put(Flatten.flatten(all, rows, region), From.SAME, rowNumbers, count);
                return;
            }
            put(all, From.NEXT, rowNumbers, count);
            return;
        }
        put(node.evaluate(in.select(rowNumbers, count)), From.NEXT, rowNumbers, count);
    }

    /** Writes the piece's rows to the rows given. */
    void put(Vector piece, From from, MemorySegment rowNumbers, int count) {
        if (piece instanceof ConstantVector constant) {
            LaneCopy.scatter(lane, constant.value(), From.FIRST, rowNumbers, count, values);
            if (constant.isNull()) {
                LaneCopy.scatter(Lane.BIT, Constants.nullOf(type).value(), From.FIRST, rowNumbers, count, validity());
            }
            return;
        }
        var flat = Flatten.flatten(piece, from == From.SAME ? rows : count, region);
        LaneCopy.scatter(lane, flat.values(), from, rowNumbers, count, values);
        if (flat.validity() != null) {
            LaneCopy.scatter(Lane.BIT, flat.validity(), from, rowNumbers, count, validity());
        }
    }

    /** Writes all rows. */
    void putAll(Vector piece) {
        var flat = Flatten.flatten(piece, rows, region);
        LaneCopy.copy(lane, flat.values(), 0, values, 0, rows);
        if (flat.validity() != null) {
            LaneCopy.copyBits(flat.validity(), 0, validity(), 0, rows);
        }
    }

    /** As {@link #put} of rows that were NULL so far. */
    void overwrite(Vector piece, MemorySegment rowNumbers, int count) {
        if (validity != null) {
            LaneCopy.scatter(Lane.BIT, VALID, From.FIRST, rowNumbers, count, validity);
        }
        put(piece, From.NEXT, rowNumbers, count);
    }

    private MemorySegment validity() {
        if (validity == null) {
            validity = region.allocate(Bits.bytes(rows)).fill((byte) -1);
        }
        return validity;
    }

    Vector result() {
        return new FlatVector(type, values, validity);
    }
}
