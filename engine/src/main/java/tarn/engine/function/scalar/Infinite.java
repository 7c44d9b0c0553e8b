package tarn.engine.function.scalar;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.KernelFactory;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Flatten;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Kernels for dates and timestamps that may be infinite: the kernel inside never sees an infinity. Where there is none, which
 * is nearly always, this costs one look at the values.
 */
final class Infinite {
    /** What comes out where an argument is infinite. */
    private enum Outcome {
        NULL,
        ITSELF,
        ERROR
    }

    private Infinite() {}

    /** NULL where an argument is infinite. */
    static KernelFactory unknown(DataType result, KernelFactory kernel) {
        return of(result, kernel, Outcome.NULL);
    }

    /** The infinity itself, as a date or timestamp. */
    static KernelFactory kept(ScalarType result, KernelFactory kernel) {
        return of(result, kernel, Outcome.ITSELF);
    }

    /** An error where an argument is infinite. */
    static KernelFactory refused(DataType result, KernelFactory kernel) {
        return of(result, kernel, Outcome.ERROR);
    }

    private static KernelFactory of(DataType result, KernelFactory kernel, Outcome outcome) {
        return scratch -> {
            var inner = kernel.create(scratch);
            return (arguments, rows, batch) -> {
                int first = infinite(arguments, rows, batch);
                if (first < 0) {
                    return inner.evaluate(arguments, rows, batch);
                }
                if (outcome == Outcome.ERROR) {
                    refuse(arguments, first, rows, batch);
                }
                var flat = new ArrayList<Vector>(arguments);
                for (int i = first; i < arguments.size(); i++) {
                    flat.set(i, finite(arguments.get(i), rows, batch));
                }
                var computed = Flatten.flatten(inner.evaluate(flat, rows, batch), rows, batch);
                for (int i = first; i < arguments.size(); i++) {
                    if (outcome != Outcome.ERROR && isTime(arguments.get(i).type())) {
                        var column = Flatten.flatten(arguments.get(i), rows, batch);
                        computed = outcome == Outcome.NULL
                                ? nulls(computed, column, result, rows, batch)
                                : itself(computed, column, result, rows, batch);
                    }
                }
                return computed;
            };
        };
    }

    /** An error if an argument is infinite in a row where none is NULL. */
    private static void refuse(List<Vector> arguments, int first, int rows, Region batch) {
        for (int i = first; i < arguments.size(); i++) {
            if (isTime(arguments.get(i).type())) {
                var column = Flatten.flatten(arguments.get(i), rows, batch);
                for (int row = 0; row < rows; row++) {
                    int at = row;
                    if (sign(column, row) != 0 && arguments.stream().noneMatch(argument -> argument.isNull(at))) {
                        throw SqlException.of(ErrorCode.INVALID_VALUE, "infinite times have no difference");
                    }
                }
            }
        }
    }

    private static boolean isTime(DataType type) {
        return type == ScalarType.DATE
                || type == ScalarType.TIMESTAMP
                || type == ScalarType.TIMESTAMPTZ
                || type == ScalarType.TIMESTAMP_NS;
    }

    /** The first argument with an infinite value, -1 if there is none. */
    private static int infinite(List<Vector> arguments, int rows, Region batch) {
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (!isTime(argument.type())) {
                continue;
            }
            var values = argument instanceof ConstantVector constant
                    ? constant.value()
                    : Flatten.flatten(argument, rows, batch).values();
            int count = argument instanceof ConstantVector ? 1 : rows;
            if (argument.type() == ScalarType.DATE ? anyDate(values, count) : anyTimestamp(values, count)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean anyDate(MemorySegment values, int rows) {
        boolean any = false;
        for (int i = 0; i < rows; i++) {
            any |= Math.abs(Memory.getInt(values, i)) == TextForm.INFINITE_DATE;
        }
        return any;
    }

    private static boolean anyTimestamp(MemorySegment values, int rows) {
        boolean any = false;
        for (int i = 0; i < rows; i++) {
            any |= Math.abs(Memory.getLong(values, i)) == TextForm.INFINITE_TIMESTAMP;
        }
        return any;
    }

    /** -1 or 1 for an infinite value, else 0. */
    private static int sign(FlatVector column, int row) {
        if (column.type() == ScalarType.DATE) {
            int days = Memory.getInt(column.values(), row);
            return Math.abs(days) == TextForm.INFINITE_DATE ? Integer.signum(days) : 0;
        }
        long micros = Memory.getLong(column.values(), row);
        return Math.abs(micros) == TextForm.INFINITE_TIMESTAMP ? Long.signum(micros) : 0;
    }

    /** The column with 1970-01-01 in place of infinities. */
    private static Vector finite(Vector argument, int rows, Region batch) {
        if (!isTime(argument.type())) {
            return argument;
        }
        var column = Flatten.flatten(argument, rows, batch);
        long bytes = column.type().lane().bytesFor(rows);
        var values = batch.allocate(bytes);
        MemorySegment.copy(column.values(), 0, values, 0, bytes);
        for (int row = 0; row < rows; row++) {
            if (sign(column, row) != 0) {
                if (column.type().lane() == Lane.I32) {
                    Memory.setInt(values, row, 0);
                } else {
                    Memory.setLong(values, row, 0);
                }
            }
        }
        return new FlatVector(column.type(), values, column.validity());
    }

    private static FlatVector nulls(FlatVector computed, FlatVector column, DataType result, int rows, Region batch) {
        var validity = batch.allocate(Bits.bytes(rows));
        validity.fill((byte) -1);
        for (int row = 0; row < rows; row++) {
            if (sign(column, row) != 0) {
                Bits.clear(validity, row);
                if (result.lane() == Lane.BYTES) {
                    Constants.put("", result, computed.values(), row, batch);
                }
            }
        }
        return new FlatVector(result, computed.values(), and(computed.validity(), validity, rows, batch));
    }

    private static MemorySegment and(@Nullable MemorySegment one, MemorySegment other, int rows, Region batch) {
        var both = Bitmaps.and(one, other, rows, batch);
        return both == null ? other : both;
    }

    private static FlatVector itself(FlatVector computed, FlatVector column, DataType result, int rows, Region batch) {
        for (int row = 0; row < rows; row++) {
            int sign = sign(column, row);
            if (sign != 0 && result.lane() == Lane.I32) {
                Memory.setInt(computed.values(), row, sign * TextForm.INFINITE_DATE);
            } else if (sign != 0 && result.lane() == Lane.BYTES) {
                Constants.put(sign > 0 ? "infinity" : "-infinity", result, computed.values(), row, batch);
            } else if (sign != 0) {
                Memory.setLong(computed.values(), row, sign * TextForm.INFINITE_TIMESTAMP);
            }
        }
        return new FlatVector(result, computed.values(), computed.validity());
    }
}
