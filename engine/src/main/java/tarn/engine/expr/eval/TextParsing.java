package tarn.engine.expr.eval;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.engine.kernel.RowOperator;

/** Casts from VARCHAR. */
final class TextParsing {
    private static final int MOST_LONG_DIGITS = 18;

    private TextParsing() {}

    /** Text that is no value of the type makes NULL if {@code attempt}, else an {@link ArithmeticException}. */
    static Kernel kernel(DataType to, boolean attempt, ZoneId zone) {
        return switch (to) {
            case DecimalType decimal ->
                Casts.with(
                        rows(to, 3, attempt ? TextParsing::decimal : (in, row, out) -> sure(decimal(in, row, out))),
                        List.of(NumberCasts.constant(decimal.precision()), NumberCasts.constant(decimal.scale())));
            case EnumType _, ListType _, ArrayType _, StructType _, MapType _ ->
                throw new IllegalArgumentException(to.sql());
            case ScalarType.TIMESTAMPTZ -> rows(to, 1, new Instants(zone, attempt));
            case ScalarType.TIMETZ -> rows(to, 1, new OffsetTimes(zone, attempt));
            case ScalarType scalar -> rows(to, 1, operator(scalar, attempt));
        };
    }

    private static Kernel rows(DataType to, int arguments, RowOperator operator) {
        return Kernels.rows(to, arguments, operator);
    }

    private static RowOperator operator(ScalarType to, boolean attempt) {
        return switch (to) {
            case BOOLEAN -> attempt ? TextParsing::bool : (in, row, out) -> sure(bool(in, row, out));
            case TINYINT -> attempt ? TextParsing::tinyint : (in, row, out) -> sure(tinyint(in, row, out));
            case SMALLINT -> attempt ? TextParsing::smallint : (in, row, out) -> sure(smallint(in, row, out));
            case INTEGER -> attempt ? TextParsing::integer : (in, row, out) -> sure(integer(in, row, out));
            case BIGINT -> attempt ? TextParsing::bigint : (in, row, out) -> sure(bigint(in, row, out));
            case HUGEINT -> attempt ? TextParsing::wide : (in, row, out) -> sure(wide(in, row, out));
            case UTINYINT -> attempt ? TextParsing::utinyint : (in, row, out) -> sure(utinyint(in, row, out));
            case USMALLINT -> attempt ? TextParsing::usmallint : (in, row, out) -> sure(usmallint(in, row, out));
            case UINTEGER -> attempt ? TextParsing::uinteger : (in, row, out) -> sure(uinteger(in, row, out));
            case UBIGINT -> attempt ? TextParsing::ubigint : (in, row, out) -> sure(ubigint(in, row, out));
            case UHUGEINT -> attempt ? TextParsing::uhugeint : (in, row, out) -> sure(uhugeint(in, row, out));
            case REAL, DOUBLE -> attempt ? TextParsing::floating : (in, row, out) -> sure(floating(in, row, out));
            case DATE -> attempt ? TextParsing::date : (in, row, out) -> sure(date(in, row, out));
            case TIME -> attempt ? TextParsing::time : (in, row, out) -> sure(time(in, row, out));
            case TIMESTAMP -> attempt ? TextParsing::timestamp : (in, row, out) -> sure(timestamp(in, row, out));
            case TIMESTAMP_S -> attempt ? TextParsing::timestampS : (in, row, out) -> sure(timestampS(in, row, out));
            case TIMESTAMP_MS -> attempt ? TextParsing::timestampMs : (in, row, out) -> sure(timestampMs(in, row, out));
            case TIMESTAMP_NS -> attempt ? TextParsing::timestampNs : (in, row, out) -> sure(timestampNs(in, row, out));
            case INTERVAL -> attempt ? TextParsing::interval : (in, row, out) -> sure(interval(in, row, out));
            case TIMESTAMPTZ, TIMETZ, VARCHAR, NULL, BLOB, BIT, JSON, UUID ->
                throw new IllegalArgumentException(to.sql());
        };
    }

    private static boolean sure(boolean parsed) {
        if (!parsed) {
            throw new ArithmeticException("not a value of the type");
        }
        return true;
    }

