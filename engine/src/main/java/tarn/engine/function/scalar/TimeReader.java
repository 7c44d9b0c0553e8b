package tarn.engine.function.scalar;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.TextForm;

/** Reads one text by a format of strptime. */
final class TimeReader {
    private static final int NONE = -1;

    private final TimeFormat format;
    private final String text;
    private int at;
    private boolean failed;

    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int isoYear = NONE;
    private int week = NONE;
    private char weeks;
    private int weekday = NONE;
    private boolean dated;
    private boolean plainYear;
    private int hour;
    private int minute;
    private int second;
    private long micros;
    private long nanos;
    private int half = -1;
    private long offset;
    private String zone = "";

    TimeReader(TimeFormat format, String text) {
        this.format = format;
        this.text = text;
    }

    /** Microseconds since 1970-01-01, null if the text does not fit. */
    @Nullable
    Long read() {
        var special = special(text.strip());
        if (special != null) {
            return special;
        }
        skipSpaces();
        for (var item : format.items()) {
            if (item.code() == 0) {
                literal(item.text());
            } else {
                piece(item.code());
            }
            if (failed) {
                return null;
            }
        }
        skipSpaces();
        if (at < text.length() || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (half >= 0) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + 12 * half;
        }
        if (!dated && dayOfYear > 0) {
            return at(Calendar.days(year, 1, 1) + dayOfYear - 1);
        }
        if (!dated && (week != NONE || isoYear != NONE)) {
            return at(weekDays());
        }
        return day < 1 || day > Calendar.daysOfMonth(year, month) ? null : at(Calendar.days(year, month, day));
    }

    /** What any format reads. */
    private static @Nullable Long special(String word) {
        return switch (word) {
            case "infinity" -> TextForm.INFINITE_TIMESTAMP;
            case "-infinity" -> -TextForm.INFINITE_TIMESTAMP;
            case "epoch" -> 0L;
            default -> null;
        };
    }

    /** The day of a week that is counted from the year's first Sunday (%U) or Monday (%W), or is one of ISO 8601. */
    private long weekDays() {
        if (weeks == 'V' || isoYear != NONE) {
            long first = Calendar.weekStart(Calendar.days(isoYear == NONE ? year : isoYear, 1, 4));
            int fromMonday = weekday == NONE ? 0 : (weekday + 6) % 7;
            return first + (Math.max(week, 1) - 1) * 7L + fromMonday;
        }
        long january = Calendar.days(year, 1, 1);
        int firstDay = Calendar.isoDayOfWeek(january) % 7;
        if (weeks == 'U') {
            return january + (7 - firstDay) % 7 + (week - 1) * 7L + Math.max(weekday, 0);
        }
        return january + (8 - firstDay) % 7 + (week - 1) * 7L + (weekday == NONE ? 0 : (weekday + 6) % 7);
    }

    private long at(long days) {
        long time = hour * Calendar.MICROS_PER_HOUR
                + minute * Calendar.MICROS_PER_MINUTE
                + second * Calendar.MICROS_PER_SECOND
                + micros;
        long local = Calendar.timestamp(days, time - offset);
        return zone.isEmpty() || offset != 0 ? local : Zones.instant(zone, local);
    }

    /** Nanoseconds since 1970-01-01 of the microseconds that {@link #read} gave. */
    long withNanos(long read) {
        return Math.abs(read) == TextForm.INFINITE_TIMESTAMP
                ? read
                : Math.addExact(Math.multiplyExact(read, 1000), nanos);
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void literal(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            char c = expected.charAt(i);
            if (Character.isWhitespace(c)) {
                skipSpaces();
            } else if (at < text.length() && text.charAt(at) == c) {
                at++;
            } else {
                failed = true;
                return;
            }
        }
    }

