package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
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
            counts.setAtIndex(ValueLayout.JAVA_INT, row, count);
            if (!counting) {
                sums.setAtIndex(ValueLayout.JAVA_LONG, 2L * row, low);
                sums.setAtIndex(ValueLayout.JAVA_LONG, 2L * row + 1, high);
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
        counts.setAtIndex(ValueLayout.JAVA_INT, rows, count);
        if (!counting) {
            sums.setAtIndex(ValueLayout.JAVA_LONG, 2L * rows, low);
            sums.setAtIndex(ValueLayout.JAVA_LONG, 2L * rows + 1, high);
        }
    }

    private static long value(FlatVector vector, int row) {
        return switch (vector.type().lane()) {
            case I8 -> vector.values().get(ValueLayout.JAVA_BYTE, row);
            case I16 -> vector.values().getAtIndex(ValueLayout.JAVA_SHORT, row);
            case I32 -> vector.values().getAtIndex(ValueLayout.JAVA_INT, row);
            case I64 -> vector.values().getAtIndex(ValueLayout.JAVA_LONG, row);
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
                count += counts.getAtIndex(ValueLayout.JAVA_INT, to) - counts.getAtIndex(ValueLayout.JAVA_INT, from);
                if (!counting) {
                    long upper = sums.getAtIndex(ValueLayout.JAVA_LONG, 2L * to);
                    long lower = sums.getAtIndex(ValueLayout.JAVA_LONG, 2L * from);
                    long difference = upper - lower;
                    long highs = sums.getAtIndex(ValueLayout.JAVA_LONG, 2L * to + 1)
                            - sums.getAtIndex(ValueLayout.JAVA_LONG, 2L * from + 1)
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
            out.setAtIndex(ValueLayout.JAVA_LONG, row, count);
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
            out.setAtIndex(ValueLayout.JAVA_DOUBLE, row, isNull ? 0 : result);
        } else {
            out.setAtIndex(ValueLayout.JAVA_LONG, 2L * row, low);
            out.setAtIndex(ValueLayout.JAVA_LONG, 2L * row + 1, high);
        }
    }
}
