package tarn.engine.data.type;

/**
 * TIME WITH TIME ZONE as a 64-bit integer in the order that DuckDB gives the values: by the time in UTC, then by the
 * offset, the greatest first. Above 24 bits, microseconds of the local time and of the encoded offset together; in those
 * bits the encoded offset, which is the seconds that are missing to just below 16 hours.
 */
public final class TimeTz {
    /** The greatest offset, of either sign: 15:59:59. */
    public static final long MOST_SECONDS = 16 * 3600 - 1;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int OFFSET_BITS = 24;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private TimeTz() {}

    /** Of local microseconds since midnight and seconds ahead of UTC. */
    public static long of(long micros, long offset) {
        long encoded = MOST_SECONDS - offset;
        return micros + encoded * MICROS_PER_SECOND << OFFSET_BITS | encoded;
    }

    /** Local microseconds since midnight. */
    public static long micros(long time) {
        return (time >>> OFFSET_BITS) - (time & OFFSET_MASK) * MICROS_PER_SECOND;
    }

    /** Seconds ahead of UTC. */
    public static long offset(long time) {
        return MOST_SECONDS - (time & OFFSET_MASK);
    }

    /** Microseconds of the time in UTC, which may lie before or behind the day. */
    public static long utc(long time) {
        return micros(time) - offset(time) * MICROS_PER_SECOND;
    }
}
