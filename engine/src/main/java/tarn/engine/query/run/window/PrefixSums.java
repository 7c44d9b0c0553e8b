package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Flatten;

/**
 * count, sum and avg of whole numbers and decimals: the sum over any range is the difference of two prefix sums, exact in
 * 128 bits, whatever the frame.
 */
final class PrefixSums {
    private static final int BATCH = 1 << 14;

    private final Chunk chunk;
    private final AggregateOverload function;
    private final int rows;
    private final boolean counting;
    private final boolean average;

    /** Two longs a row and one more: sums of all rows before, low half first. */
    private final MemorySegment sums;

    /** Values that count among all rows before. */
    private final MemorySegment counts;

    static boolean serves(AggregateOverload function) {
        return switch (function.name()) {
            case "count", "count_star" -> true;
            case "sum", "avg" ->
                switch (function.parameters().getFirst().lane()) {
                    case I8, I16, I32, I64 ->
                        function.parameters().getFirst().isNumeric()
                                && (function.result() == ScalarType.DOUBLE
                                        || function.result() == ScalarType.HUGEINT
                                        || function.result() instanceof DecimalType decimal
                                                && decimal.precision() == DecimalType.MAX_PRECISION);
                    case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
                };
            default -> false;
        };
    }

    PrefixSums(Chunk chunk, AggregateOverload function, @Nullable Vector argument, @Nullable MemorySegment included) {
        this.chunk = chunk;
        this.function = function;
        this.rows = chunk.rows();
        this.counts = chunk.region().allocate((rows + 2) * 4L);
        this.average = function.name().equals("avg");
        this.counting = function.name().startsWith("count");
        this.sums = chunk.region().allocate(counting ? 16 : (rows + 1) * 16L);
        var flat = argument == null ? null : Flatten.flatten(argument, rows, chunk.region());
        var validity = flat == null ? null : flat.validity();
        int count = 0;
        long low = 0;
        long high = 0;
        for (int row = 0; row < rows; row++) {
            Memory.setInt(counts, row, count);
            if (!counting) {
                Memory.setLong(sums, 2L * row, low);
                Memory.setLong(sums, 2L * row + 1, high);
            }
            if ((validity == null || Bits.get(validity, row)) && (included == null || Bits.get(included, row))) {
                count++;
                if (flat != null && !counting) {
                    long value = value(flat, row);
                    long sum = low + value;
                    high += (value >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
                    low = sum;
                }
            }
        }
        Memory.setInt(counts, rows, count);
        if (!counting) {
            Memory.setLong(sums, 2L * rows, low);
            Memory.setLong(sums, 2L * rows + 1, high);
        }
    }

    private static long value(FlatVector vector, int row) {
        return switch (vector.type().lane()) {
            case I8 -> Memory.getByte(vector.values(), row);
            case I16 -> Memory.getShort(vector.values(), row);
            case I32 -> Memory.getInt(vector.values(), row);
            case I64 -> Memory.getLong(vector.values(), row);
            case BIT, I128, F32, F64, BYTES, INTERVAL ->
                throw new IllegalStateException(vector.type().sql());
        };
    }

    FlatVector sums(Frames frames) {
        var out = chunk.result(function.result());
        chunk.slices((from, to, _) -> {
            for (int at = from; at < to; at += BATCH) {
                chunk.query().checkCancelled();
                sums(frames, out, at, Math.min(to, at + BATCH));
            }
        });
        return out;
    }

    private void sums(Frames frames, FlatVector out, int first, int behind) {
        var validity = java.util.Objects.requireNonNull(out.validity());
        var ranges = new int[6];
        for (int row = first; row < behind; row++) {
            long count = 0;
            long low = 0;
            long high = 0;
            int bounds = frames.ranges(row, ranges);
            for (int i = 0; i < bounds; i += 2) {
                int from = ranges[i];
                int to = ranges[i + 1];
                count += Memory.getInt(counts, to) - Memory.getInt(counts, from);
                if (!counting) {
                    long upper = Memory.getLong(sums, 2L * to);
                    long lower = Memory.getLong(sums, 2L * from);
                    long difference = upper - lower;
                    long highs = Memory.getLong(sums, 2L * to + 1)
                            - Memory.getLong(sums, 2L * from + 1)
                            - (Long.compareUnsigned(upper, lower) < 0 ? 1 : 0);
                    long sum = low + difference;
                    high += highs + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
                    low = sum;
                }
            }
            put(out.values(), validity, row, count, low, high);
        }
    }

    private void put(MemorySegment out, MemorySegment validity, int row, long count, long low, long high) {
        if (counting) {
            Memory.setLong(out, row, count);
            return;
        }
        boolean isNull = count == 0;
        if (isNull) {
            Bits.clear(validity, row);
        }
        if (function.result() == ScalarType.DOUBLE) {
            double sum = high == low >> 63 ? low : high * 0x1p64 + (low >>> 1) * 2.0 + (low & 1);
            double scale = average && function.parameters().getFirst() instanceof DecimalType type
                    ? Math.pow(10, type.scale())
                    : 1;
            double result = average ? sum / count / scale : sum;
            Memory.setDouble(out, row, isNull ? 0 : result);
        } else {
            Memory.setLong(out, 2L * row, low);
            Memory.setLong(out, 2L * row + 1, high);
        }
    }
}
