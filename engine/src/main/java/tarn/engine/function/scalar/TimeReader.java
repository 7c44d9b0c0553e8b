package tarn.engine.function.scalar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one text by a format of strptime. */
final class TimeReader {
    private final TimeFormat format;
    private final String text;
    private int at;
    private boolean failed;

    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private long micros;
    private long nanos;
    private int half = -1;
    private long offset;

    TimeReader(TimeFormat format, String text) {
        this.format = format;
        this.text = text;
    }

    /** Microseconds since 1970-01-01, null if the text does not fit. */
    @Nullable
    Long read() {
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
        if (at < text.length() || month < 1 || month > 12 || hour > 24 || minute > 59 || second > 59) {
            return null;
        }
        if (half >= 0) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + 12 * half;
        }
        long days;
        if (dayOfYear > 0) {
            days = Calendar.days(year, 1, 1) + dayOfYear - 1;
        } else if (day < 1 || day > Calendar.daysOfMonth(year, month)) {
            return null;
        } else {
            days = Calendar.days(year, month, day);
        }
        long time = hour * Calendar.MICROS_PER_HOUR
                + minute * Calendar.MICROS_PER_MINUTE
                + second * Calendar.MICROS_PER_SECOND
                + micros;
        return Calendar.timestamp(days, time - offset);
    }

    /** Nanoseconds since 1970-01-01 of the microseconds that {@link #read} gave. */
    long withNanos(long read) {
        return Math.addExact(Math.multiplyExact(read, 1000), nanos);
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
                boolean negative = at < text.length() && text.charAt(at) == '-';
                at += negative ? 1 : 0;
                year = number(6);
                year = negative ? -year : year;
            }
            case 'y' -> {
                int two = number(2);
                year = two < 69 ? 2000 + two : 1900 + two;
            }
            case 'm' -> month = number(2);
            case 'd' -> day = number(2);
            case 'j' -> dayOfYear = number(3);
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
            case 'b' -> month = name(TimeFormat.MONTHS, true) + 1;
            case 'B' -> month = name(TimeFormat.MONTHS, false) + 1;
            case 'a' -> name(TimeFormat.DAYS, true);
            case 'A' -> name(TimeFormat.DAYS, false);
            case 'u', 'w' -> number(1);
            case 'z' -> zone();
            case 'Z' -> {
                while (at < text.length()
                        && (Character.isLetter(text.charAt(at)) || "/_+-".indexOf(text.charAt(at)) >= 0)) {
                    at++;
                }
            }
            default -> failed = true;
        }
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
        long minutes = number(2) * 60L;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
        }
        if (at < text.length() && Character.isDigit(text.charAt(at))) {
            minutes += number(2);
        }
        offset = sign * minutes * Calendar.MICROS_PER_MINUTE;
    }
}
