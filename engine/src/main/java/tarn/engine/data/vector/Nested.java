package tarn.engine.data.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;

/**
 * Lists, structs and maps as strings of bytes that compare like the values: to everything that moves, hashes, compares,
 * groups or sorts values they are strings. {@link NestedWriter} makes them, this class reads them.
 *
 * <pre>
 * value of a list    cell*, END; an array is a list
 * value of an enum    its position
 * value of a struct  a cell per field
 * value of a map     as the list of its entries, which are structs of key and value
 * cell               NULL, or VALID and the value
 * integer, time      big-endian, sign bit turned
 * REAL, DOUBLE       the bits in the order of numbers; -0.0 becomes 0.0, NaN is the greatest
 * VARCHAR            the bytes, 0 and 1 as the pairs 1 1 and 1 2; then a 0
 * INTERVAL           days and microseconds as they compare, then months, days and microseconds
 * </pre>
 *
 * So NULL is greater than all other elements, and equal to itself; a list is smaller than one that it begins.
 */
public final class Nested {
    /** Behind the last element of a list. */
    static final byte END = 0;

    static final byte VALID = 1;
    static final byte NULL = 2;
    static final byte ESCAPE = 1;

    private static final MemorySegment MEMORY = Strings.MEMORY;
    private static final long SIGN = Long.MIN_VALUE;
    private static final int INTERVAL_ORDER = 16;

    private Nested() {}

    /** The type whose list a list or map is. */
    public static DataType element(DataType list) {
        return switch (list) {
            case ListType(var element) -> element;
            case ArrayType(var element, var _) -> element;
            case MapType map -> map.entries().element();
            case ScalarType _, DecimalType _, EnumType _, StructType _ ->
                throw new IllegalArgumentException(list.sql());
        };
    }

    /** Whether the list or map at an address has no further element at {@code cell}. */
    public static boolean isEnd(long cell) {
        return Memory.getByte(cell) == END;
    }

    public static boolean isNull(long cell) {
        return Memory.getByte(cell) == NULL;
    }

    /** Where the cell behind this one begins. */
    public static long next(DataType type, long cell) {
        return isNull(cell) ? cell + 1 : skip(type, cell + 1);
    }

    /** Where the value of a type ends that begins at {@code at}. */
    public static long skip(DataType type, long at) {
        return switch (type) {
            case ListType list -> skipCells(list.element(), at);
            case ArrayType array -> skipCells(array.element(), at);
            case MapType map -> skipCells(map.entries().element(), at);
            case StructType struct -> {
                long end = at;
                for (var field : struct.fields()) {
                    end = next(field.type(), end);
                }
                yield end;
            }
            case ScalarType _, DecimalType _, EnumType _ ->
                switch (type.lane()) {
                    case BYTES -> skipText(at);
                    case INTERVAL -> at + INTERVAL_ORDER + 16;
                    case BIT -> at + 1;
                    case I8, I16, I32, I64, I128, F32, F64 -> at + type.lane().bytes();
                };
        };
    }

    private static long skipCells(DataType element, long at) {
        long cell = at;
        while (!isEnd(cell)) {
            cell = next(element, cell);
        }
        return cell + 1;
    }

    private static long skipText(long at) {
        long end = at;
        while (Memory.getByte(end) != 0) {
            end++;
        }
        return end + 1;
    }

    /** Elements of the list or map at an address. */
    public static int count(DataType list, long at) {
        var element = element(list);
        int count = 0;
        for (long cell = at; !isEnd(cell); cell = next(element, cell)) {
            count++;
        }
        return count;
    }

    /** Where the cell of a struct's field begins. */
    public static long field(StructType struct, long at, int field) {
        long cell = at;
        for (int i = 0; i < field; i++) {
            cell = next(struct.fields().get(i).type(), cell);
        }
        return cell;
    }

    /**
     * Writes the value at an address to a row of a column, and returns where it ends.
     *
     * @param region for the few texts whose bytes cannot stay where they are
     */
    public static long read(DataType type, long at, MemorySegment values, long row, Region region) {
        if (type.lane() != Lane.BYTES) {
            readFixed(type.lane(), at, values, row);
            return skip(type, at);
        }
        if (!type.isNested()) {
            return readText(at, values, row, region);
        }
        long end = skip(type, at);
        Strings.put(values, row, at, Math.toIntExact(end - at));
        return end;
    }

