package tarn.engine.expr.eval;

import java.time.ZoneId;
import java.util.function.LongUnaryOperator;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.type.TimeZones;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.sql.error.SqlException;

/**
 * Casts among dates, times and timestamps. To fewer digits they round half away from 1970. Infinity stays infinite, as a
 * time it is an error.
 */
final class TimeCasts {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private TimeCasts() {}

    static Kernel kernel(DataType from, DataType to, ZoneId zone) {
        if (!(from instanceof ScalarType source) || !(to instanceof ScalarType target)) {
            throw impossible(from, to);
        }
        if (source == ScalarType.TIMESTAMPTZ && target == ScalarType.TIMETZ) {
            return Kernels.longs(to, new LocalTime(zone));
        }
        if (!TimeZones.isUtc(zone)
                && source != ScalarType.TIME
                && source != ScalarType.TIMETZ
                && (source == ScalarType.TIMESTAMPTZ) != (target == ScalarType.TIMESTAMPTZ)) {
            return Kernels.longs(to, new Zoned(zone, source, target));
        }
        return Kernels.longs(to, operator(source, target));
    }

    /** A record, so that equal ones share their compiled loop. */
    private record Zoned(ZoneId zone, ScalarType from, ScalarType to) implements LongUnaryOperator {
        @Override
        public long applyAsLong(long value) {
            return from == ScalarType.TIMESTAMPTZ
                    ? operator(ScalarType.TIMESTAMP, to).applyAsLong(TimeZones.toLocal(zone, value))
                    : TimeZones.toInstant(
                            zone, operator(from, ScalarType.TIMESTAMP).applyAsLong(value));
        }
    }

    /** The local time of an instant, with its offset. */
    private record LocalTime(ZoneId zone) implements LongUnaryOperator {
        @Override
        public long applyAsLong(long value) {
            long time = timestampToTime(TimeZones.toLocal(zone, value));
            return TimeTz.of(time, TimeZones.offset(zone, value) / MICROS_PER_SECOND);
        }
    }

    private static LongUnaryOperator operator(ScalarType source, ScalarType target) {
        return switch (source) {
            case TIME -> micros -> TimeTz.of(micros, 0);
            case TIMETZ -> TimeTz::micros;
            case DATE -> ofDate(target);
            case TIMESTAMP_NS -> ofNanos(target);
            case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMPTZ -> ofMicros(target);
            default -> throw impossible(source, target);
        };
    }

    private static LongUnaryOperator ofDate(ScalarType to) {
        return switch (to) {
            case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMPTZ -> TimeCasts::dateToTimestamp;
            case TIMESTAMP_NS -> TimeCasts::dateToNanos;
            default -> throw impossible(ScalarType.DATE, to);
        };
    }

    private static LongUnaryOperator ofMicros(ScalarType to) {
        return switch (to) {
            case DATE -> TimeCasts::timestampToDate;
            case TIME -> TimeCasts::timestampToTime;
            case TIMESTAMP, TIMESTAMPTZ -> Casts::same;
            case TIMESTAMP_S -> micros -> rounded(micros, 1_000_000);
            case TIMESTAMP_MS -> micros -> rounded(micros, 1000);
            case TIMESTAMP_NS -> TimeCasts::nanos;
            default -> throw impossible(ScalarType.TIMESTAMP, to);
        };
    }

    private static LongUnaryOperator ofNanos(ScalarType to) {
        return switch (to) {
            case DATE -> nanos -> timestampToDate(micros(nanos));
            case TIME -> nanos -> timestampToTime(micros(nanos));
            case TIMESTAMP, TIMESTAMPTZ -> TimeCasts::micros;
            case TIMESTAMP_S -> nanos -> rounded(micros(nanos), 1_000_000);
            case TIMESTAMP_MS -> nanos -> rounded(micros(nanos), 1000);
            default -> throw impossible(ScalarType.TIMESTAMP_NS, to);
        };
    }

    private static SqlException impossible(DataType from, DataType to) {
        return SqlException.internal("no cast from " + from.sql() + " to " + to.sql(), null);
    }

    private static boolean isInfinite(long time) {
        return TextForm.isInfinite(time);
    }

    /** Microseconds to the nearest whole unit. */
    static long rounded(long micros, long unit) {
        return isInfinite(micros) ? micros : Math.multiplyExact(nearest(micros, unit), unit);
    }

    /** Half away from zero. */
    private static long nearest(long value, long unit) {
        long quotient = value / unit;
        long rest = Math.abs(value % unit);
        return rest >= unit - rest ? quotient + Long.signum(value) : quotient;
    }

    private static long nanos(long micros) {
        return isInfinite(micros) ? micros : Math.multiplyExact(micros, 1000);
    }

    private static long micros(long nanos) {
        return isInfinite(nanos) ? nanos : nearest(nanos, 1000);
    }

    private static long dateToTimestamp(long days) {
        if (days == TextForm.INFINITE_DATE || days == -TextForm.INFINITE_DATE) {
            return days > 0 ? TextForm.INFINITE_TIMESTAMP : -TextForm.INFINITE_TIMESTAMP;
        }
        return Math.multiplyExact(days, MICROS_PER_DAY);
    }

    private static long dateToNanos(long days) {
        return nanos(dateToTimestamp(days));
    }

    private static long timestampToDate(long micros) {
        if (isInfinite(micros)) {
            return micros > 0 ? TextForm.INFINITE_DATE : -TextForm.INFINITE_DATE;
        }
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }

    private static long timestampToTime(long micros) {
        if (isInfinite(micros)) {
            throw NumberCasts.outOfRange();
        }
        return Math.floorMod(micros, MICROS_PER_DAY);
    }
}
