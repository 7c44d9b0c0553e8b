package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Vector;

/** Takes rows by number: int row numbers in a native segment. Constants and dictionaries keep their shape. */
public final class Gather {
    private Gather() {}

    /** The rows whose numbers are given, all of them at least 0. */
    public static Vector gather(Vector in, MemorySegment rowNumbers, int count, Region batch) {
        return switch (in) {
            case ConstantVector constant -> constant;
            case FlatVector flat -> {
                var lane = flat.type().lane();
                var values = batch.allocate(lane.bytesFor(count));
                LaneCopy.gather(lane, flat.values(), rowNumbers, count, values, 0);
                yield new FlatVector(flat.type(), values, bits(flat.validity(), rowNumbers, count, batch));
            }
            case DictionaryVector d -> {
                var codes = batch.allocate(Lane.I32.bytesFor(count));
                LaneCopy.gather(Lane.I32, d.codes(), rowNumbers, count, codes, 0);
                yield new DictionaryVector(d.dictionary(), codes, bits(d.validity(), rowNumbers, count, batch));
            }
        };
    }

    /** The rows of one of several columns, which is not made for the sake of some of its rows. */
    public static Vector gather(List<Vector> columns, int index, MemorySegment rowNumbers, int count, Region batch) {
        return columns instanceof ColumnsOnDemand onDemand
                ? onDemand.gather(index, rowNumbers, count, batch)
                : gather(columns.get(index), rowNumbers, count, batch);
    }

    /** As {@link #gather}; the row number -1 gives NULL. */
    public static Vector gatherOrNull(Vector in, MemorySegment rowNumbers, int count, Region batch) {
        if (in instanceof ConstantVector constant && constant.isNull()) {
            return constant;
        }
        var rows = batch.allocate(Lane.I32.bytesFor(count));
        var present = batch.allocate(Bits.bytes(count));
        int missing = split(rowNumbers, count, rows, present);
        if (missing == 0) {
            return gather(in, rowNumbers, count, batch);
        }
        if (missing == count) {
            return Constants.nullOf(in.type());
        }
        return switch (in) {
            case ConstantVector constant -> {
                var flat = Flatten.flatten(constant, count, batch);
                yield new FlatVector(
                        in.type(), emptyViews(flat.values(), in.type().lane(), present, count), present);
            }
            case FlatVector flat -> {
                var taken = (FlatVector) gather(flat, rows, count, batch);
                yield new FlatVector(
                        in.type(),
                        emptyViews(taken.values(), in.type().lane(), present, count),
                        Bitmaps.and(taken.validity(), present, count, batch));
            }
            case DictionaryVector d -> {
                var taken = (DictionaryVector) gather(d, rows, count, batch);
                var validity = Bitmaps.and(taken.validity(), present, count, batch);
                clearCodes(taken.codes(), present, count);
                yield new DictionaryVector(d.dictionary(), taken.codes(), validity);
            }
        };
    }

    /** Writes row numbers with 0 for -1 and the bitmap of those that are there; returns how many are not. */
    private static int split(MemorySegment rowNumbers, int count, MemorySegment rows, MemorySegment present) {
        int missing = 0;
        for (int start = 0; start < count; start += 64) {
            int end = Math.min(start + 64, count);
            long word = 0;
            for (int i = start; i < end; i++) {
                int row = Memory.getInt(rowNumbers, i);
                int negative = row >> 31;
                Memory.setInt(rows, i, row & ~negative);
                word |= (negative + 1L) << i;
                missing -= negative;
            }
            Memory.setLong(present, start >>> 6, word);
        }
        return missing;
    }

    private static MemorySegment emptyViews(MemorySegment values, Lane lane, MemorySegment present, int count) {
        if (lane == Lane.BYTES) {
            for (int i = 0; i < count; i++) {
                if (!Bits.get(present, i)) {
                    Memory.setLong(values, 2L * i, 0);
                    Memory.setLong(values, 2L * i + 1, 0);
                }
            }
        }
        return values;
    }

    private static void clearCodes(MemorySegment codes, MemorySegment present, int count) {
        for (int i = 0; i < count; i++) {
            if (!Bits.get(present, i)) {
                Memory.setInt(codes, i, 0);
            }
        }
    }

    /** Bits of the rows with the given numbers; null for null. */
    public static @Nullable MemorySegment bits(
            @Nullable MemorySegment validity, MemorySegment rowNumbers, int count, Region batch) {
        if (validity == null) {
            return null;
        }
        var out = batch.allocate(Bits.bytes(count));
        LaneCopy.gatherBits(validity, rowNumbers, count, out, 0);
        return out;
    }
}