    private static void readFixed(Lane lane, long at, MemorySegment values, long row) {
        switch (lane) {
            case BIT -> Bits.put(values, row, Memory.getByte(at) != 0);
            case I8 -> Memory.setByte(values, row, (byte) (Memory.getByte(at) ^ 0x80));
            case I16 -> {
                int high = Memory.getByte(at) ^ 0x80;
                Memory.setShort(values, row, (short) (high << 8 | Memory.getByte(at + 1) & 0xff));
            }
            case I32 -> Memory.setInt(values, row, int32(at));
            case I64 -> Memory.setLong(values, row, int64(at));
            case F32 -> {
                int bits = int32(at);
                Memory.setInt(values, row, bits ^ bits >> 31 & Integer.MAX_VALUE);
            }
            case F64 -> {
                long bits = int64(at);
                Memory.setLong(values, row, bits ^ bits >> 63 & Long.MAX_VALUE);
            }
            case I128 -> {
                Memory.setLong(values, 2 * row + 1, int64(at));
                Memory.setLong(values, 2 * row, int64(at + 8) ^ SIGN);
            }
            case INTERVAL -> {
                Memory.setInt(values, 4 * row, int32(at + INTERVAL_ORDER));
                Memory.setInt(values, 4 * row + 1, int32(at + INTERVAL_ORDER + 4));
                Memory.setLong(values, 2 * row + 1, int64(at + INTERVAL_ORDER + 8));
            }
            case BYTES -> throw new IllegalArgumentException(lane.name());
        }
    }

    /** The integer of 64 bits at an address. */
    public static long int64(long at) {
        return Long.reverseBytes(Memory.getLong(at)) ^ SIGN;
    }

    /** The number in a cell that is not NULL: of a FLOAT or DOUBLE, or what stands for another type of 64 bits. */
    public static double number(DataType type, long cell) {
        long at = cell + 1;
        return switch (type.lane()) {
            case F32 -> {
                int bits = int32(at);
                yield Float.intBitsToFloat(bits ^ bits >> 31 & Integer.MAX_VALUE);
            }
            case F64 -> {
                long bits = int64(at);
                yield Double.longBitsToDouble(bits ^ bits >> 63 & Long.MAX_VALUE);
            }
            case I64 -> int64(at);
            default -> throw new IllegalArgumentException(type.sql());
        };
    }

    private static int int32(long at) {
        return Integer.reverseBytes(Memory.getInt(at)) ^ Integer.MIN_VALUE;
    }

    private static long readText(long at, MemorySegment values, long row, Region region) {
        long end = skipText(at) - 1;
        int length = Math.toIntExact(end - at);
        int escapes = 0;
        for (long from = at; from < end; from++) {
            if (Memory.getByte(from) == ESCAPE) {
                escapes++;
                from++;
            }
        }
        if (escapes == 0) {
            Strings.put(values, row, at, length);
        } else {
            long to = region.allocate(length - escapes).address();
            unescape(at, end, MEMORY.asSlice(to));
            Strings.put(values, row, to, length - escapes);
        }
        return end + 1;
    }

    private static int unescape(long at, long end, MemorySegment to) {
        int next = 0;
        for (long from = at; from < end; from++) {
            byte b = Memory.getByte(from);
            if (b == ESCAPE) {
                from++;
                b = (byte) (Memory.getByte(from) - 1);
            }
            Memory.setByte(to, next++, b);
        }
        return next;
    }

    /**
     * A value as Java objects: a list as the List of its elements, a struct as the List of its fields' values, a map as the
     * List of its entries, each a List of key and value; null for NULL.
     */
    static List<@Nullable Object> objects(DataType type, long at) {
        return objects(type, at, Arena.ofAuto().allocate(16, 16));
    }

    private static List<@Nullable Object> objects(DataType type, long at, MemorySegment one) {
        var all = new ArrayList<@Nullable Object>();
        long cell = at;
        if (type instanceof StructType struct) {
            for (var field : struct.fields()) {
                all.add(object(field.type(), cell, one));
                cell = next(field.type(), cell);
            }
        } else {
            var element = element(type);
            for (; !isEnd(cell); cell = next(element, cell)) {
                all.add(object(element, cell, one));
            }
        }
        return Collections.unmodifiableList(all);
    }

    private static @Nullable Object object(DataType type, long cell, MemorySegment one) {
        if (isNull(cell)) {
            return null;
        }
        if (type.isNested()) {
            return objects(type, cell + 1, one);
        }
        if (type.lane() == Lane.BYTES) {
            long end = skipText(cell + 1) - 1;
            var text = Arena.ofAuto().allocate(end - cell);
            int length = unescape(cell + 1, end, text);
            byte[] bytes = text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            return type == ScalarType.BLOB ? new Bytes(bytes) : new String(bytes, StandardCharsets.UTF_8);
        }
        readFixed(type.lane(), cell + 1, one, 0);
        return Values.get(type.lane(), one, 0);
    }
}
