package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.StructType;

/**
 * Writes values in the form that {@link Nested} describes, one after the other: their cells, then {@link #finish}. The bytes
 * stay in the region that the writer was made with.
 */
public final class NestedWriter {
    private static final long CHUNK = 16 << 10;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Region region;
    private MemorySegment chunk = MemorySegment.NULL;
    private long start;
    private long at;

    public NestedWriter(Region region) {
        this.region = region;
    }

    /** Makes what was written since the last value the value of a row; a list needs its {@link #end} before. */
    public void finish(MemorySegment views, long row) {
        Strings.put(views, row, chunk.address() + start, Math.toIntExact(at - start));
        start = at;
    }

    /** Where the bytes are that were written since the last value, until more are written. */
    public long address() {
        return chunk.address() + start;
    }

    /** How many bytes were written since the last value. */
    public long length() {
        return at - start;
    }

    /** Forgets what was written since the last value. */
    public void discard() {
        at = start;
    }

    /** Ends a list. */
    public void end() {
        put(Nested.END);
    }

    /** A cell that is NULL. */
    public void nothing() {
        put(Nested.NULL);
    }

    /** Begins a cell whose value is written next. */
    public void begin() {
        put(Nested.VALID);
    }

    /** Copies cells as they are. */
    public void copy(long from, long to) {
        reserve(to - from);
        MemorySegment.copy(Strings.MEMORY, from, chunk, at, to - from);
        at += to - from;
    }

    /** A cell of a column's value. */
    public void cell(Vector from, int row) {
        if (from.isNull(row)) {
            nothing();
            return;
        }
        switch (from) {
            case FlatVector flat -> cell(flat.type(), flat.values(), row);
            case ConstantVector constant -> cell(constant.type(), constant.value(), 0);
            case DictionaryVector d -> cell(d.type(), d.dictionary().entries().values(), d.code(row));
        }
    }

    /** A cell of a value that is not NULL. */
    public void cell(DataType type, MemorySegment values, long row) {
        begin();
        switch (type.lane()) {
            case BIT -> put((byte) (Bits.get(values, row) ? 1 : 0));
            case I8 -> put((byte) (Memory.getByte(values, row) ^ 0x80));
            case I16 -> {
                int value = Memory.getShort(values, row) ^ 0x8000;
                put((byte) (value >> 8));
                put((byte) value);
            }
            case I32 -> int32(Memory.getInt(values, row));
            case I64 -> int64(Memory.getLong(values, row));
            case I128 -> {
                int64(Memory.getLong(values, 2 * row + 1));
                int64(Memory.getLong(values, 2 * row) ^ Long.MIN_VALUE);
            }
            case F32 -> {
                int bits = Float.floatToIntBits(Memory.getFloat(values, row) + 0f);
                int32(bits ^ bits >> 31 & Integer.MAX_VALUE);
            }
            case F64 -> {
                long bits = Double.doubleToLongBits(Memory.getDouble(values, row) + 0d);
                int64(bits ^ bits >> 63 & Long.MAX_VALUE);
            }
            case INTERVAL -> {
                int months = Memory.getInt(values, 4 * row);
                int days = Memory.getInt(values, 4 * row + 1);
                long micros = Memory.getLong(values, 2 * row + 1);
                int64(months * 30L + days + Math.floorDiv(micros, MICROS_PER_DAY));
                int64(Math.floorMod(micros, MICROS_PER_DAY));
                int32(months);
                int32(days);
                int64(micros);
            }
            case BYTES -> {
                long from = Strings.address(values, row);
                int length = Strings.length(values, row);
                if (type.isNested()) {
                    copy(from, from + length);
                } else {
                    text(from, length);
                }
            }
        }
    }

    /** A cell of an integer of 64 bits. */
    public void number(long value) {
        begin();
        int64(value);
    }

    /** A cell of a UBIGINT. */
    public void count(long value) {
        begin();
        int64(0);
        int64(value ^ Long.MIN_VALUE);
    }

    /** A nested value of Java objects, as {@code Expr.Literal} describes them. */
    void object(DataType type, List<?> value) {
        if (type instanceof StructType struct) {
            for (int i = 0; i < value.size(); i++) {
                objectCell(struct.fields().get(i).type(), value.get(i));
            }
        } else {
            var element = Nested.element(type);
            for (var item : value) {
                objectCell(element, item);
            }
            end();
        }
    }

    private void objectCell(DataType type, @Nullable Object value) {
        if (value == null) {
            nothing();
        } else if (type.isNested()) {
            begin();
            object(type, (List<?>) value);
        } else {
            var one = region.allocateZeroed(16);
            Constants.put(value, type, one, 0, region);
            cell(type, one, 0);
        }
    }

    private void text(long from, int length) {
        reserve(2L * length + 1);
        for (int i = 0; i < length; i++) {
            byte b = Memory.getByte(from + i);
            if (b == 0 || b == Nested.ESCAPE) {
                Memory.setByte(chunk, at++, Nested.ESCAPE);
                b++;
            }
            Memory.setByte(chunk, at++, b);
        }
        Memory.setByte(chunk, at++, (byte) 0);
    }

    private void put(byte b) {
        reserve(1);
        Memory.setByte(chunk, at++, b);
    }

    private void int32(int value) {
        reserve(4);
        Memory.setIntAt(chunk, at, Integer.reverseBytes(value ^ Integer.MIN_VALUE));
        at += 4;
    }

    private void int64(long value) {
        reserve(8);
        Memory.setLongAt(chunk, at, Long.reverseBytes(value ^ Long.MIN_VALUE));
        at += 8;
    }

    /** Room for more bytes of this value; earlier values stay where they are. */
    private void reserve(long more) {
        if (at + more <= chunk.byteSize()) {
            return;
        }
        long written = at - start;
        var larger = region.allocate(Math.max(CHUNK, 2 * (written + more)));
        MemorySegment.copy(chunk, start, larger, 0, written);
        if (start == 0) {
            region.free(chunk);
        }
        chunk = larger;
        start = 0;
        at = written;
    }
}
