package tarn.engine.expr.eval;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Flatten;

/** A boolean column as two bitmaps: the rows that are TRUE and those that are FALSE; in neither are the NULLs. */
record Truth(MemorySegment isTrue, MemorySegment isFalse) {
    static Truth of(Vector vector, int rows, Region region) {
        long bytes = Bits.bytes(rows);
        if (vector instanceof ConstantVector constant) {
            boolean value = !constant.isNull() && Bits.get(constant.value(), 0);
            boolean not = !constant.isNull() && !value;
            return new Truth(
                    region.allocate(bytes).fill((byte) (value ? -1 : 0)),
                    region.allocate(bytes).fill((byte) (not ? -1 : 0)));
        }
        var flat = Flatten.flatten(vector, rows, region);
        var isTrue = region.allocate(bytes);
        var isFalse = region.allocate(bytes);
        var validity = flat.validity();
        if (validity == null) {
            isTrue.copyFrom(flat.values().asSlice(0, bytes));
            Bitmaps.not(flat.values(), rows, isFalse);
        } else {
            Bitmaps.and(flat.values(), validity, rows, isTrue);
            Bitmaps.andNot(validity, flat.values(), rows, isFalse);
        }
        return new Truth(isTrue, isFalse);
    }

    /** The rows that are TRUE; the bitmap may be the vector's own. */
    static MemorySegment trueRows(Vector vector, int rows, Region region) {
        if (vector instanceof FlatVector flat) {
            var validity = flat.validity();
            if (validity == null) {
                return flat.values();
            }
            var isTrue = region.allocate(Bits.bytes(rows));
            Bitmaps.and(flat.values(), validity, rows, isTrue);
            return isTrue;
        }
        return of(vector, rows, region).isTrue;
    }

    Truth negate() {
        return new Truth(isFalse, isTrue);
    }

    Vector toVector(int rows, Region region) {
        var known = region.allocate(Bits.bytes(rows));
        Bitmaps.or(isTrue, isFalse, rows, known);
        return new FlatVector(ScalarType.BOOLEAN, isTrue, allSet(known, rows) ? null : known);
    }

    private static boolean allSet(MemorySegment bits, int rows) {
        return Bitmaps.count(bits, rows) == rows;
    }

    /** A bitmap as a column without NULLs. */
    static Vector vector(MemorySegment bits, @Nullable MemorySegment validity) {
        return new FlatVector(ScalarType.BOOLEAN, bits, validity);
    }

    static Vector constant(boolean value) {
        return new ConstantVector(ScalarType.BOOLEAN, value ? Constant.TRUE : Constant.FALSE, false);
    }

    /** Values of constants that need no region. */
    private static final class Constant {
        static final MemorySegment FALSE = word(0);
        static final MemorySegment TRUE = word(1);

        private static MemorySegment word(long value) {
            var memory = Arena.global().allocate(16, 64);
            Memory.setLongAt(memory, 0, value);
            return MemorySegment.ofAddress(memory.address()).reinterpret(16);
        }
    }
}
