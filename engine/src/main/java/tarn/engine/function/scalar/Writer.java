package tarn.engine.function.scalar;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;

/** Writes the results of a {@link PatternKernel}; the bytes of strings lie densely in chunks of the batch's region. */
final class Writer {
    private static final int CHUNK = 16 << 10;

    private final MemorySegment values;
    private final MemorySegment validity;
    private final Region region;
    private long chunk;
    private long end;
    private boolean nulls;

    Writer(MemorySegment values, MemorySegment validity, Region region) {
        this.values = values;
        this.validity = validity;
        this.region = region;
    }

    MemorySegment values() {
        return values;
    }

    Region region() {
        return region;
    }

    boolean hasNulls() {
        return nulls;
    }

    void putNull(int row) {
        Bits.clear(validity, row);
        nulls = true;
    }

    void putBoolean(int row, boolean value) {
        Bits.put(values, row, value);
    }

    void putString(int row, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putBytes(row, utf8, utf8.length);
    }

    void putBytes(int row, byte[] utf8, int length) {
        if (length > end - chunk) {
            var room = region.allocate(Math.max(length, CHUNK));
            chunk = room.address();
            end = chunk + room.byteSize();
        }
        MemorySegment.copy(utf8, 0, Strings.MEMORY, JAVA_BYTE, chunk, length);
        Strings.put(values, row, chunk, length);
        chunk += length;
    }
}
