package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;

/** Least and greatest value, NULLs and order of a column of a row group. */
final class Bounds {
    private Bounds() {}

    static ColumnStatistics of(DataType type, MemorySegment values, @Nullable MemorySegment validity, int rows) {
        long nulls = nulls(validity, rows);
        if (nulls == rows) {
            return new ColumnStatistics(null, null, nulls, false);
        }
        return switch (type.lane()) {
            case I8, I16, I32, I64 -> integers(type, values, validity, rows, nulls);
            case F64 -> doubles(values, validity, rows, nulls);
            case BIT, I128, F32, BYTES, INTERVAL -> new ColumnStatistics(null, null, nulls, false);
        };
    }

    static long nulls(@Nullable MemorySegment validity, int rows) {
        if (validity == null) {
            return 0;
        }
        long valid = 0;
        for (int word = 0; word < rows >>> 6; word++) {
            valid += Long.bitCount(Memory.getLong(validity, word));
        }
        if ((rows & 63) != 0) {
            valid += Long.bitCount(Memory.getLong(validity, rows >>> 6) << -rows);
        }
        return rows - valid;
    }

    private static ColumnStatistics integers(
            DataType type, MemorySegment values, @Nullable MemorySegment validity, int rows, long nulls) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long previous = Long.MIN_VALUE;
        boolean increasing = nulls == 0;
        int width = type.lane().bytes();
        for (int row = 0; row < rows; row++) {
            if (validity != null && !Bits.get(validity, row)) {
                continue;
            }
            long value = switch (width) {
                case 1 -> Memory.getByte(values, row);
                case 2 -> Memory.getShort(values, row);
                case 4 -> Memory.getInt(values, row);
                default -> Memory.getLong(values, row);
            };
            min = Math.min(min, value);
            max = Math.max(max, value);
            increasing &= value > previous | row == 0;
            previous = value;
        }
        return new ColumnStatistics(min, max, nulls, increasing);
    }

    private static ColumnStatistics doubles(
            MemorySegment values, @Nullable MemorySegment validity, int rows, long nulls) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            if (validity == null || Bits.get(validity, row)) {
                double value = Memory.getDouble(values, row);
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        // NaN is greater than every number in SQL but would make every comparison here false.
        return Double.isNaN(max)
                ? new ColumnStatistics(null, null, nulls, false)
                : new ColumnStatistics(min, max, nulls, false);
    }
}
