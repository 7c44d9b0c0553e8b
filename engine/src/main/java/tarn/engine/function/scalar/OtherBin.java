package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BOOLEAN;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.KernelFactory;
import tarn.engine.kernel.Flatten;

/** The key that stands in a histogram with bins for all values that no bin takes. Types without such a key lose them. */
public final class OtherBin {
    private OtherBin() {}

    /** Whether there is a key for the values of a type that no bin takes. */
    public static boolean exists(DataType type) {
        return value(type) != null;
    }

    /** That key. */
    public static Vector of(DataType type, Region region) {
        return Constants.of(value(type), type, region);
    }

    private static @Nullable Object value(DataType type) {
        if (type instanceof ListType) {
            return List.of();
        }
        if (type instanceof StructType struct) {
            return Arrays.asList(new Object[struct.fields().size()]);
        }
        if (!(type instanceof ScalarType scalar)) {
            return null;
        }
        return switch (scalar) {
            case TINYINT -> (long) Byte.MAX_VALUE;
            case SMALLINT -> (long) Short.MAX_VALUE;
            case INTEGER, DATE -> (long) Integer.MAX_VALUE;
            case UTINYINT -> 0xffL;
            case USMALLINT -> 0xffffL;
            case UINTEGER -> 0xffff_ffffL;
            case UBIGINT -> BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
            case BIGINT, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> Long.MAX_VALUE;
            case UHUGEINT, HUGEINT -> BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
            case REAL, DOUBLE -> Double.POSITIVE_INFINITY;
            case VARCHAR -> "";
            default -> null;
        };
    }

    /** Whether a value is that key. */
    static KernelFactory test(DataType type) {
        return scratch -> {
            if (!exists(type)) {
                return (arguments, rows, batch) -> new FlatVector(
                        BOOLEAN,
                        batch.allocateZeroed(Bits.bytes(rows)),
                        Flatten.flatten(arguments.getFirst(), rows, batch).validity());
            }
            var key = new NestedWriter(scratch);
            key.cell(of(type, scratch), 0);
            var wanted = new Cell(key.address(), key.address() + key.length());
            return (arguments, rows, batch) -> {
                var tested = Flatten.flatten(arguments.getFirst(), rows, batch);
                var values = batch.allocateZeroed(Bits.bytes(rows));
                var writer = new NestedWriter(batch);
                for (int row = 0; row < rows; row++) {
                    if (!tested.isNull(row)) {
                        writer.cell(tested, row);
                        var cell = new Cell(writer.address(), writer.address() + writer.length());
                        Bits.put(values, row, cell.equals(wanted));
                        writer.discard();
                    }
                }
                return new FlatVector(BOOLEAN, values, tested.validity());
            };
        };
    }
}