    private void piece(char code) {
        switch (code) {
            case 'Y' -> {
                year = number(4);
                isoYear = NONE;
                plainYear = true;
                dated |= weeks == 'V';
            }
            case 'y' -> {
                int two = number(2);
                year = two < 69 ? 2000 + two : 1900 + two;
            }
            case 'm' -> {
                month = number(2);
                dated = true;
            }
            case 'd' -> {
                day = number(2);
                dated = true;
            }
            case 'j' -> {
                dayOfYear = number(3);
                failed |= dayOfYear < 1 || dayOfYear > 366 || week != NONE || isoYear != NONE;
            }
            case 'U', 'W', 'V' -> week(code);
            case 'G' -> {
                int read = number(4);
                isoYear = plainYear ? NONE : read;
                failed |= weeks == 'U' || weeks == 'W';
            }
            case 'H', 'I' -> hour = number(2);
            case 'M' -> minute = number(2);
            case 'S' -> second = number(2);
            case 'f' -> micros = fraction(6, 1);
            case 'g' -> micros = fraction(3, 1000);
            case 'n' -> {
                long fraction = fraction(9, 1);
                micros = fraction / 1000;
                nanos = fraction % 1000;
            }
            case 'p' -> half = name(List.of("AM", "PM"), false);
            case 'b', 'B' -> {
                month = name(TimeFormat.MONTHS, code == 'b') + 1;
                dated = true;
            }
            case 'a' -> name(TimeFormat.DAYS, true);
            case 'A' -> name(TimeFormat.DAYS, false);
            case 'u' -> {
                int one = number(1);
                failed |= one < 1 || one > 7;
                weekday = one % 7;
            }
            case 'w' -> {
                int one = number(1);
                failed |= one > 6;
                weekday = weeks == 'V' ? NONE : one;
            }
            case 'z' -> zone();
            case 'Z' -> {
                int start = at;
                while (at < text.length()
                        && (Character.isLetter(text.charAt(at)) || "/_+-".indexOf(text.charAt(at)) >= 0)) {
                    at++;
                }
                zone = text.substring(start, at);
            }
            default -> failed = true;
        }
    }

    private void week(char code) {
        failed |= week != NONE || dayOfYear > 0 || code != 'V' && isoYear != NONE;
        week = number(2);
        weeks = code;
        failed |= week > 53 || code == 'V' && (week < 1 || plainYear && !dated);
    }

    private int number(int digits) {
        int start = at;
        int value = 0;
        while (at < text.length() && at - start < digits && Character.digit(text.charAt(at), 10) >= 0) {
            value = value * 10 + Character.digit(text.charAt(at++), 10);
        }
        failed |= at == start;
        return value;
    }

    private int twoDigits() {
        int start = at;
        int value = number(2);
        failed |= at - start != 2;
        return value;
    }

    /** Digits behind a point, as many as there are. */
    private long fraction(int digits, int unit) {
        int start = at;
        long value = 0;
        while (at < text.length() && at - start < digits && Character.digit(text.charAt(at), 10) >= 0) {
            value = value * 10 + Character.digit(text.charAt(at++), 10);
        }
        failed |= at == start;
        for (int i = at - start; i < digits; i++) {
            value *= 10;
        }
        return value * unit;
    }

    private int name(List<String> names, boolean shortened) {
        for (int i = 0; i < names.size(); i++) {
            String name = shortened ? names.get(i).substring(0, 3) : names.get(i);
            if (text.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        failed = true;
        return 0;
    }

    private void zone() {
        if (at < text.length() && text.charAt(at) == 'Z') {
            at++;
            return;
        }
        int sign = at < text.length() && text.charAt(at) == '-' ? -1 : 1;
        if (at >= text.length() || text.charAt(at) != '+' && text.charAt(at) != '-') {
            failed = true;
            return;
        }
        at++;
        long minutes = twoDigits() * 60L;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
        }
        if (at < text.length() && Character.isDigit(text.charAt(at))) {
            minutes += twoDigits();
        }
        offset = sign * minutes * Calendar.MICROS_PER_MINUTE;
    }
}
