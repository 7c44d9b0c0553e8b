package tarn.engine.data.memory;

import java.lang.foreign.MemorySegment;
import sun.misc.Unsafe;

/**
 * Reads and writes values of native memory: the one way that loops take. By {@code getLong(segment, index)} and its like the
 * value of an index, by {@code getLongAt(segment, offset)} the one at so many bytes, by {@code getLong(address)} the one at an
 * address. Bytes are in the order of the machine; values need not be aligned.
 *
 * <p>Segments must be native, and held by someone who outlives the call. Reads and writes go straight to the address, through
 * {@link Unsafe}: until the JVM's second compiler has come to a loop, this takes a fifth of the time of an access through a
 * segment, and the compiler has a fraction of the work. Nothing is checked then. With {@code -Dtarn.memory.checked=true}, as
 * the tests run, accesses go through the segments, which check their bounds, and memory given back is spoiled.
 */
@SuppressWarnings("removal")
public final class Memory {
    private static final Unsafe UNSAFE = unsafe();
    private static final boolean CHECKED = Boolean.getBoolean("tarn.memory.checked");

    private Memory() {}

    /** Spoils memory that is given back, where accesses are checked: so that the tests see who reads it later. */
    static void spoil(MemorySegment segment) {
        if (CHECKED) {
            segment.fill((byte) 0xA5);
        }
    }

