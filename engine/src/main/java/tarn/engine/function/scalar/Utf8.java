package tarn.engine.function.scalar;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Strings;

/** UTF-8 at native addresses: counting and finding code points. */
final class Utf8 {
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    static byte at(long address) {
        return Memory.getByte(address);
    }

    static void put(long address, byte value) {
        Memory.setByte(address, value);
    }

    static void copy(long from, long to, long bytes) {
        MemorySegment.copy(Strings.MEMORY, from, Strings.MEMORY, to, bytes);
    }

    /** Whether the bytes of a and b are the same. */
    static boolean equal(long a, long b, int bytes) {
        int i = 0;
        for (; i + 8 <= bytes; i += 8) {
            if (Memory.getLong(a + i) != Memory.getLong(b + i)) {
                return false;
            }
        }
        for (; i < bytes; i++) {
            if (at(a + i) != at(b + i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isAscii(long address, int bytes) {
        int i = 0;
        for (; i + 8 <= bytes; i += 8) {
            if ((Memory.getLong(address + i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < bytes; i++) {
            if (at(address + i) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Number of code points: bytes that do not continue one. */
    static int count(long address, int bytes) {
        int continued = 0;
        int i = 0;
        for (; i + 8 <= bytes; i += 8) {
            long word = Memory.getLong(address + i);
            continued += Long.bitCount(word & ~(word << 1) & HIGH_BITS);
        }
        for (; i < bytes; i++) {
            continued += isContinuation(at(address + i)) ? 1 : 0;
        }
        return bytes - continued;
    }

    static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** Bytes of the code point that begins with {@code first}. */
    static int width(byte first) {
        return first >= 0 ? 1 : (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : 4;
    }

    /** How many bytes the first {@code codePoints} code points take, all of them if there are fewer. */
    static int skip(long address, int bytes, long codePoints) {
        int at = 0;
        for (long left = codePoints; left > 0 && at < bytes; left--) {
            at += width(at(address + at));
        }
        return Math.min(at, bytes);
    }

    static int codePoint(long address) {
        byte first = at(address);
        return switch (width(first)) {
            case 1 -> first;
            case 2 -> (first & 0x1f) << 6 | at(address + 1) & 0x3f;
            case 3 -> (first & 0x0f) << 12 | (at(address + 1) & 0x3f) << 6 | at(address + 2) & 0x3f;
            default ->
                (first & 0x07) << 18
                        | (at(address + 1) & 0x3f) << 12
                        | (at(address + 2) & 0x3f) << 6
                        | at(address + 3) & 0x3f;
        };
    }

    /** Where the needle begins, in bytes; -1 if it is not there. */
    static int indexOf(long address, int bytes, long needle, int needleBytes) {
        if (needleBytes == 0) {
            return 0;
        }
        return needleBytes == 1
                ? indexOf(address, 0, bytes - 1, needle, 1)
                : indexOfPair(address, bytes, needle, needleBytes);
    }

    /** Tries one place after the other from {@code from} to {@code last}. */
    private static int indexOf(long address, int from, int last, long needle, int needleBytes) {
        byte first = at(needle);
        for (int i = from; i <= last; i++) {
            if (at(address + i) == first && equal(address + i + 1, needle + 1, needleBytes - 1)) {
                return i;
            }
        }
        return -1;
    }

    /** Looks at eight places at once for the first two bytes of the needle. */
    private static int indexOfPair(long address, int bytes, long needle, int needleBytes) {
        long first = (at(needle) & 0xffL) * LOW_BITS;
        long second = (at(needle + 1) & 0xffL) * LOW_BITS;
        int last = bytes - needleBytes;
        int i = 0;
        while (i <= last && i + 9 <= bytes) {
            long zeros = pairs(address + i, first, second);
            if (zeros == 0) {
                i = withoutPairs(address, i + 8, bytes, first, second);
                continue;
            }
            for (; zeros != 0; zeros &= zeros - 1) {
                int place = i + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (place <= last && equal(address + place, needle, needleBytes)) {
                    return place;
                }
            }
            i += 8;
        }
        return indexOf(address, i, last, needle, needleBytes);
    }

    /** Goes on by 16 places as long as no pair is among them. */
    private static int withoutPairs(long address, int from, int bytes, long first, long second) {
        int i = from;
        while (i + 17 <= bytes && (pairs(address + i, first, second) | pairs(address + i + 8, first, second)) == 0) {
            i += 16;
        }
        return i;
    }

    /** The high bit of each of eight bytes that two given ones begin at; the lowest is right, higher ones may be false. */
    private static long pairs(long address, long first, long second) {
        long differing = Memory.getLong(address) ^ first | Memory.getLong(address + 1) ^ second;
        return differing - LOW_BITS & ~differing & HIGH_BITS;
    }

    static String toString(long address, int bytes) {
        byte[] copy = new byte[bytes];
        MemorySegment.copy(Strings.MEMORY, JAVA_BYTE, address, copy, 0, bytes);
        return new String(copy, StandardCharsets.UTF_8);
    }

    /** The string in small letters, character by character. */
    static MemorySegment lower(long address, int bytes, Region region) {
        if (isAscii(address, bytes)) {
            var small = region.allocate(Math.max(1, bytes)).asSlice(0, bytes);
            for (int i = 0; i < bytes; i++) {
                byte b = at(address + i);
                Memory.setByte(small, i, (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b));
            }
            return small;
        }
        var text = new StringBuilder();
        toString(address, bytes).codePoints().map(Character::toLowerCase).forEach(text::appendCodePoint);
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        var small = region.allocate(Math.max(1, utf8.length)).asSlice(0, utf8.length);
        MemorySegment.copy(utf8, 0, small, JAVA_BYTE, 0, utf8.length);
        return small;
    }
}
