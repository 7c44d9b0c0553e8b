package tarn.engine.function.scalar;

/**
 * The proleptic Gregorian calendar on plain numbers: days since 1970-01-01 and microseconds since 1970-01-01 00:00:00. No
 * objects, so it may stand in loops over rows.
 */
final class Calendar {
    static final long MICROS_PER_SECOND = 1_000_000;
    static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

    private static final int DAYS_PER_ERA = 146_097;
    private static final int EPOCH_SHIFT = 719_468;

    private Calendar() {}

    /** Year, month and day in one number; take it apart with {@link #year}, {@link #month} and {@link #day}. */
    static long civil(long days) {
        // counts years from March on, so that the leap day is the last one of a year
        long shifted = days + EPOCH_SHIFT;
        long era = Math.floorDiv(shifted, DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year << 9 | (long) month << 5 | day;
    }

    static int year(long civil) {
        return (int) (civil >> 9);
    }

    static int month(long civil) {
        return (int) (civil >> 5) & 15;
    }

    static int day(long civil) {
        return (int) civil & 31;
    }

    /** Days of a date; months and days past their end carry over as they come. */
    static long days(long year, int month, int day) {
        long y = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(y, 400);
        int yearOfEra = (int) (y - era * 400);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
    }

    static boolean isLeap(long year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    static int daysOfMonth(long year, int month) {
        return month == 2 ? (isLeap(year) ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** The same day some months on, or the last day of that month if it is shorter. */
    static long addMonths(long days, long months) {
        if (months == 0) {
            return days;
        }
        long civil = civil(days);
        long count = year(civil) * 12L + month(civil) - 1 + months;
        long year = Math.floorDiv(count, 12);
        int month = (int) Math.floorMod(count, 12L) + 1;
        return days(year, month, Math.min(day(civil), daysOfMonth(year, month)));
    }

    static long daysOf(long micros) {
        return Math.floorDiv(micros, MICROS_PER_DAY);
    }

    static long timeOf(long micros) {
        return Math.floorMod(micros, MICROS_PER_DAY);
    }

    static long timestamp(long days, long time) {
        return Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), time);
    }

    /** A timestamp an interval later: first months, then days, then the rest. */
    static long plus(long micros, long months, long days, long rest) {
        long day = Math.addExact(addMonths(daysOf(micros), months), days);
        return Math.addExact(timestamp(day, timeOf(micros)), rest);
    }

    /** Monday is 1, Sunday 7. */
    static int isoDayOfWeek(long days) {
        return (int) Math.floorMod(days + 3, 7L) + 1;
    }

    static int dayOfYear(long days) {
        return (int) (days - days(year(civil(days)), 1, 1)) + 1;
    }

    /** The Monday of the week. */
    static long weekStart(long days) {
        return days - isoDayOfWeek(days) + 1;
    }

    /** The year that the ISO week belongs to: that of its Thursday. */
    static int isoYear(long days) {
        return year(civil(weekStart(days) + 3));
    }

    static int isoWeek(long days) {
        long thursday = weekStart(days) + 3;
        return (int) (thursday - days(year(civil(thursday)), 1, 1)) / 7 + 1;
    }
}
