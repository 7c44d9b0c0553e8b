package tarn.engine.data.vector;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;

/** Makes constant vectors from values in physical form, as {@code Expr.Literal} describes it. */
public final class Constants {
    private static final MemorySegment ZERO = zero();

    private Constants() {}

    private static MemorySegment zero() {
        return MemorySegment.ofAddress(Arena.global().allocate(64, 64).address())
                .reinterpret(64);
    }

    /** The constant of a value, or {@link #nullOf} for null; strings are copied into the region. */
    public static ConstantVector of(@Nullable Object value, DataType type, Region region) {
        if (value == null) {
            return nullOf(type);
        }
        var segment = region.allocateZeroed(16);
        put(value, type, segment, 0, region);
        return new ConstantVector(type, segment, false);
    }

    public static ConstantVector nullOf(DataType type) {
        return new ConstantVector(type, ZERO, true);
    }

    /** Writes a value that is not null to a row of {@code values}. */
    public static void put(Object value, DataType type, MemorySegment values, long row, Region region) {
        switch (type.lane()) {
            case BIT -> Bits.put(values, row, (Boolean) value);
            case I8 -> Memory.setByte(values, row, ((Number) value).byteValue());
            case I16 -> Memory.setShort(values, row, ((Number) value).shortValue());
            case I32 -> Memory.setInt(values, row, ((Number) value).intValue());
            case I64 -> Memory.setLong(values, row, ((Number) value).longValue());
            case I128 -> {
                var wide = value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
                Memory.setLong(values, 2 * row, wide.longValue());
                Memory.setLong(values, 2 * row + 1, wide.shiftRight(64).longValue());
            }
            case F32 -> Memory.setFloat(values, row, ((Number) value).floatValue());
            case F64 -> Memory.setDouble(values, row, ((Number) value).doubleValue());
            case BYTES -> {
                if (type.isNested()) {
                    var writer = new NestedWriter(region);
                    writer.object(type, (List<?>) value);
                    writer.finish(values, row);
                    return;
                }
                byte[] content =
                        value instanceof Bytes(var raw) ? raw : ((String) value).getBytes(StandardCharsets.UTF_8);
                var bytes = region.allocate(content.length);
                MemorySegment.copy(content, 0, bytes, JAVA_BYTE, 0, content.length);
                Strings.put(values, row, bytes.address(), content.length);
            }
            case INTERVAL -> {
                var interval = (Interval) value;
                Memory.setInt(values, 4 * row, interval.months());
                Memory.setInt(values, 4 * row + 1, interval.days());
                Memory.setLong(values, 2 * row + 1, interval.micros());
            }
        }
    }
}
