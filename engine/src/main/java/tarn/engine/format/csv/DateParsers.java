package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.LocalDate;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Strings;

/** Parsers of dates and times. */
final class DateParsers {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** What a parse gives where the text is no date. */
    private static final long NONE = Long.MIN_VALUE;

    private DateParsers() {}

    /** In which order a date names its parts. */
    enum Order {
        YEAR_MONTH_DAY,
        DAY_MONTH_YEAR,
        MONTH_DAY_YEAR
    }

    private static byte at(long address) {
        return Memory.getByte(address);
    }

    /** The number of digits from {@code at}, at most {@code most}. */
    private static int digits(long at, long to, int most) {
        int count = 0;
        while (count < most && at + count < to && at(at + count) >= '0' && at(at + count) <= '9') {
            count++;
        }
        return count;
    }

    private static int number(long at, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + (at(at + i) - '0');
        }
        return value;
    }

    /** Days since 1970-01-01 of the proleptic Gregorian calendar; {@link #NONE} for a day that does not exist. */
    private static long days(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            return NONE;
        }
        if (day > 28 && day > daysOf(year, month)) {
            return NONE;
        }
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return 30 + (month + (month >> 3) & 1);
    }

    /** A parsed date and where its text ended, packed: the days in the high, the length in the low 32 bits. */
    private static long date(Order order, long from, long to) {
        long at = from;
        int[] lengths = {order == Order.YEAR_MONTH_DAY ? 4 : 2, 2, order == Order.YEAR_MONTH_DAY ? 2 : 4};
        int a = digits(at, to, lengths[0]);
        if (a == 0 || order == Order.YEAR_MONTH_DAY && a != 4) {
            return NONE;
        }
        int first = number(at, a);
        at += a;
        if (at >= to || !separator(at(at))) {
            return NONE;
        }
        byte separator = at(at++);
        int b = digits(at, to, lengths[1]);
        if (b == 0) {
            return NONE;
        }
        int second = number(at, b);
        at += b;
        if (at >= to || at(at++) != separator) {
            return NONE;
        }
        int c = digits(at, to, lengths[2]);
        if (c == 0 || order != Order.YEAR_MONTH_DAY && c != 4) {
            return NONE;
        }
        int third = number(at, c);
        at += c;
        long days = switch (order) {
            case YEAR_MONTH_DAY -> days(first, second, third);
            case DAY_MONTH_YEAR -> days(third, second, first);
            case MONTH_DAY_YEAR -> days(third, first, second);
        };
        return days == NONE ? NONE : days << 32 | at - from;
    }

    private static boolean separator(byte b) {
        return b == '-' || b == '/' || b == '.';
    }

    record Dates(Order order) implements FieldParser {
        @Override
        public DataType type() {
            return ScalarType.DATE;
        }

        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            if (order == Order.YEAR_MONTH_DAY && to - from == 10 && isoShaped(from)) {
                long days = days(number(from, 4), number(from + 5, 2), number(from + 8, 2));
                Memory.setInt(values, row, (int) days);
                return days != NONE;
            }
            long date = date(order, from, to);
            if (date == NONE || (int) date != to - from) {
                return false;
            }
            Memory.setInt(values, row, (int) (date >> 32));
            return true;
        }

        /** Whether ten bytes are digits with two dashes at their places. */
        private static boolean isoShaped(long at) {
            return at(at + 4) == '-'
                    && at(at + 7) == '-'
                    && digits(at, at + 4, 4) == 4
                    && digits(at + 5, at + 7, 2) == 2
                    && digits(at + 8, at + 10, 2) == 2;
        }
    }

    /** Microseconds since midnight of {@code hh:mm[:ss[.ffffff]]}, or {@link #NONE}. */
    private static long time(long from, long to) {
        int hour = digits(from, to, 2);
        long at = from + hour;
        if (hour == 0 || at >= to || at(at) != ':' || digits(at + 1, to, 2) != 2) {
            return NONE;
        }
        long seconds = number(from, hour) * 3600L + number(at + 1, 2) * 60L;
        boolean valid = number(from, hour) < 24 && number(at + 1, 2) < 60;
        at += 3;
        long micros = 0;
        if (at < to) {
            if (at(at) != ':' || digits(at + 1, to, 2) != 2) {
                return NONE;
            }
            valid &= number(at + 1, 2) < 60;
            seconds += number(at + 1, 2);
            at += 3;
            if (at < to && at(at) == '.') {
                int fraction = digits(at + 1, to, 9);
                if (fraction == 0) {
                    return NONE;
                }
                micros = number(at + 1, Math.min(6, fraction));
                for (int i = fraction; i < 6; i++) {
                    micros *= 10;
                }
                at += 1 + fraction;
            }
        }
        return valid && at == to ? seconds * MICROS_PER_SECOND + micros : NONE;
    }

    record Times() implements FieldParser {
        @Override
        public DataType type() {
            return ScalarType.TIME;
        }

        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            long time = time(from, to);
            Memory.setLong(values, row, time);
            return time != NONE && number(from, digits(from, to, 2)) < 24;
        }
    }

    /** A date, then a blank or T, then a time, then perhaps Z or an offset, which is taken into account. */
    record Timestamps(Order order, DataType type) implements FieldParser {
        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            long date = date(order, from, to);
            if (date == NONE) {
                return false;
            }
            long micros = (date >> 32) * MICROS_PER_DAY;
            long at = from + (int) date;
            if (at < to) {
                if (at(at) != ' ' && at(at) != 'T') {
                    return false;
                }
                long end = zone(at + 1, to);
                long time = time(at + 1, end);
                long offset = end == to ? 0 : offset(end, to);
                if (time == NONE || offset == NONE) {
                    return false;
                }
                micros += time - offset;
            }
            Memory.setLong(values, row, micros);
            return true;
        }

        /** Where the zone begins, or {@code to}. */
        private static long zone(long from, long to) {
            for (long at = from; at < to; at++) {
                byte b = at(at);
                if (b == 'Z' || b == '+' || b == '-' || b == ' ') {
                    return at;
                }
            }
            return to;
        }

        private static long offset(long from, long to) {
            if (at(from) == 'Z') {
                return from + 1 == to ? 0 : NONE;
            }
            int hours = digits(from + 1, to, 2);
            if (at(from) == ' ' || hours != 2) {
                return NONE;
            }
            long minutes = number(from + 1, 2) * 60L;
            long at = from + 3;
            if (at < to) {
                at += at(at) == ':' ? 1 : 0;
                if (digits(at, to, 2) != 2 || at + 2 != to) {
                    return NONE;
                }
                minutes += number(at, 2);
            }
            return (at(from) == '-' ? -minutes : minutes) * 60 * MICROS_PER_SECOND;
        }
    }

    /** Dates and timestamps by a pattern in strftime's notation, as the options dateformat and timestampformat give it. */
    record Patterned(DataType type, String pattern, java.time.format.DateTimeFormatter format) implements FieldParser {
        Patterned(DataType type, String pattern) {
            this(type, pattern, DatePattern.formatter(pattern));
        }

        /** The formatter follows from the pattern. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Patterned that && that.type.equals(type) && that.pattern.equals(pattern);
        }

        @Override
        public int hashCode() {
            return pattern.hashCode();
        }

        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            var bytes = new byte[(int) (to - from)];
            MemorySegment.copy(Strings.MEMORY, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
            try {
                var parsed = format.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
                var date = LocalDate.from(parsed);
                if (type == ScalarType.DATE) {
                    Memory.setInt(values, row, (int) date.toEpochDay());
                } else {
                    long micros = parsed.isSupported(java.time.temporal.ChronoField.MICRO_OF_DAY)
                            ? parsed.getLong(java.time.temporal.ChronoField.MICRO_OF_DAY)
                            : 0;
                    Memory.setLong(values, row, date.toEpochDay() * MICROS_PER_DAY + micros);
                }
                return true;
            } catch (java.time.DateTimeException _) {
                return false;
            }
        }
    }
}
