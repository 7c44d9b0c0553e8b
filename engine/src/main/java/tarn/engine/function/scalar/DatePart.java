package tarn.engine.function.scalar;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * The parts that date_part, date_trunc, date_diff and date_sub know. The operators are held by the constants, so that
 * each loop over rows exists once.
 */
enum DatePart {
    YEAR(days(d -> Calendar.year(Calendar.civil(d))), Cut.YEARS, 1, "year", "yr", "y", "years", "yrs"),
    QUARTER(days(d -> (Calendar.month(Calendar.civil(d)) + 2) / 3), Cut.MONTHS, 3, "quarter", "quarters"),
    MONTH(days(d -> Calendar.month(Calendar.civil(d))), Cut.MONTHS, 1, "month", "mon", "months", "mons"),
    DECADE(days(d -> Calendar.year(Calendar.civil(d)) / 10), Cut.YEARS, 10, "decade", "dec", "decades", "decs"),
    CENTURY(
            days(d -> century(Calendar.year(Calendar.civil(d)), 100)),
            Cut.YEARS,
            100,
            "century",
            "cent",
            "centuries",
            "c"),
    MILLENNIUM(
            days(d -> century(Calendar.year(Calendar.civil(d)), 1000)),
            Cut.YEARS,
            1000,
            "millennium",
            "mil",
            "millenniums",
            "millennia",
            "mils"),
    WEEK(days(Calendar::isoWeek), Cut.WEEK, 7 * Calendar.MICROS_PER_DAY, "week", "weeks", "w", "weekofyear"),
    DAY(
            days(d -> Calendar.day(Calendar.civil(d))),
            Cut.UNIT,
            Calendar.MICROS_PER_DAY,
            "day",
            "days",
            "d",
            "dayofmonth"),
    DAY_OF_WEEK(
            days(d -> Calendar.isoDayOfWeek(d) % 7), Cut.UNIT, Calendar.MICROS_PER_DAY, "dow", "dayofweek", "weekday"),
    ISO_DAY_OF_WEEK(days(Calendar::isoDayOfWeek), Cut.UNIT, Calendar.MICROS_PER_DAY, "isodow"),
    DAY_OF_YEAR(days(Calendar::dayOfYear), Cut.UNIT, Calendar.MICROS_PER_DAY, "doy", "dayofyear"),
    ISO_YEAR(days(Calendar::isoYear), Cut.ISO_YEAR, 1, "isoyear"),
    YEAR_WEEK(
            days(d -> {
                long year = Calendar.isoYear(d);
                return year * 100 + (year < 0 ? -Calendar.isoWeek(d) : Calendar.isoWeek(d));
            }),
            Cut.WEEK,
            7 * Calendar.MICROS_PER_DAY,
            "yearweek"),
    ERA(days(d -> Calendar.year(Calendar.civil(d)) > 0 ? 1 : 0), Cut.NONE, 1, "era"),
    HOUR(
            m -> Calendar.timeOf(m) / Calendar.MICROS_PER_HOUR,
            Cut.UNIT,
            Calendar.MICROS_PER_HOUR,
            "hour",
            "hr",
            "hours",
            "hrs",
            "h"),
    MINUTE(
            m -> Calendar.timeOf(m) / Calendar.MICROS_PER_MINUTE % 60,
            Cut.UNIT,
            Calendar.MICROS_PER_MINUTE,
            "minute",
            "min",
            "minutes",
            "mins",
            "m"),
    SECOND(
            m -> Calendar.timeOf(m) / Calendar.MICROS_PER_SECOND % 60,
            Cut.UNIT,
            Calendar.MICROS_PER_SECOND,
            "second",
            "sec",
            "seconds",
            "secs",
            "s"),
    MILLISECOND(
            m -> Calendar.timeOf(m) % Calendar.MICROS_PER_MINUTE / 1000,
            Cut.UNIT,
            1000,
            "millisecond",
            "milliseconds",
            "ms",
            "msec",
            "msecs",
            "msecond",
            "mseconds"),
    MICROSECOND(
            m -> Calendar.timeOf(m) % Calendar.MICROS_PER_MINUTE,
            Cut.UNIT,
            1,
            "microsecond",
            "microseconds",
            "us",
            "usec",
            "usecs",
            "usecond",
            "useconds"),
    NANOSECOND(
            m -> Calendar.timeOf(m) % Calendar.MICROS_PER_MINUTE * 1000,
            Cut.NONE,
            1,
            "nanosecond",
            "nanoseconds",
            "ns"),
    EPOCH(m -> Math.floorDiv(m, Calendar.MICROS_PER_SECOND), Cut.UNIT, Calendar.MICROS_PER_SECOND, "epoch"),
    JULIAN(m -> Calendar.daysOf(m), Cut.NONE, 1, "julian"),
    TIMEZONE(_ -> 0, Cut.NONE, 1, "timezone"),
    TIMEZONE_HOUR(_ -> 0, Cut.NONE, 1, "timezone_hour"),
    TIMEZONE_MINUTE(_ -> 0, Cut.NONE, 1, "timezone_minute");

