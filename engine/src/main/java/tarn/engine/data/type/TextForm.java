package tarn.engine.data.type;

import java.math.BigInteger;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as SQL shows them and as a cast to VARCHAR writes them, in DuckDB's form. */
public final class TextForm {
    /** The DATE and TIMESTAMP that stand for infinity; their negations for -infinity. */
    public static final int INFINITE_DATE = Integer.MAX_VALUE;

    public static final long INFINITE_TIMESTAMP = Long.MAX_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
    private static final int LEAST_FIXED_EXPONENT = -4;
    private static final int MOST_FIXED_EXPONENT = 15;

    private TextForm() {}

    /** The text of a value in physical form, instants in UTC; {@code NULL} for null. */
    public static String of(@Nullable Object value, DataType type) {
        return of(value, type, TimeZones.UTC);
    }

    /** The text of a value in physical form, instants as local times of a zone; {@code NULL} for null. */
    public static String of(@Nullable Object value, DataType type, ZoneId zone) {
        var out = new StringBuilder();
        switch (value) {
            case null -> out.append("NULL");
            case Float f -> real(out, f);
            case Double d -> number(out, d);
            case Interval i -> interval(out, i.months(), i.days(), i.micros());
            case Long l -> exact(out, l, type, zone);
            case List<?> nested -> NestedText.append(out, nested, type, zone);
            case BigInteger big when type == ScalarType.UUID -> out.append(Uuids.of(big));
            case BigInteger big when type == ScalarType.UHUGEINT -> out.append(Uhugeint.value(big));
            case BigInteger big -> decimal(out, big, type instanceof DecimalType d ? d.scale() : 0);
            default -> out.append(value);
        }
        return out.toString();
    }

    private static void exact(StringBuilder out, long value, DataType type, ZoneId zone) {
        switch (type) {
            case DecimalType decimal -> decimal(out, value, decimal.scale());
            case EnumType names -> out.append(names.values().get((int) value));
            case ScalarType scalar -> {
                switch (scalar) {
                    case DATE -> date(out, (int) value);
                    case TIME -> time(out, value);
                    case TIMETZ -> timeTz(out, value);
                    case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS -> timestamp(out, value);
                    case TIMESTAMP_NS -> timestampNs(out, value);
                    case TIMESTAMPTZ -> timestampTz(out, value, zone);
                    default -> out.append(value);
                }
            }
            case ListType _, ArrayType _, StructType _, MapType _ -> throw new IllegalArgumentException(type.sql());
        }
    }

    public static void number(StringBuilder out, double value) {
        if (special(out, value)) {
            return;
        }
        floating(out, Double.toString(value), s -> Double.parseDouble(s) == value);
    }

    public static void real(StringBuilder out, float value) {
        if (special(out, value)) {
            return;
        }
        floating(out, Float.toString(value), s -> Float.parseFloat(s) == value);
    }

