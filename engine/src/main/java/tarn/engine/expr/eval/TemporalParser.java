package tarn.engine.expr.eval;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.type.TimeZones;

/** Reads dates, times and timestamps in the forms that DuckDB takes. */
final class TemporalParser {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{2}(:?\\d{2}(:?\\d{2})?)?");
    private static final int LARGEST_YEAR = 5_881_580;

    private final String text;
    private int at;
    private long days;
    private long micros;

    /** Past the microseconds, up to 999. */
    private long nanos;

    /** Seconds ahead of UTC, after {@link #timeTz}. */
    private long offset;

    TemporalParser(String text) {
        this.text = text;
    }

    /** Days since 1970-01-01, after {@link #date}. */
    long days() {
        return days;
    }

    /** Microseconds, after {@link #time} or {@link #timestamp}. */
    long micros() {
        return micros;
    }

    /**
     * Nanoseconds, after {@link #timestamp}.
     *
     * @throws ArithmeticException if there are too many
     */
    long nanos() {
        if (Math.abs(micros) == TextForm.INFINITE_TIMESTAMP) {
            return micros;
        }
        long sum = Math.addExact(Math.multiplyExact(micros, 1000), nanos);
        if (Math.abs(sum) == TextForm.INFINITE_TIMESTAMP) {
            throw new ArithmeticException("out of range");
        }
        return sum;
    }

    /** Seconds ahead of UTC, after {@link #timeTz}. */
    long offset() {
        return offset;
    }

    /** Reads a date; a time behind it is checked and dropped. */
    boolean date() {
        skipSpaces();
        String rest = text.substring(at).strip().toLowerCase(Locale.ROOT);
        switch (rest) {
            case "infinity", "inf" -> days = TextForm.INFINITE_DATE;
            case "-infinity", "-inf" -> days = -TextForm.INFINITE_DATE;
            case "epoch" -> days = 0;
            default -> {
                return yearMonthDay() && (atEnd() || timeBehindDate());
            }
        }
        return true;
    }

    private boolean timeBehindDate() {
        return separator() && clock() && (atEnd() || zone(new long[1]));
    }

    private boolean yearMonthDay() {
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        int year = digits(7);
        char separator = peek();
        if (year < 0 || "-/ \\".indexOf(separator) < 0) {
            return false;
        }
        at++;
        int month = digits(2);
        if (month < 1 || month > 12 || peek() != separator) {
            return false;
        }
        at++;
        int day = digits(2);
        if (text.startsWith(" (BC)", at)) {
            at += 5;
            year = 1 - year;
        }
        year = negative ? -year : year;
        if (day < 1 || Math.abs(year) > LARGEST_YEAR) {
            return false;
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return false;
        }
        days = LocalDate.of(year, month, day).toEpochDay();
        return Math.abs(days) < TextForm.INFINITE_DATE;
    }

    boolean time() {
        skipSpaces();
        int start = at;
        if (clock() && atEnd()) {
            return true;
        }
        at = start;
        if (text.strip().equalsIgnoreCase("epoch")) {
            micros = 0;
            return true;
        }
        if (!yearMonthDay()) {
            return false;
        }
        micros = 0;
        return atEnd() || timeBehindDate();
    }

    /** A time with an offset, or without for UTC; or a timestamp, whose local time in the zone that is. */
    boolean timeTz(ZoneId zone) {
        skipSpaces();
        if (clock()) {
            var behind = text.substring(at).strip();
            if (behind.isEmpty()) {
                return true;
            }
            if (!OFFSET.matcher(behind).matches()) {
                return false;
            }
            long[] found = {0};
            boolean known = zone(found);
            offset = found[0] / MICROS_PER_SECOND;
            return known && Math.abs(offset) <= TimeTz.MOST_SECONDS;
        }
        at = 0;
        if (!instant(zone) || TextForm.isInfinite(micros)) {
            return false;
        }
        offset = TimeZones.offset(zone, micros) / MICROS_PER_SECOND;
        micros = Math.floorMod(TimeZones.toLocal(zone, micros), MICROS_PER_DAY);
        return true;
    }

    /** HH:MM[:SS[.fraction]]; digits past the nanosecond are cut off. */
    private boolean clock() {
        int hour = digits(2);
        if (hour < 0 || hour > 24 || peek() != ':') {
            return false;
        }
        at++;
        int minute = digits(2);
        int second = 0;
        long fraction = 0;
        if (peek() == ':') {
            at++;
            second = digits(2);
            if (peek() == '.' && second >= 0) {
                at++;
                fraction = fraction();
            }
        }
        if (minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        micros = ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + fraction;
        return micros <= MICROS_PER_DAY;
    }

    private long fraction() {
        long fraction = 0;
        int count = 0;
        while (Character.isDigit(peek())) {
            if (count < 9) {
                fraction = fraction * 10 + (peek() - '0');
                count++;
            }
            at++;
        }
        for (; count < 9; count++) {
            fraction *= 10;
        }
        nanos = fraction % 1000;
        return fraction / 1000;
    }

    /** A timestamp; an offset is read and dropped. */
    boolean timestamp() {
        return timestamp(null);
    }

    /** A timestamp, local in the zone if it has none of its own. */
    boolean instant(ZoneId zone) {
        return timestamp(zone);
    }

    private boolean timestamp(@Nullable ZoneId zone) {
        skipSpaces();
        switch (text.substring(at).strip().toLowerCase(Locale.ROOT)) {
            case "infinity", "inf" -> micros = TextForm.INFINITE_TIMESTAMP;
            case "-infinity", "-inf" -> micros = -TextForm.INFINITE_TIMESTAMP;
            case "epoch" -> micros = 0;
            default -> {
                return dateAndTime(zone);
            }
        }
        return true;
    }

    private boolean dateAndTime(@Nullable ZoneId zone) {
        if (!yearMonthDay()) {
            return false;
        }
        if (atEnd()) {
            micros = 0;
        } else if (!separator() || !clock()) {
            return false;
        }
        try {
            micros = Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), micros);
        } catch (ArithmeticException _) {
            return false;
        }
        long[] offset = {0};
        boolean bare = atEnd();
        if (!bare && !zone(offset)) {
            return false;
        }
        if (zone != null) {
            micros = bare ? TimeZones.toInstant(zone, micros) : micros - offset[0];
        }
        return true;
    }

    private boolean separator() {
        if (peek() == 'T' || peek() == 't') {
            at++;
            return true;
        }
        if (peek() != ' ') {
            return false;
        }
        skipSpaces();
        return true;
    }

    /** Z, an offset or the name of a zone, up to the end. */
    private boolean zone(long[] offset) {
        String name = text.substring(at).strip();
        if (name.equalsIgnoreCase("z") || name.equalsIgnoreCase("utc")) {
            return true;
        }
        try {
            if (name.startsWith("+") || name.startsWith("-")) {
                offset[0] = ZoneOffset.of(name).getTotalSeconds() * MICROS_PER_SECOND;
                return true;
            }
            var local = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
            offset[0] = ZoneId.of(name).getRules().getOffset(local).getTotalSeconds() * MICROS_PER_SECOND;
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    /** A number of one to {@code most} digits, or -1. */
    private int digits(int most) {
        int start = at;
        int value = 0;
        while (at - start < most && Character.isDigit(peek()) && peek() < 128) {
            value = value * 10 + (peek() - '0');
            at++;
        }
        return at == start || Character.isDigit(peek()) ? -1 : value;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private boolean atEnd() {
        int end = at;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end == text.length();
    }
}
