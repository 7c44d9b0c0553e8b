package tarn.engine.function.scalar;

import tarn.engine.data.type.Lane;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Row operators on intervals, dates and times. */
final class DateRows {
    /** The Julian day of 1970-01-01. */
    static final double JULIAN_EPOCH = 2_440_588;

    private static final int DAYS_PER_MONTH = 30;
    private static final double DAYS_PER_YEAR = 365.25;

    private DateRows() {}

    static boolean intervalPart(Arguments in, int row, Output out) {
        var part = DatePart.values()[(int) in.int64(1, row)];
        out.putLong(row, part.ofInterval(in.months(0, row), in.days(0, row), in.micros(0, row)));
        return true;
    }

    /** Seconds, with years of 365.25 days and months of 30. */
    static boolean intervalEpoch(Arguments in, int row, Output out) {
        int months = in.months(0, row);
        double days = months / 12 * DAYS_PER_YEAR + (double) (months % 12) * DAYS_PER_MONTH + in.days(0, row);
        out.putDouble(row, days * 86_400 + in.micros(0, row) / 1e6);
        return true;
    }

    /** Months have 30 days. */
    static boolean intervalNanos(Arguments in, int row, Output out) {
        long days = in.months(0, row) * 30L + in.days(0, row);
        long micros = Math.addExact(Math.multiplyExact(days, Calendar.MICROS_PER_DAY), in.micros(0, row));
        out.putLong(row, Math.multiplyExact(micros, 1000));
        return true;
    }

    static boolean truncateInterval(Arguments in, int row, Output out) {
        int months = in.months(0, row);
        int days = in.days(0, row);
        long micros = in.micros(0, row);
        switch (DatePart.values()[(int) in.int64(1, row)]) {
            case MILLENNIUM -> out.putInterval(row, months / 12_000 * 12_000, 0, 0);
            case CENTURY -> out.putInterval(row, months / 1200 * 1200, 0, 0);
            case DECADE -> out.putInterval(row, months / 120 * 120, 0, 0);
            case YEAR, ISO_YEAR -> out.putInterval(row, months / 12 * 12, 0, 0);
            case QUARTER -> out.putInterval(row, months / 3 * 3, 0, 0);
            case MONTH -> out.putInterval(row, months, 0, 0);
            case WEEK, YEAR_WEEK -> out.putInterval(row, months, days / 7 * 7, 0);
            case DAY, DAY_OF_WEEK, ISO_DAY_OF_WEEK, DAY_OF_YEAR -> out.putInterval(row, months, days, 0);
            case HOUR ->
                out.putInterval(row, months, days, micros / Calendar.MICROS_PER_HOUR * Calendar.MICROS_PER_HOUR);
            case MINUTE ->
                out.putInterval(row, months, days, micros / Calendar.MICROS_PER_MINUTE * Calendar.MICROS_PER_MINUTE);
            case SECOND, EPOCH ->
                out.putInterval(row, months, days, micros / Calendar.MICROS_PER_SECOND * Calendar.MICROS_PER_SECOND);
            case MILLISECOND -> out.putInterval(row, months, days, micros / 1000 * 1000);
            case MICROSECOND, NANOSECOND, ERA, JULIAN, TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE ->
                out.putInterval(row, months, days, micros);
        }
        return true;
    }

    /** Years, months, days and time from the second to the first, each as far as it goes. */
    static boolean age(Arguments in, int row, Output out) {
        long later = in.int64(0, row);
        long earlier = in.int64(1, row);
        int sign = 1;
        if (later < earlier) {
            long swap = later;
            later = earlier;
            earlier = swap;
            sign = -1;
        }
        long to = Calendar.civil(Calendar.daysOf(later));
        long from = Calendar.civil(Calendar.daysOf(earlier));
        int months = (Calendar.year(to) - Calendar.year(from)) * 12 + Calendar.month(to) - Calendar.month(from);
        int days = Calendar.day(to) - Calendar.day(from);
        long micros = Calendar.timeOf(later) - Calendar.timeOf(earlier);
        if (micros < 0) {
            micros += Calendar.MICROS_PER_DAY;
            days--;
        }
        if (days < 0) {
            days += Calendar.daysOfMonth(Calendar.year(from), Calendar.month(from));
            months--;
        }
        out.putInterval(row, sign * months, sign * days, sign * micros);
        return true;
    }

    static boolean makeDate(Arguments in, int row, Output out) {
        out.putLong(row, date(in.int64(0, row), in.int64(1, row), in.int64(2, row)));
        return true;
    }

