package tarn.engine.function.scalar;

import java.time.ZoneId;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TimeZones;
import tarn.engine.function.KernelFactory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Instants to local times and back, see {@link TimeZones}. */
final class Zones {
    private Zones() {}

    /** Kernel of timezone(zone, time); for a result TIMESTAMPTZ the time is local. */
    static KernelFactory kernel(ScalarType result) {
        boolean fromLocal = result == ScalarType.TIMESTAMPTZ;
        KernelFactory timeFirst = PatternKernel.of(
                result,
                arguments -> zone(arguments[0] instanceof String name ? name : ""),
                (zone, values, row, out) -> {
                    long micros = Memory.getLong(values, row);
                    long moved = fromLocal ? TimeZones.toInstant(zone, micros) : TimeZones.toLocal(zone, micros);
                    Memory.setLong(out.values(), row, moved);
                });
        return scratch -> {
            var inner = timeFirst.create(scratch);
            return (arguments, rows, batch) -> inner.evaluate(arguments.reversed(), rows, batch);
        };
    }

    /** Microseconds since 1970-01-01 UTC of a local time; fails for an unknown zone. */
    static long instant(String zone, long local) {
        return TimeZones.toInstant(zone(zone), local);
    }

    static ZoneId zone(String name) {
        return TimeZones.find(name)
                .orElseThrow(() -> SqlException.of(ErrorCode.INVALID_VALUE, "unknown time zone: " + name)
                        .suggesting(name, ZoneId.getAvailableZoneIds()));
    }
}