    private static Unsafe unsafe() {
        try {
            var field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public static byte getByte(MemorySegment segment, long index) {
        return CHECKED ? CheckedMemory.getByte(segment, index) : UNSAFE.getByte(segment.address() + index);
    }

    public static void setByte(MemorySegment segment, long index, byte value) {
        if (CHECKED) {
            CheckedMemory.setByte(segment, index, value);
        } else {
            UNSAFE.putByte(segment.address() + index, value);
        }
    }

    public static byte getByte(long address) {
        return CHECKED ? CheckedMemory.getByte(address) : UNSAFE.getByte(address);
    }

    public static void setByte(long address, byte value) {
        if (CHECKED) {
            CheckedMemory.setByte(address, value);
        } else {
            UNSAFE.putByte(address, value);
        }
    }

    public static short getShort(MemorySegment segment, long index) {
        return CHECKED ? CheckedMemory.getShort(segment, index) : UNSAFE.getShort(segment.address() + (index << 1));
    }

    public static void setShort(MemorySegment segment, long index, short value) {
        if (CHECKED) {
            CheckedMemory.setShort(segment, index, value);
        } else {
            UNSAFE.putShort(segment.address() + (index << 1), value);
        }
    }

    public static short getShortAt(MemorySegment segment, long offset) {
        return CHECKED ? CheckedMemory.getShortAt(segment, offset) : UNSAFE.getShort(segment.address() + offset);
    }

    public static void setShortAt(MemorySegment segment, long offset, short value) {
        if (CHECKED) {
            CheckedMemory.setShortAt(segment, offset, value);
        } else {
            UNSAFE.putShort(segment.address() + offset, value);
        }
    }

    public static short getShort(long address) {
        return CHECKED ? CheckedMemory.getShort(address) : UNSAFE.getShort(address);
    }

    public static void setShort(long address, short value) {
        if (CHECKED) {
            CheckedMemory.setShort(address, value);
        } else {
            UNSAFE.putShort(address, value);
        }
    }

    public static int getInt(MemorySegment segment, long index) {
        return CHECKED ? CheckedMemory.getInt(segment, index) : UNSAFE.getInt(segment.address() + (index << 2));
    }

    public static void setInt(MemorySegment segment, long index, int value) {
        if (CHECKED) {
            CheckedMemory.setInt(segment, index, value);
        } else {
            UNSAFE.putInt(segment.address() + (index << 2), value);
        }
    }

    public static int getIntAt(MemorySegment segment, long offset) {
        return CHECKED ? CheckedMemory.getIntAt(segment, offset) : UNSAFE.getInt(segment.address() + offset);
    }

    public static void setIntAt(MemorySegment segment, long offset, int value) {
        if (CHECKED) {
            CheckedMemory.setIntAt(segment, offset, value);
        } else {
            UNSAFE.putInt(segment.address() + offset, value);
        }
    }

    public static int getInt(long address) {
        return CHECKED ? CheckedMemory.getInt(address) : UNSAFE.getInt(address);
    }

    public static void setInt(long address, int value) {
        if (CHECKED) {
            CheckedMemory.setInt(address, value);
        } else {
            UNSAFE.putInt(address, value);
        }
    }

    public static long getLong(MemorySegment segment, long index) {
        return CHECKED ? CheckedMemory.getLong(segment, index) : UNSAFE.getLong(segment.address() + (index << 3));
    }

    public static void setLong(MemorySegment segment, long index, long value) {
        if (CHECKED) {
            CheckedMemory.setLong(segment, index, value);
        } else {
            UNSAFE.putLong(segment.address() + (index << 3), value);
        }
    }

    public static long getLongAt(MemorySegment segment, long offset) {
        return CHECKED ? CheckedMemory.getLongAt(segment, offset) : UNSAFE.getLong(segment.address() + offset);
    }

    public static void setLongAt(MemorySegment segment, long offset, long value) {
        if (CHECKED) {
            CheckedMemory.setLongAt(segment, offset, value);
        } else {
            UNSAFE.putLong(segment.address() + offset, value);
        }
    }

    public static long getLong(long address) {
        return CHECKED ? CheckedMemory.getLong(address) : UNSAFE.getLong(address);
    }

    public static void setLong(long address, long value) {
        if (CHECKED) {
            CheckedMemory.setLong(address, value);
        } else {
            UNSAFE.putLong(address, value);
        }
    }

    public static float getFloat(MemorySegment segment, long index) {
        return CHECKED ? CheckedMemory.getFloat(segment, index) : UNSAFE.getFloat(segment.address() + (index << 2));
    }

    public static void setFloat(MemorySegment segment, long index, float value) {
        if (CHECKED) {
            CheckedMemory.setFloat(segment, index, value);
        } else {
            UNSAFE.putFloat(segment.address() + (index << 2), value);
        }
    }

    public static float getFloatAt(MemorySegment segment, long offset) {
        return CHECKED ? CheckedMemory.getFloatAt(segment, offset) : UNSAFE.getFloat(segment.address() + offset);
    }

    public static void setFloatAt(MemorySegment segment, long offset, float value) {
        if (CHECKED) {
            CheckedMemory.setFloatAt(segment, offset, value);
        } else {
            UNSAFE.putFloat(segment.address() + offset, value);
        }
    }

    public static float getFloat(long address) {
        return CHECKED ? CheckedMemory.getFloat(address) : UNSAFE.getFloat(address);
    }

    public static void setFloat(long address, float value) {
        if (CHECKED) {
            CheckedMemory.setFloat(address, value);
        } else {
            UNSAFE.putFloat(address, value);
        }
    }

    public static double getDouble(MemorySegment segment, long index) {
        return CHECKED ? CheckedMemory.getDouble(segment, index) : UNSAFE.getDouble(segment.address() + (index << 3));
    }

    public static void setDouble(MemorySegment segment, long index, double value) {
        if (CHECKED) {
            CheckedMemory.setDouble(segment, index, value);
        } else {
            UNSAFE.putDouble(segment.address() + (index << 3), value);
        }
    }

    public static double getDoubleAt(MemorySegment segment, long offset) {
        return CHECKED ? CheckedMemory.getDoubleAt(segment, offset) : UNSAFE.getDouble(segment.address() + offset);
    }

    public static void setDoubleAt(MemorySegment segment, long offset, double value) {
        if (CHECKED) {
            CheckedMemory.setDoubleAt(segment, offset, value);
        } else {
            UNSAFE.putDouble(segment.address() + offset, value);
        }
    }

    public static double getDouble(long address) {
        return CHECKED ? CheckedMemory.getDouble(address) : UNSAFE.getDouble(address);
    }

    public static void setDouble(long address, double value) {
        if (CHECKED) {
            CheckedMemory.setDouble(address, value);
        } else {
            UNSAFE.putDouble(address, value);
        }
    }

    /** The integer of 1, 2, 4 or 8 bytes at an index. */
    public static long getInteger(MemorySegment segment, long index, int bytes) {
        if (CHECKED) {
            return CheckedMemory.getInteger(segment, index, bytes);
        }
        long at = segment.address() + index * bytes;
        if (bytes == 8) {
            return UNSAFE.getLong(at);
        }
        if (bytes == 4) {
            return UNSAFE.getInt(at);
        }
        return bytes == 2 ? UNSAFE.getShort(at) : UNSAFE.getByte(at);
    }

    /** Writes the lower 1, 2, 4 or 8 bytes of a value. */
    public static void setInteger(MemorySegment segment, long index, int bytes, long value) {
        if (CHECKED) {
            CheckedMemory.setInteger(segment, index, bytes, value);
            return;
        }
        long at = segment.address() + index * bytes;
        if (bytes == 8) {
            UNSAFE.putLong(at, value);
        } else if (bytes == 4) {
            UNSAFE.putInt(at, (int) value);
        } else if (bytes == 2) {
            UNSAFE.putShort(at, (short) value);
        } else {
            UNSAFE.putByte(at, (byte) value);
        }
    }
}
