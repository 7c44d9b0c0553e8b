package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Values;
import tarn.engine.kernel.Flatten;

/**
 * fill: NULLs become what lies on the straight line through the nearest values before and behind, by the distances of the
 * keys; at the ends of the partition, through the two nearest values. Arguments: value and key.
 */
final class FilledValues {
    private static final int CHECK = (1 << 14) - 1;

    private final TaskRows rows;
    private final FlatVector values;
    private final FlatVector keys;
    private final MemorySegment order;
    private final FlatVector out;

    FilledValues(TaskRows rows) {
        this.rows = rows;
        var chunk = rows.chunk();
        var task = rows.task();
        this.values = Flatten.flatten(chunk.column(task.arguments().getFirst()), rows.count(), chunk.region());
        this.keys = Flatten.flatten(chunk.column(task.arguments().get(1)), rows.count(), chunk.region());
        this.order = chunk.ints();
        this.out = chunk.result(values.type());
        var byKey = task.argumentOrder().isEmpty() ? null : new RowOrder(chunk, task.argumentOrder());
        var taken = chunk.ints();
        taken.fill((byte) 0);
        for (int i = 0; i < rows.count(); i++) {
            int row = byKey == null ? i : byKey.row(i);
            int start = rows.partitionStart(row);
            int before = get(taken, start);
            put(order, start + before, row);
            put(taken, start, before + 1);
        }
    }

    FlatVector fill() {
        LaneCopy.copy(values.type().lane(), values.values(), 0, out.values(), 0, rows.count());
        for (int from = 0; from < rows.count(); from = rows.partitionEnd(from)) {
            fill(from, rows.partitionEnd(from));
        }
        return out;
    }

    private void fill(int from, int to) {
        int earlier = -1;
        int before = -1;
        int behind = next(from, to);
        for (int i = from; i < to; i++) {
            int row = get(order, i);
            if (i == behind) {
                earlier = before;
                before = i;
                behind = next(i + 1, to);
            }
            if (values.isNull(row) && (!usable(keys, row) || !between(row, earlier, before, behind, to))) {
                Bits.clear(Objects.requireNonNull(out.validity()), row);
            }
            if ((i & CHECK) == 0) {
                rows.chunk().query().checkCancelled();
            }
        }
    }

    /** The next place with a value and a key, or {@code to}. */
    private int next(int from, int to) {
        int at = from;
        while (at < to && !(usable(values, get(order, at)) && usable(keys, get(order, at)))) {
            at++;
        }
        return at;
    }

    /** NULL and what is not finite is on no line. */
    private static boolean usable(FlatVector vector, int row) {
        if (vector.isNull(row)) {
            return false;
        }
        return switch (vector.type()) {
            case ScalarType.REAL, ScalarType.DOUBLE -> Double.isFinite(real(vector, row));
            case ScalarType.DATE -> Math.abs(whole(vector, row)) < Integer.MAX_VALUE;
            case ScalarType.TIMESTAMP,
                    ScalarType.TIMESTAMP_S,
                    ScalarType.TIMESTAMP_MS,
                    ScalarType.TIMESTAMP_NS,
                    ScalarType.TIMESTAMPTZ -> Math.abs(whole(vector, row)) < Long.MAX_VALUE;
            default -> true;
        };
    }

    private boolean between(int row, int earlier, int before, int behind, int to) {
        if (before < 0 && behind == to) {
            return false;
        }
        int left = before;
        int right = behind;
        if (before < 0) {
            left = behind;
            right = next(behind + 1, to);
        } else if (behind == to) {
            left = earlier < 0 ? before : earlier;
            right = before;
        }
        int low = get(order, left);
        int high = right == to ? low : get(order, right);
        double distance = distance(keys, low, high);
        double weight = distance == 0 ? 0 : distance(keys, low, row) / distance;
        return write(row, low, high, weight);
    }

    private static double distance(FlatVector vector, int from, int to) {
        return switch (vector.type().lane()) {
            case F32, F64 -> real(vector, to) - real(vector, from);
            case I128 -> wide(vector, to).subtract(wide(vector, from)).doubleValue();
            default -> (double) whole(vector, to) - whole(vector, from);
        };
    }

    private static double real(FlatVector vector, int row) {
        return vector.type().lane().bytes() == 4
                ? Memory.getFloat(vector.values(), row)
                : Memory.getDouble(vector.values(), row);
    }

    private static BigInteger wide(FlatVector vector, int row) {
        var values = vector.values();
        return Values.wide(Memory.getLong(values, 2L * row), Memory.getLong(values, 2L * row + 1));
    }

    private static long whole(FlatVector vector, int row) {
        var values = vector.values();
        return switch (vector.type().lane()) {
            case I8 -> Memory.getByte(values, row);
            case I16 -> Memory.getShort(values, row);
            case I32 -> Memory.getInt(values, row);
            case I64 -> Memory.getLong(values, row);
            default -> throw new IllegalStateException(vector.type().sql());
        };
    }

    /** False if the result does not fit the type. */
    private boolean write(int row, int low, int high, double weight) {
        double result;
        switch (values.type().lane()) {
            case F32 -> {
                result = real(values, low) + (real(values, high) - real(values, low)) * weight;
                Memory.setFloat(out.values(), row, (float) result);
                return Double.isFinite(result);
            }
            case F64 -> {
                result = real(values, low) + (real(values, high) - real(values, low)) * weight;
                Memory.setDouble(out.values(), row, result);
                return Double.isFinite(result);
            }
            case I128 -> {
                var step = new BigDecimal(distance(values, low, high) * weight)
                        .setScale(0, RoundingMode.HALF_UP)
                        .toBigInteger();
                var value = wide(values, low).add(step);
                Memory.setLong(out.values(), 2L * row, value.longValue());
                Memory.setLong(out.values(), 2L * row + 1, value.shiftRight(64).longValue());
                return value.bitLength() < 128 && isInType(value);
            }
            default -> {
                double step = distance(values, low, high) * weight;
                long base = whole(values, low);
                boolean fits = step == 0 || Math.abs(step + base) < 0x1.fffffffffffffp62;
                return fits && writeWhole(row, base + Math.round(step));
            }
        }
    }

    private boolean writeWhole(int row, long value) {
        var to = out.values();
        switch (out.type().lane()) {
            case I8 -> Memory.setByte(to, row, (byte) value);
            case I16 -> Memory.setShort(to, row, (short) value);
            case I32 -> Memory.setInt(to, row, (int) value);
            default -> Memory.setLong(to, row, value);
        }
        return switch (out.type().lane()) {
            case I8 -> value == (byte) value;
            case I16 -> value == (short) value && isInType(BigInteger.valueOf(value));
            case I32 -> value == (int) value && isInType(BigInteger.valueOf(value));
            default -> isInType(BigInteger.valueOf(value));
        };
    }

    /** An unsigned type has a lane that holds more than its numbers; UHUGEINT is shifted so that it fills its lane. */
    private boolean isInType(BigInteger value) {
        return !out.type().isInteger()
                || out.type() == ScalarType.UHUGEINT
                || out.type().holds(value);
    }
}