    static long date(long year, long month, long day) {
        if (month < 1
                || month > 12
                || day < 1
                || Math.abs(year) > 5_000_000
                || day > Calendar.daysOfMonth(year, (int) month)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "not a date: " + year + "-" + month + "-" + day);
        }
        return Calendar.days(year, (int) month, (int) day);
    }

    static boolean makeTime(Arguments in, int row, Output out) {
        out.putLong(row, time(in.int64(0, row), in.int64(1, row), in.float64(2, row)));
        return true;
    }

    static boolean makeTimestamp(Arguments in, int row, Output out) {
        long days = date(in.int64(0, row), in.int64(1, row), in.int64(2, row));
        out.putLong(row, Calendar.timestamp(days, time(in.int64(3, row), in.int64(4, row), in.float64(5, row))));
        return true;
    }

    private static long time(long hour, long minute, double second) {
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "not a time: " + hour + ":" + minute + ":" + second);
        }
        return hour * Calendar.MICROS_PER_HOUR + minute * Calendar.MICROS_PER_MINUTE + Math.round(second * 1e6);
    }

    /**
     * time_bucket: the start of the bucket of a width that a time is in. Buckets of months are counted from 2000-01-01,
     * others from 2000-01-03, a Monday, or from the third argument if there is one.
     */
    static boolean bucket(Arguments in, int row, Output out) {
        boolean dates = in.lane(1) == Lane.I32;
        long start = bucket(in, row, micros(in, 1, row));
        out.putLong(row, dates ? Calendar.daysOf(start) : start);
        return true;
    }

    /** The third argument is how much later than usual buckets begin. */
    static boolean bucketLater(Arguments in, int row, Output out) {
        boolean dates = in.lane(1) == Lane.I32;
        int months = in.months(2, row);
        int days = in.days(2, row);
        long rest = in.micros(2, row);
        long moved = Calendar.plus(micros(in, 1, row), -(long) months, -(long) days, Math.negateExact(rest));
        long start = Calendar.plus(bucket(in, row, moved), months, days, rest);
        out.putLong(row, dates ? Calendar.daysOf(start) : start);
        return true;
    }

    private static long micros(Arguments in, int argument, int row) {
        return in.lane(argument) == Lane.I32
                ? in.int32(argument, row) * Calendar.MICROS_PER_DAY
                : in.int64(argument, row);
    }

    /** The start of the bucket of a time; the first argument is the width. */
    private static long bucket(Arguments in, int row, long micros) {
        int months = in.months(0, row);
        long width = width(in, row);
        if (months != 0) {
            long civil = Calendar.civil(Calendar.daysOf(micros));
            long index = (Calendar.year(civil) - 2000L) * 12 + Calendar.month(civil) - 1;
            return Calendar.addMonths(Calendar.days(2000, 1, 1), Math.floorDiv(index, months) * months)
                    * Calendar.MICROS_PER_DAY;
        }
        long origin = Calendar.days(2000, 1, 3) * Calendar.MICROS_PER_DAY;
        return origin + Math.floorDiv(micros - origin, width) * width;
    }

    /** Microseconds of the width; 0 where it is months. */
    private static long width(Arguments in, int row) {
        int months = in.months(0, row);
        long width = Math.addExact(Math.multiplyExact(in.days(0, row), Calendar.MICROS_PER_DAY), in.micros(0, row));
        if (months != 0 && width != 0 || months < 0 || width < 0 || months == 0 && width == 0) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "the width of time_bucket must be above zero, in months or in days and time");
        }
        return width;
    }

    static boolean bucketFrom(Arguments in, int row, Output out) {
        boolean dates = in.lane(1) == Lane.I32;
        long micros = micros(in, 1, row);
        long origin = micros(in, 2, row);
        int months = in.months(0, row);
        long width = width(in, row);
        long start;
        if (months != 0) {
            long from = Calendar.civil(Calendar.daysOf(origin));
            long to = Calendar.civil(Calendar.daysOf(micros));
            long index =
                    (Calendar.year(to) - (long) Calendar.year(from)) * 12 + Calendar.month(to) - Calendar.month(from);
            start = Calendar.plus(origin, Math.floorDiv(index, months) * months, 0, 0);
            if (start > micros) {
                start = Calendar.plus(origin, (Math.floorDiv(index, months) - 1) * months, 0, 0);
            }
        } else {
            start = origin + Math.floorDiv(micros - origin, width) * width;
        }
        out.putLong(row, dates ? Calendar.daysOf(start) : start);
        return true;
    }
}
