package tarn.engine.function.scalar;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Strings;
import tarn.engine.function.KernelFactory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** A compiled format of strftime and strptime. */
final class TimeFormat {
    static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private static final String KNOWN = "aAbBcdfgGhHIjmMnpSTuUVwWxXyYzZ%";

    /**
     * A piece of the format.
     *
     * @param code the letter behind the percent sign, 0 for literal text
     * @param padded whether numbers have leading zeros: not with {@code %-d}
     */
    record Item(char code, boolean padded, String text) {}

    private final List<Item> items;
    private final String source;
    private final byte[][] literals;

    private TimeFormat(String source, List<Item> items) {
        this.source = source;
        this.items = items;
        this.literals = items.stream()
                .map(i -> i.text().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    String source() {
        return source;
    }

    List<Item> items() {
        return items;
    }

    /** The format as the one argument. */
    private static TimeFormat compile(@Nullable Object[] arguments) {
        return compile(arguments[0] instanceof String text ? text : "");
    }

    /** What strptime gives: with an offset or a zone an instant, with nanoseconds a TIMESTAMP_NS. */
    static ScalarType resultOf(String format) {
        var items = compile(format).items;
        if (items.stream().anyMatch(item -> item.code() == 'z' || item.code() == 'Z')) {
            return ScalarType.TIMESTAMPTZ;
        }
        return items.stream().anyMatch(item -> item.code() == 'n') ? ScalarType.TIMESTAMP_NS : ScalarType.TIMESTAMP;
    }

    private static TimeFormat ofReading(@Nullable Object[] arguments) {
        var format = compile(arguments);
        if (format.items.isEmpty()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the format is empty");
        }
        return format;
    }

    static TimeFormat compile(String format) {
        var items = new ArrayList<Item>();
        var literal = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                literal.append(c);
                continue;
            }
            boolean padded = true;
            int at = i + 1;
            if (at < format.length() && format.charAt(at) == '-') {
                padded = false;
                at++;
            }
            char code = at < format.length() ? format.charAt(at) : 0;
            if (KNOWN.indexOf(code) < 0) {
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE,
                        "unknown piece of a date format: " + format.substring(i, Math.min(at + 1, format.length())));
            }
            i = at;
            if (code == '%') {
                literal.append('%');
                continue;
            }
            String expanded = switch (code) {
                case 'x' -> "%Y-%m-%d";
                case 'X', 'T' -> "%H:%M:%S";
                case 'c' -> "%Y-%m-%d %H:%M:%S";
                default -> "";
            };
            if (!literal.isEmpty()) {
                items.add(new Item((char) 0, false, literal.toString()));
                literal.setLength(0);
            }
            if (expanded.isEmpty()) {
                items.add(new Item(code == 'h' ? 'b' : code, padded, ""));
            } else {
                items.addAll(compile(expanded).items);
            }
        }
        if (!literal.isEmpty()) {
            items.add(new Item((char) 0, false, literal.toString()));
        }
        return new TimeFormat(format, items);
    }

    /** Kernel of strftime: arguments are the time and the format. */
    static KernelFactory printing(ScalarType type) {
        boolean zoned = type == ScalarType.TIMESTAMPTZ;
        boolean dates = type == ScalarType.DATE;
        boolean nanos = type == ScalarType.TIMESTAMP_NS;
        return PatternKernel.of(ScalarType.VARCHAR, TimeFormat::compile, new PatternKernel.Body<TimeFormat>() {
            @Override
            public void apply(TimeFormat format, MemorySegment values, int row, Writer out) {
                format.print(micros(values, row), rest(values, row), zoned, row, new Text(), out);
            }

            @Override
            public void applyAll(TimeFormat format, MemorySegment values, int rows, Writer out) {
                var text = new Text();
                for (int row = 0; row < rows; row++) {
                    format.print(micros(values, row), rest(values, row), zoned, row, text, out);
                }
            }

            private long micros(MemorySegment values, int row) {
                if (dates) {
                    return Memory.getInt(values, row) * Calendar.MICROS_PER_DAY;
                }
                long time = Memory.getLong(values, row);
                return nanos ? Math.floorDiv(time, 1000) : time;
            }

            /** Nanoseconds past the microseconds. */
            private long rest(MemorySegment values, int row) {
                return nanos ? Math.floorMod(Memory.getLong(values, row), 1000) : 0;
            }
        });
    }

    /**
     * Kernel of strptime: arguments are the text and the format.
     *
     * @param result TIMESTAMP or TIMESTAMP_NS
     * @param attempt gives NULL where the text does not fit
     */
    static KernelFactory reading(ScalarType result, boolean attempt) {
        boolean nanos = result == ScalarType.TIMESTAMP_NS;
        return PatternKernel.of(result, TimeFormat::ofReading, (format, values, row, out) -> {
            String text = Strings.toString(values, row);
            var reader = new TimeReader(format, text);
            var micros = reader.read();
            if (micros != null) {
                Memory.setLong(out.values(), row, nanos ? reader.withNanos(micros) : micros);
            } else if (attempt) {
                out.putNull(row);
            } else {
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE,
                        "the text '" + text + "' does not fit the format '" + format.source + "'");
            }
        });
    }

    /** Bytes to write to. */
    private static final class Text {
        private byte[] bytes = new byte[64];
        private int length;

        void add(byte[] more) {
            room(more.length);
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }

        void add(String more) {
            add(more.getBytes(StandardCharsets.UTF_8));
        }

        void number(long value, int digits) {
            room(20 + digits);
            long rest = value;
            if (rest < 0) {
                bytes[length++] = '-';
                rest = -rest;
            }
            int width = 1;
            for (long x = rest; x >= 10; x /= 10) {
                width++;
            }
            width = Math.max(width, digits);
            for (int i = width - 1; i >= 0; i--) {
                bytes[length + i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            length += width;
        }

        private void room(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
        }
    }

    private void print(long micros, long nanos, boolean zoned, int row, Text text, Writer out) {
        text.length = 0;
        long days = Calendar.daysOf(micros);
        long civil = Calendar.civil(days);
        long time = Calendar.timeOf(micros);
        for (int i = 0; i < literals.length; i++) {
            var item = items.get(i);
            if (item.code() == 0) {
                text.add(literals[i]);
            } else {
                print(item, days, civil, time, nanos, zoned, text);
            }
        }
        out.putBytes(row, text.bytes, text.length);
    }

    private static void print(Item item, long days, long civil, long time, long nanos, boolean zoned, Text text) {
        int two = item.padded() ? 2 : 1;
        int hour = (int) (time / Calendar.MICROS_PER_HOUR);
        switch (item.code()) {
            case 'Y' -> text.number(Calendar.year(civil), 4);
            case 'm' -> text.number(Calendar.month(civil), two);
            case 'd' -> text.number(Calendar.day(civil), two);
            case 'H' -> text.number(hour, two);
            case 'M' -> text.number(time / Calendar.MICROS_PER_MINUTE % 60, two);
            case 'S' -> text.number(time / Calendar.MICROS_PER_SECOND % 60, two);
            case 'f' -> text.number(time % Calendar.MICROS_PER_SECOND, 6);
            case 'g' -> text.number(time % Calendar.MICROS_PER_SECOND / 1000, 3);
            case 'n' -> text.number(time % Calendar.MICROS_PER_SECOND * 1000 + nanos, 9);
            case 'I' -> text.number((hour + 11) % 12 + 1, two);
            case 'p' -> text.add(hour < 12 ? "AM" : "PM");
            case 'y' -> text.number(Math.abs(Calendar.year(civil) % 100), two);
            case 'j' -> text.number(Calendar.dayOfYear(days), item.padded() ? 3 : 1);
            case 'a' -> text.add(DAYS.get(Calendar.isoDayOfWeek(days) - 1).substring(0, 3));
            case 'A' -> text.add(DAYS.get(Calendar.isoDayOfWeek(days) - 1));
            case 'b' -> text.add(MONTHS.get(Calendar.month(civil) - 1).substring(0, 3));
            case 'B' -> text.add(MONTHS.get(Calendar.month(civil) - 1));
            case 'u' -> text.number(Calendar.isoDayOfWeek(days), 1);
            case 'w' -> text.number(Calendar.isoDayOfWeek(days) % 7, 1);
            case 'U' -> text.number((Calendar.dayOfYear(days) + 6 - Calendar.isoDayOfWeek(days) % 7) / 7, two);
            case 'W' -> text.number((Calendar.dayOfYear(days) + 7 - Calendar.isoDayOfWeek(days)) / 7, two);
            case 'V' -> text.number(Calendar.isoWeek(days), two);
            case 'G' -> text.number(Calendar.isoYear(days), 4);
            case 'z' -> text.add("+00");
            case 'Z' -> text.add(zoned ? "UTC" : "");
            default -> throw new IllegalStateException("piece " + item.code());
        }
    }
}