    /** How time is cut into pieces of a part. */
    private enum Cut {
        YEARS,
        MONTHS,
        WEEK,
        /** Pieces of so many microseconds. */
        UNIT,
        ISO_YEAR,
        NONE
    }

    private static final Map<String, DatePart> BY_NAME = new HashMap<>();

    static {
        for (var part : values()) {
            part.names.forEach(name -> BY_NAME.put(name, part));
        }
    }

    private final LongUnaryOperator ofTimestamp;
    private final LongUnaryOperator ofDate;
    private final @Nullable LongUnaryOperator truncation;
    private final @Nullable LongUnaryOperator dateTruncation;
    private final @Nullable LongBinaryOperator difference;
    private final @Nullable LongBinaryOperator dateDifference;
    private final @Nullable LongBinaryOperator whole;
    private final @Nullable LongBinaryOperator dateWhole;
    private final List<String> names;

    DatePart(LongUnaryOperator ofTimestamp, Cut cut, long size, String... names) {
        this.ofTimestamp = ofTimestamp;
        this.ofDate = d -> ofTimestamp.applyAsLong(d * Calendar.MICROS_PER_DAY);
        var truncate = truncation(cut, size);
        this.truncation = truncate;
        this.dateTruncation = truncate == null ? null : d -> truncate.applyAsLong(d * Calendar.MICROS_PER_DAY);
        var differ = difference(cut, size);
        this.difference = differ;
        this.dateDifference = onDates(differ);
        var complete = whole(cut, size);
        this.whole = complete;
        this.dateWhole = onDates(complete);
        this.names = List.of(names);
    }

    private static LongUnaryOperator days(LongUnaryOperator ofDays) {
        return m -> ofDays.applyAsLong(Calendar.daysOf(m));
    }

    private static @Nullable LongBinaryOperator onDates(@Nullable LongBinaryOperator ofTimestamps) {
        return ofTimestamps == null
                ? null
                : (a, b) -> ofTimestamps.applyAsLong(a * Calendar.MICROS_PER_DAY, b * Calendar.MICROS_PER_DAY);
    }

    private static long century(int year, int length) {
        return year > 0 ? (year - 1) / length + 1 : year / length - 1;
    }

    private static @Nullable LongUnaryOperator truncation(Cut cut, long size) {
        return switch (cut) {
            case YEARS ->
                m -> {
                    long year = Calendar.year(Calendar.civil(Calendar.daysOf(m)));
                    return Calendar.days(year / size * size, 1, 1) * Calendar.MICROS_PER_DAY;
                };
            case MONTHS ->
                m -> {
                    long civil = Calendar.civil(Calendar.daysOf(m));
                    int month = (int) ((Calendar.month(civil) - 1) / size * size) + 1;
                    return Calendar.days(Calendar.year(civil), month, 1) * Calendar.MICROS_PER_DAY;
                };
            case WEEK -> m -> Calendar.weekStart(Calendar.daysOf(m)) * Calendar.MICROS_PER_DAY;
            case UNIT -> m -> Math.floorDiv(m, size) * size;
            case ISO_YEAR ->
                m -> {
                    long year = Calendar.isoYear(Calendar.daysOf(m));
                    return Calendar.weekStart(Calendar.days(year, 1, 4)) * Calendar.MICROS_PER_DAY;
                };
            case NONE -> null;
        };
    }

