package tarn.engine.function.scalar;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.KernelFactory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Time zones: instants to local times and back. A local time that a zone skips is
 * taken an hour later; of one that it has twice, the second is meant. */
final class Zones {
    private Zones() {}

    /** Kernel of timezone(zone, time); for a result TIMESTAMPTZ the time is local. */
    static KernelFactory kernel(ScalarType result) {
        boolean fromLocal = result == ScalarType.TIMESTAMPTZ;
        KernelFactory timeFirst = PatternKernel.of(
                result,
                arguments -> zone(arguments[0] instanceof String name ? name : ""),
                (zone, values, row, out) -> {
                    long micros = values.getAtIndex(JAVA_LONG, row);
                    long moved = fromLocal ? micros - offsetOfLocal(zone, micros) : micros + offset(zone, micros);
                    out.values().setAtIndex(JAVA_LONG, row, moved);
                });
        return scratch -> {
            var inner = timeFirst.create(scratch);
            return (arguments, rows, batch) -> inner.evaluate(arguments.reversed(), rows, batch);
        };
    }

    /** Microseconds since 1970-01-01 UTC of a local time; fails for an unknown zone. */
    static long instant(String zone, long local) {
        return local - offsetOfLocal(zone(zone), local);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            for (var known : ZoneId.getAvailableZoneIds()) {
                if (known.equalsIgnoreCase(name)) {
                    return ZoneId.of(known);
                }
            }
            throw SqlException.of(ErrorCode.INVALID_VALUE, "unknown time zone: " + name)
                    .suggesting(name, ZoneId.getAvailableZoneIds());
        }
    }

    private static long offset(ZoneId zone, long micros) {
        var instant = Instant.ofEpochSecond(Math.floorDiv(micros, Calendar.MICROS_PER_SECOND));
        return zone.getRules().getOffset(instant).getTotalSeconds() * Calendar.MICROS_PER_SECOND;
    }

    private static long offsetOfLocal(ZoneId zone, long micros) {
        long seconds = Math.floorDiv(micros, Calendar.MICROS_PER_SECOND);
        var local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        var change = zone.getRules().getTransition(local);
        var offset = change == null
                ? zone.getRules().getOffset(local)
                : change.isGap() ? change.getOffsetBefore() : change.getOffsetAfter();
        return offset.getTotalSeconds() * Calendar.MICROS_PER_SECOND;
    }
}
