package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;

/** Single values as Java objects: for constants, errors and tests, never for loops over columns. */
public final class Values {
    private static final BigInteger LOW_WORD = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Values() {}

    /** The value in physical form, as {@code Expr.Literal} describes it, or null for NULL. */
    public static @Nullable Object get(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case FlatVector flat -> get(flat.type(), flat.values(), row);
            case ConstantVector constant -> get(constant.type(), constant.value(), 0);
            case DictionaryVector d -> get(d.type(), d.dictionary().entries().values(), d.code(row));
        };
    }

    /** The value at a row of a type's values, which must not be NULL. */
    public static Object get(DataType type, MemorySegment values, long row) {
        if (type.isNested()) {
            return Nested.objects(type, Strings.address(values, row));
        }
        return type == ScalarType.BLOB ? new Bytes(Strings.bytes(values, row)) : get(type.lane(), values, row);
    }

    /** The value at a row of a lane's values, which must not be NULL and is not nested. */
    static Object get(Lane lane, MemorySegment values, long row) {
        return switch (lane) {
            case BIT -> (Object) Bits.get(values, row);
            case I8 -> (long) Memory.getByte(values, row);
            case I16 -> (long) Memory.getShort(values, row);
            case I32 -> (long) Memory.getInt(values, row);
            case I64 -> Memory.getLong(values, row);
            case I128 -> wide(Memory.getLong(values, 2 * row), Memory.getLong(values, 2 * row + 1));
            case F32 -> Memory.getFloat(values, row);
            case F64 -> Memory.getDouble(values, row);
            case BYTES -> Strings.toString(values, row);
            case INTERVAL ->
                new Interval(
                        Memory.getInt(values, 4 * row),
                        Memory.getInt(values, 4 * row + 1),
                        Memory.getLong(values, 2 * row + 1));
        };
    }

    /** The 128-bit integer of two words. */
    public static BigInteger wide(long low, long high) {
        return BigInteger.valueOf(high).shiftLeft(64).or(BigInteger.valueOf(low).and(LOW_WORD));
    }
}
