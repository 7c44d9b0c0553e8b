package tarn.engine.data.type;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Time zones by the JDK's rules: how far local time is ahead of UTC. A local time that a zone skips is taken as if the
 * clocks had not been changed; of one that it has twice, the second is meant.
 */
public final class TimeZones {
    public static final ZoneId UTC = ZoneOffset.UTC;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private TimeZones() {}

    /** The zone of this name in any case, of this abbreviation, or offset; empty if there is none. */
    public static Optional<ZoneId> find(String name) {
        try {
            return Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS));
        } catch (DateTimeException _) {
            return ZoneId.getAvailableZoneIds().stream()
                    .filter(known -> known.equalsIgnoreCase(name))
                    .findFirst()
                    .map(ZoneId::of);
        }
    }

    /** Whether it never differs from UTC. */
    public static boolean isUtc(ZoneId zone) {
        var rules = zone.getRules();
        return rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).getTotalSeconds() == 0;
    }

    /** Microseconds that local time is ahead at an instant. */
    public static long offset(ZoneId zone, long micros) {
        var instant = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND));
        return zone.getRules().getOffset(instant).getTotalSeconds() * MICROS_PER_SECOND;
    }

    /** Microseconds that local time is ahead at a local time. */
    public static long offsetOfLocal(ZoneId zone, long micros) {
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        var local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        var change = zone.getRules().getTransition(local);
        var offset = change == null
                ? zone.getRules().getOffset(local)
                : change.isGap() ? change.getOffsetBefore() : change.getOffsetAfter();
        return offset.getTotalSeconds() * MICROS_PER_SECOND;
    }

    /** Local microseconds of an instant; infinity stays. */
    public static long toLocal(ZoneId zone, long micros) {
        return TextForm.isInfinite(micros) ? micros : micros + offset(zone, micros);
    }

    /** The instant of local microseconds; infinity stays. */
    public static long toInstant(ZoneId zone, long micros) {
        return TextForm.isInfinite(micros) ? micros : micros - offsetOfLocal(zone, micros);
    }
}
