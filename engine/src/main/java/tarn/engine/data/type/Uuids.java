package tarn.engine.data.type;

import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs as 128-bit integers: the first bit is turned, so that signed numbers are in the order of the UUIDs' texts.
 */
public final class Uuids {
    private static final int DIGITS = 32;
    private static final long SIGN = Long.MIN_VALUE;

    private Uuids() {}

    /** The high word of the integer of a UUID; the low word is the UUID's own. */
    public static long high(UUID uuid) {
        return uuid.getMostSignificantBits() ^ SIGN;
    }

    public static UUID of(long high, long low) {
        return new UUID(high ^ SIGN, low);
    }

    public static UUID of(BigInteger physical) {
        return of(physical.shiftRight(64).longValue(), physical.longValue());
    }

    public static BigInteger physical(UUID uuid) {
        var low = new BigInteger(
                1,
                java.nio.ByteBuffer.allocate(8)
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
        return BigInteger.valueOf(high(uuid)).shiftLeft(64).or(low);
    }

    /** Reads 32 hexadecimal digits with hyphens anywhere, in braces or not; null for anything else. */
    public static @Nullable UUID parse(String text) {
        int from = 0;
        int to = text.length();
        if (text.startsWith("{")) {
            if (!text.endsWith("}")) {
                return null;
            }
            from++;
            to--;
        }
        long high = 0;
        long low = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '-') {
                continue;
            }
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0 || count == DIGITS) {
                return null;
            }
            if (count < DIGITS / 2) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
            count++;
        }
        return count == DIGITS ? new UUID(high, low) : null;
    }
}