    private static boolean bool(Arguments in, int row, Output out) {
        switch (in.string(0, row).toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "yes", "y" -> out.putBoolean(row, true);
            case "false", "f", "0", "no", "n" -> out.putBoolean(row, false);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean tinyint(Arguments in, int row, Output out) {
        return ranged(in, row, out, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    private static boolean smallint(Arguments in, int row, Output out) {
        return ranged(in, row, out, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static boolean integer(Arguments in, int row, Output out) {
        return ranged(in, row, out, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static boolean bigint(Arguments in, int row, Output out) {
        return ranged(in, row, out, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static boolean utinyint(Arguments in, int row, Output out) {
        return ranged(in, row, out, 0, 0xFF);
    }

    private static boolean usmallint(Arguments in, int row, Output out) {
        return ranged(in, row, out, 0, 0xFFFF);
    }

    private static boolean uinteger(Arguments in, int row, Output out) {
        return ranged(in, row, out, 0, 0xFFFF_FFFFL);
    }

    private static boolean ubigint(Arguments in, int row, Output out) {
        var number = number(in.string(0, row));
        if (number == null || !ScalarType.UBIGINT.holds(number)) {
            return false;
        }
        out.putWide(row, number);
        return true;
    }

    private static boolean uhugeint(Arguments in, int row, Output out) {
        var number = number(in.string(0, row));
        if (number == null || !ScalarType.UHUGEINT.holds(number)) {
            return false;
        }
        out.putWide(row, Uhugeint.physical(number));
        return true;
    }

    /** Plain digits are read where they are, everything else as a decimal number. */
    private static boolean ranged(Arguments in, int row, Output out, long least, long most) {
        long at = in.address(0, row);
        int length = in.length(0, row);
        int i = 0;
        boolean negative = false;
        if (length > 0 && Memory.getByte(at) == '-') {
            negative = true;
            i = 1;
        }
        long value = 0;
        boolean plain = length > i && length - i <= MOST_LONG_DIGITS;
        for (; plain && i < length; i++) {
            int digit = Memory.getByte(at + i) - '0';
            plain = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        if (plain) {
            value = negative ? -value : value;
        } else {
            var number = number(in.string(0, row));
            if (number == null || number.bitLength() > 63) {
                return false;
            }
            value = number.longValue();
        }
        if (value < least || value > most) {
            return false;
        }
        out.putLong(row, value);
        return true;
    }

    private static boolean wide(Arguments in, int row, Output out) {
        var number = number(in.string(0, row));
        if (number == null || number.bitLength() > 127) {
            return false;
        }
        out.putWide(row, number);
        return true;
    }

    /** A text as a whole number: hexadecimal, binary, or decimal rounded half away from zero. */
    private static @Nullable BigInteger number(String text) {
        String trimmed = text.strip();
        String prefix = trimmed.substring(0, Math.min(2, trimmed.length())).toLowerCase(Locale.ROOT);
        if (prefix.equals("0x") || prefix.equals("0b")) {
            int radix = prefix.equals("0x") ? 16 : 2;
            try {
                return trimmed.length() > 2 && trimmed.length() < 140 && Character.digit(trimmed.charAt(2), radix) >= 0
                        ? new BigInteger(trimmed.substring(2), radix)
                        : null;
            } catch (NumberFormatException _) {
                return null;
            }
        }
        var decimal = bigDecimal(trimmed);
        return decimal == null
                ? null
                : decimal.setScale(0, RoundingMode.HALF_UP).toBigInteger();
    }

    /** A number of sane size, or null; single underscores between digits are skipped. */
    private static @Nullable BigDecimal bigDecimal(String text) {
        String plain = withoutUnderscores(text.strip());
        if (plain == null || plain.length() > 200) {
            return null;
        }
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return null;
            }
        }
        try {
            var value = new BigDecimal(plain);
            return Math.abs((long) value.scale()) > 400 ? null : value;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable String withoutUnderscores(String text) {
        if (text.indexOf('_') < 0) {
            return text;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '_'
                    && (i == 0
                            || i + 1 == text.length()
                            || !Character.isDigit(text.charAt(i - 1))
                            || !Character.isDigit(text.charAt(i + 1)))) {
                return null;
            }
        }
        return text.replace("_", "");
    }

    private static boolean decimal(Arguments in, int row, Output out) {
        var value = bigDecimal(in.string(0, row));
        int precision = (int) in.int64(1, row);
        if (value == null) {
            return false;
        }
        var unscaled =
                value.setScale((int) in.int64(2, row), RoundingMode.HALF_UP).unscaledValue();
        if (unscaled.abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
            return false;
        }
        if (precision <= DecimalType.MAX_LONG_PRECISION) {
            out.putLong(row, unscaled.longValue());
        } else {
            out.putWide(row, unscaled);
        }
        return true;
    }

    private static boolean floating(Arguments in, int row, Output out) {
        String text = withoutUnderscores(in.string(0, row).strip());
        if (text == null || text.isEmpty()) {
            return false;
        }
        boolean signed = text.charAt(0) == '-' || text.charAt(0) == '+';
        switch ((signed ? text.substring(1) : text).toLowerCase(Locale.ROOT)) {
            case "nan" -> out.putDouble(row, Double.NaN);
            case "inf", "infinity" ->
                out.putDouble(row, text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            default -> {
                char last = text.charAt(text.length() - 1);
                if (last != '.' && !Character.isDigit(last) || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
                    return false;
                }
                try {
                    out.putDouble(row, Double.parseDouble(text));
                } catch (NumberFormatException _) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean date(Arguments in, int row, Output out) {
        var parser = new TemporalParser(in.string(0, row));
        if (!parser.date()) {
            return false;
        }
        out.putLong(row, parser.days());
        return true;
    }

    private static boolean time(Arguments in, int row, Output out) {
        var parser = new TemporalParser(in.string(0, row));
        if (!parser.time()) {
            return false;
        }
        out.putLong(row, parser.micros());
        return true;
    }

    private static boolean timestamp(Arguments in, int row, Output out) {
        var parser = new TemporalParser(in.string(0, row));
        if (!parser.timestamp()) {
            return false;
        }
        out.putLong(row, parser.micros());
        return true;
    }

    private static boolean timestampS(Arguments in, int row, Output out) {
        return rounded(in, row, out, 1_000_000);
    }

    private static boolean timestampMs(Arguments in, int row, Output out) {
        return rounded(in, row, out, 1000);
    }

    private static boolean rounded(Arguments in, int row, Output out, long unit) {
        var parser = new TemporalParser(in.string(0, row));
        if (!parser.timestamp()) {
            return false;
        }
        out.putLong(row, TimeCasts.rounded(parser.micros(), unit));
        return true;
    }

    private static boolean timestampNs(Arguments in, int row, Output out) {
        var parser = new TemporalParser(in.string(0, row));
        if (!parser.timestamp()) {
            return false;
        }
        try {
            out.putLong(row, parser.nanos());
            return true;
        } catch (ArithmeticException _) {
            return false;
        }
    }

    /** Instants whose text may lack the zone; a record, so that equal ones share their compiled loop. */
    private record Instants(ZoneId zone, boolean attempt) implements RowOperator {
        @Override
        public boolean apply(Arguments in, int row, Output out) {
            var parser = new TemporalParser(in.string(0, row));
            if (!parser.instant(zone)) {
                return attempt ? false : sure(false);
            }
            out.putLong(row, parser.micros());
            return true;
        }
    }

    /** Times with an offset; a date and time may stand for one, and may lack the zone. */
    private record OffsetTimes(ZoneId zone, boolean attempt) implements RowOperator {
        @Override
        public boolean apply(Arguments in, int row, Output out) {
            var parser = new TemporalParser(in.string(0, row));
            if (!parser.timeTz(zone)) {
                return attempt ? false : sure(false);
            }
            out.putLong(row, TimeTz.of(parser.micros(), parser.offset()));
            return true;
        }
    }

    private static boolean interval(Arguments in, int row, Output out) {
        var interval = IntervalParser.parse(in.string(0, row));
        if (interval == null) {
            return false;
        }
        out.putInterval(row, interval.months(), interval.days(), interval.micros());
        return true;
    }
}
