package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DOUBLE;

import java.time.Instant;
import java.util.function.LongUnaryOperator;
import tarn.engine.data.type.TimeTz;
import tarn.engine.function.KernelFactory;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** What functions do with TIME WITH TIME ZONE. */
final class OffsetTimes {
    private static final LongUnaryOperator ZONE = TimeTz::offset;
    private static final LongUnaryOperator ZONE_HOURS = time -> TimeTz.offset(time) / 3600;
    private static final LongUnaryOperator ZONE_MINUTES = time -> TimeTz.offset(time) / 60 % 60;

    private OffsetTimes() {}

    static boolean has(DatePart part) {
        return switch (part) {
            case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> true;
            case EPOCH, TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> true;
            default -> false;
        };
    }

    static KernelFactory extraction(DatePart part) {
        if (!has(part)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a TIME WITH TIME ZONE has no such part: " + part.name());
        }
        return switch (part) {
            case EPOCH -> Make.kernel(() -> Kernels.longToDouble(DOUBLE, time -> TimeTz.micros(time) / 1e6));
            case HOUR -> longs(time -> TimeTz.micros(time) / Calendar.MICROS_PER_HOUR);
            case TIMEZONE -> longs(ZONE);
            case TIMEZONE_HOUR -> longs(ZONE_HOURS);
            case TIMEZONE_MINUTE -> longs(ZONE_MINUTES);
            default -> longs(time -> part.ofTimestamp().applyAsLong(TimeTz.micros(time)));
        };
    }

    /** Local microseconds since midnight, in units of so many nanoseconds. */
    static KernelFactory epoch(long nanos) {
        return longs(time -> TimeTz.micros(time) * 1000 / nanos);
    }

    private static KernelFactory longs(LongUnaryOperator operator) {
        return Make.kernel(() -> Kernels.longs(BIGINT, operator));
    }

    static boolean plus(Arguments in, int row, Output out) {
        return moved(in, row, out, in.micros(1, row));
    }

    static boolean minus(Arguments in, int row, Output out) {
        return moved(in, row, out, Math.negateExact(in.micros(1, row)));
    }

    private static boolean moved(Arguments in, int row, Output out, long micros) {
        long time = in.int64(0, row);
        long local = Calendar.timeOf(TimeTz.micros(time) + Calendar.timeOf(micros));
        out.putLong(row, TimeTz.of(local, TimeTz.offset(time)));
        return true;
    }

    /** The instant of a day and a time. */
    static boolean onDay(Arguments in, int row, Output out) {
        out.putLong(row, Math.addExact(Calendar.timestamp(in.int32(0, row), 0), TimeTz.utc(in.int64(1, row))));
        return true;
    }

    /** The same time with the offset of a zone, as it is today. */
    static boolean inZone(Arguments in, int row, Output out) {
        var zone = Zones.zone(in.string(0, row));
        return shifted(
                in.int64(1, row), zone.getRules().getOffset(Instant.now()).getTotalSeconds(), row, out);
    }

    /** The same time with another offset. */
    static boolean atOffset(Arguments in, int row, Output out) {
        long offset = in.micros(0, row) / Calendar.MICROS_PER_SECOND;
        if (in.months(0, row) != 0 || in.days(0, row) != 0 || Math.abs(offset) > TimeTz.MOST_SECONDS) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the offset of a time is less than 16 hours");
        }
        return shifted(in.int64(1, row), offset, row, out);
    }

    private static boolean shifted(long time, long offset, int row, Output out) {
        long local = Calendar.timeOf(TimeTz.utc(time) + offset * Calendar.MICROS_PER_SECOND);
        out.putLong(row, TimeTz.of(local, offset));
        return true;
    }
}
