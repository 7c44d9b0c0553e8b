package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import tarn.engine.data.memory.Memory;

/**
 * String views, the value of {@link tarn.engine.data.type.Lane#BYTES}: 16 bytes that say where the UTF-8 bytes are.
 *
 * <pre>
 * bytes 0..7   absolute address of the first byte (0 when empty)
 * bytes 8..11  length in bytes
 * bytes 12..15 the first four bytes, big-endian, zero-padded: an unsigned compare of it orders like the strings,
 *              as far as it goes
 * </pre>
 *
 * Who makes a view keeps the bytes alive as long as the view may be read: table memory is held by the query's snapshot,
 * everything else lives in a region of the query.
 */
public final class Strings {
    public static final int VIEW_BYTES = 16;

    /** All of the address space, to read the bytes that views point to. */
    public static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Strings() {}

    public static long address(MemorySegment views, long row) {
        return Memory.getLongAt(views, row * VIEW_BYTES);
    }

    public static int length(MemorySegment views, long row) {
        return Memory.getIntAt(views, row * VIEW_BYTES + 8);
    }

    public static int prefix(MemorySegment views, long row) {
        return Memory.getIntAt(views, row * VIEW_BYTES + 12);
    }

    /** Writes the view of {@code length} bytes at {@code address}, reading the prefix from there. */
    public static void put(MemorySegment views, long row, long address, int length) {
        long at = row * VIEW_BYTES;
        Memory.setLongAt(views, at, length == 0 ? 0 : address);
        Memory.setIntAt(views, at + 8, length);
        Memory.setIntAt(views, at + 12, prefixOf(address, length));
    }

    public static void copy(MemorySegment from, long fromRow, MemorySegment to, long toRow) {
        MemorySegment.copy(from, fromRow * VIEW_BYTES, to, toRow * VIEW_BYTES, VIEW_BYTES);
    }

    private static int prefixOf(long address, int length) {
        if (length >= 4) {
            return Integer.reverseBytes(Memory.getInt(address));
        }
        int prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (Memory.getByte(address + i) & 0xff) << (24 - 8 * i);
        }
        return prefix;
    }

    /** Compares bytewise, as UTF-8 orders by code point; negative, zero or positive. */
    public static int compare(MemorySegment a, long aRow, MemorySegment b, long bRow) {
        int prefixes = Integer.compareUnsigned(prefix(a, aRow), prefix(b, bRow));
        if (prefixes != 0) {
            return prefixes;
        }
        int aLength = length(a, aRow);
        int bLength = length(b, bRow);
        int common = Math.min(aLength, bLength);
        if (common > 4) {
            long aAt = address(a, aRow);
            long bAt = address(b, bRow);
            long at = MemorySegment.mismatch(MEMORY, aAt + 4, aAt + common, MEMORY, bAt + 4, bAt + common);
            if (at >= 0) {
                return Byte.compareUnsigned(Memory.getByte(aAt + 4 + at), Memory.getByte(bAt + 4 + at));
            }
        }
        return Integer.compare(aLength, bLength);
    }

    public static boolean equal(MemorySegment a, long aRow, MemorySegment b, long bRow) {
        int length = length(a, aRow);
        if (length != length(b, bRow) || prefix(a, aRow) != prefix(b, bRow)) {
            return false;
        }
        if (length <= 4) {
            return true;
        }
        long aAt = address(a, aRow);
        long bAt = address(b, bRow);
        return aAt == bAt || MemorySegment.mismatch(MEMORY, aAt, aAt + length, MEMORY, bAt, bAt + length) < 0;
    }

    public static String toString(MemorySegment views, long row) {
        return new String(bytes(views, row), StandardCharsets.UTF_8);
    }

    /** A copy of the bytes. */
    public static byte[] bytes(MemorySegment views, long row) {
        int length = length(views, row);
        byte[] bytes = new byte[length];
        MemorySegment.copy(MEMORY, ValueLayout.JAVA_BYTE, address(views, row), bytes, 0, length);
        return bytes;
    }
}