    private static @Nullable LongBinaryOperator difference(Cut cut, long size) {
        return switch (cut) {
            case YEARS -> (a, b) -> yearOf(b) / size - yearOf(a) / size;
            case MONTHS -> (a, b) -> Math.floorDiv(monthsOf(b), size) - Math.floorDiv(monthsOf(a), size);
            case WEEK -> (a, b) -> (Calendar.daysOf(b) - Calendar.daysOf(a)) / 7;
            case UNIT -> (a, b) -> Math.floorDiv(b, size) - Math.floorDiv(a, size);
            case ISO_YEAR -> (a, b) -> Calendar.isoYear(Calendar.daysOf(b)) - Calendar.isoYear(Calendar.daysOf(a));
            case NONE -> null;
        };
    }

    private static @Nullable LongBinaryOperator whole(Cut cut, long size) {
        return switch (cut) {
            case YEARS -> (a, b) -> wholeMonths(a, b) / (12 * size);
            case MONTHS -> (a, b) -> wholeMonths(a, b) / size;
            case WEEK, UNIT -> (a, b) -> (b - a) / size;
            case ISO_YEAR -> (a, b) -> wholeMonths(a, b) / 12;
            case NONE -> null;
        };
    }

    private static long yearOf(long micros) {
        return Calendar.year(Calendar.civil(Calendar.daysOf(micros)));
    }

    private static long monthsOf(long micros) {
        long civil = Calendar.civil(Calendar.daysOf(micros));
        return Calendar.year(civil) * 12L + Calendar.month(civil) - 1;
    }

    /** How many months after the first the second still is not passed. */
    private static long wholeMonths(long from, long to) {
        if (from > to) {
            return -wholeMonths(to, from);
        }
        long months = monthsOf(to) - monthsOf(from);
        return Calendar.plus(from, months, 0, 0) > to ? months - 1 : months;
    }

    /** The part of a name in any letter case. */
    static DatePart named(String name) {
        var part = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (part == null) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "unknown part of a date: " + name)
                    .suggesting(name, BY_NAME.keySet());
        }
        return part;
    }

    LongUnaryOperator ofTimestamp() {
        return ofTimestamp;
    }

    LongUnaryOperator ofDate() {
        return ofDate;
    }

    LongUnaryOperator truncation() {
        return supported(truncation, "date_trunc");
    }

    LongUnaryOperator dateTruncation() {
        return supported(dateTruncation, "date_trunc");
    }

    LongBinaryOperator difference() {
        return supported(difference, "date_diff");
    }

    LongBinaryOperator dateDifference() {
        return supported(dateDifference, "date_diff");
    }

    LongBinaryOperator whole() {
        return supported(whole, "date_sub");
    }

    LongBinaryOperator dateWhole() {
        return supported(dateWhole, "date_sub");
    }

    private <T> T supported(@Nullable T operator, String function) {
        if (operator == null) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, function + " does not know the part " + names.getFirst());
        }
        return operator;
    }

    /** The value within an interval, whose months, days and microseconds are apart. */
    long ofInterval(int months, int days, long micros) {
        return switch (this) {
            case YEAR -> months / 12;
            case QUARTER -> months % 12 / 3 + 1;
            case MONTH -> months % 12;
            case DECADE -> months / 120;
            case CENTURY -> months / 1200;
            case MILLENNIUM -> months / 12_000;
            case DAY -> days;
            case HOUR -> micros / Calendar.MICROS_PER_HOUR;
            case MINUTE -> micros % Calendar.MICROS_PER_HOUR / Calendar.MICROS_PER_MINUTE;
            case SECOND -> micros % Calendar.MICROS_PER_MINUTE / Calendar.MICROS_PER_SECOND;
            case MILLISECOND -> micros % Calendar.MICROS_PER_MINUTE / 1000;
            case MICROSECOND -> micros % Calendar.MICROS_PER_MINUTE;
            case NANOSECOND -> micros % Calendar.MICROS_PER_MINUTE * 1000;
            case WEEK,
                    DAY_OF_WEEK,
                    ISO_DAY_OF_WEEK,
                    DAY_OF_YEAR,
                    ISO_YEAR,
                    YEAR_WEEK,
                    ERA,
                    EPOCH,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                throw SqlException.of(ErrorCode.INVALID_VALUE, "an interval has no part " + names.getFirst());
        };
    }
}
