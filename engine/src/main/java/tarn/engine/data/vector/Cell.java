package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;

/** Where the bytes of a cell of a nested value begin and end (see {@link Nested}). Cells of one type compare like their values. */
public record Cell(long from, long to) implements Comparable<Cell> {
    public boolean isNull() {
        return Nested.isNull(from);
    }

    public long length() {
        return to - from;
    }

    public boolean same(Cell other) {
        return length() == other.length()
                && MemorySegment.mismatch(Strings.MEMORY, from, to, Strings.MEMORY, other.from, other.to) < 0;
    }

    @Override
    public int compareTo(Cell other) {
        long at = MemorySegment.mismatch(Strings.MEMORY, from, to, Strings.MEMORY, other.from, other.to);
        if (at < 0) {
            return 0;
        }
        if (at == length() || at == other.length()) {
            return Long.compare(length(), other.length());
        }
        return Byte.compareUnsigned(byteAt(from + at), byteAt(other.from + at));
    }

    private static byte byteAt(long at) {
        return Memory.getByte(at);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cell cell && same(cell);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (long i = from; i < to; i++) {
            hash = 31 * hash + byteAt(i);
        }
        return hash;
    }
}
