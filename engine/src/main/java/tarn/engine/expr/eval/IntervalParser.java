package tarn.engine.expr.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.Interval;

/** Reads intervals: {@code 1 year 2 days 03:04:05.5}, with fractions and {@code ago}; a bare number is seconds. */
final class IntervalParser {
    private static final Pattern PART = Pattern.compile(
            "\\s*(?:(-?)(\\d+):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d+))?)?|(-?\\d+\\.?\\d*)\\s*([a-z]*))\\s*");
    private static final BigDecimal MICROS_PER_SECOND = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MICROS_PER_DAY = BigDecimal.valueOf(86_400_000_000L);
    private static final BigDecimal DAYS_PER_MONTH = BigDecimal.valueOf(30);

    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal days = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;

    private IntervalParser() {}

    static @Nullable Interval parse(String text) {
        String rest = text.strip().toLowerCase(Locale.ROOT);
        boolean ago = rest.endsWith(" ago");
        if (ago) {
            rest = rest.substring(0, rest.length() - 4);
        }
        if (rest.isEmpty() || rest.length() > 300) {
            return null;
        }
        var parser = new IntervalParser();
        var matcher = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            matcher.region(at, rest.length());
            if (!matcher.lookingAt() || !parser.add(matcher)) {
                return null;
            }
            boolean bare = matcher.group(2) == null && matcher.group(7).isEmpty();
            if (bare && matcher.end() - at < rest.length()) {
                return null;
            }
            at = matcher.end();
        }
        try {
            var sign = BigDecimal.valueOf(ago ? -1 : 1);
            return new Interval(
                    parser.months.multiply(sign).intValueExact(),
                    parser.days.multiply(sign).intValueExact(),
                    parser.micros
                            .multiply(sign)
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact());
        } catch (ArithmeticException _) {
            return null;
        }
    }

    private boolean add(Matcher part) {
        if (part.group(2) != null) {
            return addClock(part);
        }
        var count = new BigDecimal(part.group(6));
        switch (part.group(7)) {
            case "millennium", "millennia", "mil", "mils", "millenniums" -> addMonths(count, 12_000);
            case "century", "centuries", "cent", "c" -> addMonths(count, 1200);
            case "decade", "decades", "dec", "decs" -> addMonths(count, 120);
            case "year", "years", "yr", "yrs", "y" -> addMonths(count, 12);
            case "quarter", "quarters" -> addMonths(count, 3);
            case "month", "months", "mon", "mons" -> addMonths(count, 1);
            case "week", "weeks", "w" -> addDays(count.multiply(BigDecimal.valueOf(7)));
            case "day", "days", "d" -> addDays(count);
            case "hour", "hours", "hr", "hrs", "h" -> addMicros(count, 3_600_000_000L);
            case "minute", "minutes", "min", "mins", "m" -> addMicros(count, 60_000_000L);
            case "second", "seconds", "sec", "secs", "s", "" -> addMicros(count, 1_000_000L);
            case "millisecond", "milliseconds", "ms", "msec", "msecs", "msecond", "mseconds" -> addMicros(count, 1000L);
            case "microsecond", "microseconds", "us", "usec", "usecs", "usecond", "useconds" -> addMicros(count, 1L);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean addClock(Matcher part) {
        long minute = Long.parseLong(part.group(3));
        long second = part.group(4) == null ? 0 : Long.parseLong(part.group(4));
        if (minute > 59 || second > 59 || part.group(2).length() > 9) {
            return false;
        }
        var clock = BigDecimal.valueOf((Long.parseLong(part.group(2)) * 60 + minute) * 60 + second);
        if (part.group(5) != null) {
            clock = clock.add(new BigDecimal("0." + part.group(5)).setScale(6, RoundingMode.DOWN));
        }
        clock = clock.multiply(MICROS_PER_SECOND);
        micros = micros.add("-".equals(part.group(1)) ? clock.negate() : clock);
        return true;
    }

    /** Parts of a month become days, parts of a day time. */
    private void addMonths(BigDecimal count, int factor) {
        var all = count.multiply(BigDecimal.valueOf(factor));
        var whole = all.setScale(0, RoundingMode.DOWN);
        months = months.add(whole);
        addDays(all.subtract(whole).multiply(DAYS_PER_MONTH));
    }

    private void addDays(BigDecimal count) {
        var whole = count.setScale(0, RoundingMode.DOWN);
        days = days.add(whole);
        micros = micros.add(count.subtract(whole).multiply(MICROS_PER_DAY));
    }

    private void addMicros(BigDecimal count, long factor) {
        micros = micros.add(count.multiply(BigDecimal.valueOf(factor)));
    }
}
