package tarn.engine.data.arrow;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;

/** Copies one of our vectors into one of Arrow's, buffer by buffer where the layouts agree. */
final class VectorCopy {
    private VectorCopy() {}

    /** The bytes copied. */
    static long copy(Vector from, int rows, FieldVector to) {
        switch (to) {
            case NullVector nulls -> nulls.setValueCount(rows);
            case VarCharVector text when from.type() instanceof EnumType -> NestedCopy.copy(from, rows, text);
            case BaseVariableWidthVector text -> text(from, rows, text);
            case IntervalMonthDayNanoVector intervals -> intervals(from, rows, intervals);
            case StructVector structs -> NestedCopy.copy(from, rows, structs);
            case FixedSizeListVector arrays -> NestedCopy.copy(from, rows, arrays);
            case ListVector lists -> NestedCopy.copy(from, rows, lists);
            case BaseFixedWidthVector fixed -> {
                fixed.allocateNew(rows);
                if (from instanceof FlatVector flat) {
                    flat(flat, rows, fixed);
                } else {
                    throw new IllegalStateException("a result's columns are flat");
                }
                fixed.setValueCount(rows);
            }
            default -> throw new IllegalStateException(to.getField().toString());
        }
        return to.getBufferSize();
    }

    private static MemorySegment segment(ArrowBuf buffer) {
        return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(buffer.capacity());
    }

    private static void validity(Vector from, int rows, ArrowBuf buffer) {
        var to = segment(buffer);
        for (int row = 0; row < rows; row++) {
            int at = row >>> 3;
            byte bits = Memory.getByte(to, at);
            int bit = 1 << (row & 7);
            Memory.setByte(to, at, (byte) (from.isNull(row) ? bits & ~bit : bits | bit));
        }
    }

    private static void flat(FlatVector from, int rows, BaseFixedWidthVector to) {
        validity(from, rows, to.getValidityBuffer());
        var values = segment(to.getDataBuffer());
        var lane = from.type().lane();
        if (lane == Lane.BIT) {
            MemorySegment.copy(from.values(), 0, values, 0, Math.min((rows + 7) / 8, Bits.bytes(rows)));
        } else if (from.type() instanceof DecimalType && lane == Lane.I64) {
            for (int row = 0; row < rows; row++) {
                long value = Memory.getLong(from.values(), row);
                Memory.setLong(values, 2L * row, value);
                Memory.setLong(values, 2L * row + 1, value >> 63);
            }
        } else if (from.type().isRounded()) {
            long divisor = ArrowTypes.divisor(from.type());
            for (int row = 0; row < rows; row++) {
                long micros = Memory.getLong(from.values(), row);
                Memory.setLong(values, row, micros / divisor);
            }
        } else if (from.type() == ScalarType.TIMETZ) {
            for (int row = 0; row < rows; row++) {
                long time = Memory.getLong(from.values(), row);
                Memory.setLong(values, row, TimeTz.micros(time));
            }
        } else if (from.type() == ScalarType.UHUGEINT) {
            for (int row = 0; row < rows; row++) {
                long high = Memory.getLong(from.values(), 2L * row + 1) ^ Long.MIN_VALUE;
                Memory.setLong(values, 4L * row, Memory.getLong(from.values(), 2L * row));
                Memory.setLong(values, 4L * row + 1, high);
                Memory.setLong(values, 4L * row + 2, 0);
                Memory.setLong(values, 4L * row + 3, 0);
            }
        } else if (from.type().unsignedBits() > 0) {
            // half as wide as the lane, little-endian: the low half
            int width = lane.bytes() / 2;
            for (int row = 0; row < rows; row++) {
                MemorySegment.copy(from.values(), 2L * width * row, values, (long) width * row, width);
            }
        } else if (from.type() == ScalarType.UUID) {
            for (int row = 0; row < rows; row++) {
                long low = Memory.getLong(from.values(), 2L * row);
                long high = Memory.getLong(from.values(), 2L * row + 1) ^ Long.MIN_VALUE;
                Memory.setLong(values, 2L * row, Long.reverseBytes(high));
                Memory.setLong(values, 2L * row + 1, Long.reverseBytes(low));
            }
        } else {
            MemorySegment.copy(from.values(), 0, values, 0, (long) rows * lane.bytes());
        }
    }

    private static void text(Vector from, int rows, BaseVariableWidthVector to) {
        var views = from instanceof DictionaryVector coded
                ? coded.dictionary().entries().values()
                : ((FlatVector) from).values();
        long bytes = 0;
        for (int row = 0; row < rows; row++) {
            bytes += from.isNull(row) ? 0 : Strings.length(views, entry(from, row));
        }
        to.allocateNew(Math.max(8, bytes), rows);
        validity(from, rows, to.getValidityBuffer());
        var offsets = segment(to.getOffsetBuffer());
        var data = segment(to.getDataBuffer());
        int at = 0;
        for (int row = 0; row < rows; row++) {
            Memory.setInt(offsets, row, at);
            if (!from.isNull(row)) {
                int entry = entry(from, row);
                int length = Strings.length(views, entry);
                MemorySegment.copy(Strings.MEMORY, Strings.address(views, entry), data, at, length);
                at += length;
            }
        }
        Memory.setInt(offsets, rows, at);
        to.setLastSet(rows - 1);
        to.setValueCount(rows);
    }

    private static int entry(Vector from, int row) {
        return from instanceof DictionaryVector coded ? coded.code(row) : row;
    }

    private static void intervals(Vector from, int rows, IntervalMonthDayNanoVector to) {
        to.allocateNew(rows);
        for (int row = 0; row < rows; row++) {
            if (Values.get(from, row) instanceof Interval interval) {
                to.set(row, interval.months(), interval.days(), Math.multiplyExact(interval.micros(), 1000L));
            } else {
                to.setNull(row);
            }
        }
        to.setValueCount(rows);
    }
}