    private static boolean special(StringBuilder out, double value) {
        if (Double.isNaN(value)) {
            out.append("nan");
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "inf" : "-inf");
        } else if (value == 0) {
            out.append(1 / value < 0 ? "-0.0" : "0.0");
        } else {
            return false;
        }
        return true;
    }

    private interface Parses {
        boolean same(String text);
    }

    /** From Java's shortest form, which never has fewer than two digits, to ours. */
    private static void floating(StringBuilder out, String java, Parses back) {
        int start = 0;
        if (java.charAt(0) == '-') {
            out.append('-');
            start = 1;
        }
        int e = java.indexOf('E');
        String mantissa = java.substring(start, e < 0 ? java.length() : e);
        int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        exponent += point - 1 - leading;
        digits = digits.substring(leading, end);
        if (digits.length() == 2 && e >= 0) {
            int one = (Integer.parseInt(digits) + 5) / 10;
            if (one < 10 && back.same(java.substring(0, start) + one + "e" + exponent)) {
                digits = String.valueOf(one);
            }
        }
        if (exponent < LEAST_FIXED_EXPONENT || exponent > MOST_FIXED_EXPONENT) {
            scientific(out, digits, exponent);
        } else {
            fixed(out, digits, exponent);
        }
    }

    private static void scientific(StringBuilder out, String digits, int exponent) {
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append(exponent < 0 ? "e-" : "e+");
        int size = Math.abs(exponent);
        if (size < 10) {
            out.append('0');
        }
        out.append(size);
    }

    private static void fixed(StringBuilder out, String digits, int exponent) {
        if (exponent < 0) {
            out.append("0.").repeat('0', -exponent - 1).append(digits);
        } else if (digits.length() <= exponent + 1) {
            out.append(digits).repeat('0', exponent + 1 - digits.length()).append(".0");
        } else {
            out.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
    }

    public static void decimal(StringBuilder out, long unscaled, int scale) {
        if (scale == 0) {
            out.append(unscaled);
            return;
        }
        if (unscaled < 0) {
            out.append('-');
        }
        point(out, Long.toString(unscaled), unscaled < 0 ? 1 : 0, scale);
    }

    public static void decimal(StringBuilder out, BigInteger unscaled, int scale) {
        if (scale == 0) {
            out.append(unscaled);
            return;
        }
        boolean negative = unscaled.signum() < 0;
        if (negative) {
            out.append('-');
        }
        point(out, unscaled.toString(), negative ? 1 : 0, scale);
    }

    private static void point(StringBuilder out, String digits, int start, int scale) {
        int whole = digits.length() - start - scale;
        if (whole <= 0) {
            out.append("0.").repeat('0', -whole).append(digits, start, digits.length());
        } else {
            out.append(digits, start, start + whole).append('.').append(digits, start + whole, digits.length());
        }
    }

    /** Days since 1970-01-01 as {@code YYYY-MM-DD}. */
    public static void date(StringBuilder out, int days) {
        if (days == INFINITE_DATE || days == -INFINITE_DATE) {
            out.append(days > 0 ? "infinity" : "-infinity");
            return;
        }
        yearMonthDay(out, days);
    }

    private static void yearMonthDay(StringBuilder out, long days) {
        // days counted from 0000-03-01, so that a leap day ends a year; 146097 days are 400 years
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        int ofEra = (int) (shifted - era * 146_097);
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        padded(out, year <= 0 ? 1 - year : year, 4);
        out.append('-');
        padded(out, month, 2);
        out.append('-');
        padded(out, day, 2);
        if (year <= 0) {
            out.append(" (BC)");
        }
    }

    /** Microseconds since midnight as {@code HH:MM:SS[.ffffff]}. */
    public static void time(StringBuilder out, long micros) {
        clock(out, micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND, 6);
    }

    /** A time of {@link TimeTz} as {@code HH:MM:SS[.ffffff]+HH[:MM[:SS]]}. */
    public static void timeTz(StringBuilder out, long value) {
        time(out, TimeTz.micros(value));
        long offset = TimeTz.offset(value);
        long seconds = Math.abs(offset) % 60;
        out.append(offset < 0 ? '-' : '+');
        padded(out, Math.abs(offset) / 3600, 2);
        if (offset % 3600 != 0) {
            out.append(':');
            padded(out, Math.abs(offset) / 60 % 60, 2);
        }
        if (seconds != 0) {
            out.append(':');
            padded(out, seconds, 2);
        }
    }

    private static void clock(StringBuilder out, long seconds, long fraction, int digits) {
        padded(out, seconds / 3600, 2);
        out.append(':');
        padded(out, seconds / 60 % 60, 2);
        out.append(':');
        padded(out, seconds % 60, 2);
        if (fraction != 0) {
            out.append('.');
            padded(out, fraction, digits);
            int end = out.length();
            while (out.charAt(end - 1) == '0') {
                end--;
            }
            out.setLength(end);
        }
    }

    public static void timestamp(StringBuilder out, long micros) {
        if (!infinite(out, micros)) {
            moment(out, micros);
        }
    }

    /** Nanoseconds since 1970-01-01. */
    public static void timestampNs(StringBuilder out, long nanos) {
        if (!infinite(out, nanos)) {
            long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
            yearMonthDay(out, Math.floorDiv(seconds, SECONDS_PER_DAY));
            out.append(' ');
            clock(out, Math.floorMod(seconds, SECONDS_PER_DAY), Math.floorMod(nanos, NANOS_PER_SECOND), 9);
        }
    }

    /** As the local time of a zone and how far it is ahead. */
    public static void timestampTz(StringBuilder out, long micros, ZoneId zone) {
        if (!infinite(out, micros)) {
            long offset = TimeZones.offset(zone, micros);
            moment(out, micros + offset);
            offset(out, offset / MICROS_PER_SECOND / 60);
        }
    }

    /** Minutes ahead of UTC as {@code +HH[:MM]}. */
    public static void offset(StringBuilder out, long minutes) {
        out.append(minutes < 0 ? '-' : '+');
        padded(out, Math.abs(minutes) / 60, 2);
        if (minutes % 60 != 0) {
            out.append(':');
            padded(out, Math.abs(minutes) % 60, 2);
        }
    }

    /** Whether a timestamp stands for infinity of either sign. */
    public static boolean isInfinite(long time) {
        return time == INFINITE_TIMESTAMP || time == -INFINITE_TIMESTAMP;
    }

    private static boolean infinite(StringBuilder out, long micros) {
        if (isInfinite(micros)) {
            out.append(micros > 0 ? "infinity" : "-infinity");
            return true;
        }
        return false;
    }

    private static void moment(StringBuilder out, long micros) {
        yearMonthDay(out, Math.floorDiv(micros, MICROS_PER_DAY));
        out.append(' ');
        time(out, Math.floorMod(micros, MICROS_PER_DAY));
    }

    public static void interval(StringBuilder out, int months, int days, long micros) {
        int start = out.length();
        unit(out, start, months / 12, "year");
        unit(out, start, months % 12, "month");
        unit(out, start, days, "day");
        if (micros != 0 || out.length() == start) {
            if (out.length() > start) {
                out.append(' ');
            }
            if (micros < 0) {
                out.append('-');
            }
            time(out, Math.abs(micros));
        }
    }

    private static void unit(StringBuilder out, int start, int count, String unit) {
        if (count != 0) {
            if (out.length() > start) {
                out.append(' ');
            }
            out.append(count).append(' ').append(unit);
            if (Math.abs(count) != 1) {
                out.append('s');
            }
        }
    }

    private static void padded(StringBuilder out, long value, int width) {
        int start = out.length();
        out.append(value);
        int missing = width - (out.length() - start);
        if (missing > 0) {
            out.insert(start, "000000000", 0, missing);
        }
    }
}
