package tarn.engine.data.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** What {@link Memory} does, through segments: they check that offsets lie within. */
final class CheckedMemory {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private CheckedMemory() {}

    private static MemorySegment offHeap(MemorySegment segment) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("a segment of the Java heap");
        }
        return segment;
    }

    static byte getByte(MemorySegment segment, long index) {
        return offHeap(segment).get(JAVA_BYTE, index);
    }

    static void setByte(MemorySegment segment, long index, byte value) {
        offHeap(segment).set(JAVA_BYTE, index, value);
    }

    static byte getByte(long address) {
        return ALL.get(JAVA_BYTE, address);
    }

    static void setByte(long address, byte value) {
        ALL.set(JAVA_BYTE, address, value);
    }

    static short getShort(MemorySegment segment, long index) {
        return offHeap(segment).getAtIndex(JAVA_SHORT_UNALIGNED, index);
    }

    static void setShort(MemorySegment segment, long index, short value) {
        offHeap(segment).setAtIndex(JAVA_SHORT_UNALIGNED, index, value);
    }

    static short getShortAt(MemorySegment segment, long offset) {
        return offHeap(segment).get(JAVA_SHORT_UNALIGNED, offset);
    }

    static void setShortAt(MemorySegment segment, long offset, short value) {
        offHeap(segment).set(JAVA_SHORT_UNALIGNED, offset, value);
    }

    static short getShort(long address) {
        return ALL.get(JAVA_SHORT_UNALIGNED, address);
    }

    static void setShort(long address, short value) {
        ALL.set(JAVA_SHORT_UNALIGNED, address, value);
    }

    static int getInt(MemorySegment segment, long index) {
        return offHeap(segment).getAtIndex(JAVA_INT_UNALIGNED, index);
    }

    static void setInt(MemorySegment segment, long index, int value) {
        offHeap(segment).setAtIndex(JAVA_INT_UNALIGNED, index, value);
    }

    static int getIntAt(MemorySegment segment, long offset) {
        return offHeap(segment).get(JAVA_INT_UNALIGNED, offset);
    }

    static void setIntAt(MemorySegment segment, long offset, int value) {
        offHeap(segment).set(JAVA_INT_UNALIGNED, offset, value);
    }

    static int getInt(long address) {
        return ALL.get(JAVA_INT_UNALIGNED, address);
    }

    static void setInt(long address, int value) {
        ALL.set(JAVA_INT_UNALIGNED, address, value);
    }

    static long getLong(MemorySegment segment, long index) {
        return offHeap(segment).getAtIndex(JAVA_LONG_UNALIGNED, index);
    }

    static void setLong(MemorySegment segment, long index, long value) {
        offHeap(segment).setAtIndex(JAVA_LONG_UNALIGNED, index, value);
    }

    static long getLongAt(MemorySegment segment, long offset) {
        return offHeap(segment).get(JAVA_LONG_UNALIGNED, offset);
    }

    static void setLongAt(MemorySegment segment, long offset, long value) {
        offHeap(segment).set(JAVA_LONG_UNALIGNED, offset, value);
    }

    static long getLong(long address) {
        return ALL.get(JAVA_LONG_UNALIGNED, address);
    }

    static void setLong(long address, long value) {
        ALL.set(JAVA_LONG_UNALIGNED, address, value);
    }

    static float getFloat(MemorySegment segment, long index) {
        return offHeap(segment).getAtIndex(JAVA_FLOAT_UNALIGNED, index);
    }

    static void setFloat(MemorySegment segment, long index, float value) {
        offHeap(segment).setAtIndex(JAVA_FLOAT_UNALIGNED, index, value);
    }

    static float getFloatAt(MemorySegment segment, long offset) {
        return offHeap(segment).get(JAVA_FLOAT_UNALIGNED, offset);
    }

    static void setFloatAt(MemorySegment segment, long offset, float value) {
        offHeap(segment).set(JAVA_FLOAT_UNALIGNED, offset, value);
    }

    static float getFloat(long address) {
        return ALL.get(JAVA_FLOAT_UNALIGNED, address);
    }

    static void setFloat(long address, float value) {
        ALL.set(JAVA_FLOAT_UNALIGNED, address, value);
    }

    static double getDouble(MemorySegment segment, long index) {
        return offHeap(segment).getAtIndex(JAVA_DOUBLE_UNALIGNED, index);
    }

    static void setDouble(MemorySegment segment, long index, double value) {
        offHeap(segment).setAtIndex(JAVA_DOUBLE_UNALIGNED, index, value);
    }

    static double getDoubleAt(MemorySegment segment, long offset) {
        return offHeap(segment).get(JAVA_DOUBLE_UNALIGNED, offset);
    }

    static void setDoubleAt(MemorySegment segment, long offset, double value) {
        offHeap(segment).set(JAVA_DOUBLE_UNALIGNED, offset, value);
    }

    static double getDouble(long address) {
        return ALL.get(JAVA_DOUBLE_UNALIGNED, address);
    }

    static void setDouble(long address, double value) {
        ALL.set(JAVA_DOUBLE_UNALIGNED, address, value);
    }

    static long getInteger(MemorySegment segment, long index, int bytes) {
        return switch (bytes) {
            case 8 -> getLong(segment, index);
            case 4 -> getInt(segment, index);
            case 2 -> getShort(segment, index);
            default -> getByte(segment, index);
        };
    }

    static void setInteger(MemorySegment segment, long index, int bytes, long value) {
        switch (bytes) {
            case 8 -> setLong(segment, index, value);
            case 4 -> setInt(segment, index, (int) value);
            case 2 -> setShort(segment, index, (short) value);
            default -> setByte(segment, index, (byte) value);
        }
    }
}
