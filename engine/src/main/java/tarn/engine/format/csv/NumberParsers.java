package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;

/** Parsers of booleans and numbers. */
final class NumberParsers {
    private static final double[] POWERS = new double[23];
    private static final long[] LONG_POWERS = new long[19];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
        LONG_POWERS[0] = 1;
        for (int i = 1; i < LONG_POWERS.length; i++) {
            LONG_POWERS[i] = LONG_POWERS[i - 1] * 10;
        }
    }

    private NumberParsers() {}

    private static byte at(long address) {
        return Memory.getByte(address);
    }

    private static String string(long from, long to) {
        var bytes = new byte[(int) (to - from)];
        MemorySegment.copy(Strings.MEMORY, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** {@code true}, {@code false}, {@code t}, {@code f} in any case; 0 and 1 only where the type was asked for. */
    record Booleans(boolean digits) implements FieldParser {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }

        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            boolean value;
            if (is(from, to, "true") || is(from, to, "t") || digits && is(from, to, "1")) {
                value = true;
            } else if (is(from, to, "false") || is(from, to, "f") || digits && is(from, to, "0")) {
                value = false;
            } else {
                return false;
            }
            Bits.put(values, row, value);
            return true;
        }

        private static boolean is(long from, long to, String word) {
            if (to - from != word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if ((at(from + i) | 0x20) != (word.charAt(i) | 0x20)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** An integer of up to 64 bits, with sign and blanks around it. */
    record Integers(DataType type) implements FieldParser {
        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            long at = from;
            long end = to;
            while (at < end && at(at) == ' ') {
                at++;
            }
            while (end > at && at(end - 1) == ' ') {
                end--;
            }
            if (at == end) {
                return false;
            }
            byte first = at(at);
            boolean negative = first == '-';
            if (negative || first == '+') {
                at++;
            }
            int digits = (int) (end - at);
            if (digits == 0 || digits > 19) {
                return false;
            }
            // Summed below zero, where there is room for the least long; 19 digits that do not fit end above zero.
            long value = 0;
            for (; at < end; at++) {
                int digit = at(at) - '0';
                if (digit < 0 || digit > 9) {
                    return false;
                }
                value = value * 10 - digit;
            }
            if (value > 0) {
                return false;
            }
            if (!negative) {
                if (value == Long.MIN_VALUE) {
                    return false;
                }
                value = -value;
            }
            return put(value, values, row);
        }

        private boolean put(long value, MemorySegment values, int row) {
            switch (type.lane()) {
                case I8 -> Memory.setByte(values, row, (byte) value);
                case I16 -> Memory.setShort(values, row, (short) value);
                case I32 -> Memory.setInt(values, row, (int) value);
                case I64 -> Memory.setLong(values, row, value);
                case BIT, I128, F32, F64, BYTES, INTERVAL -> throw new IllegalStateException(type.sql());
            }
            int unsigned = type.unsignedBits();
            if (unsigned > 0) {
                return value >>> unsigned == 0;
            }
            int spare = 64 - 8 * type.lane().bytes();
            return value << spare >> spare == value;
        }
    }

    /** REAL or DOUBLE: exact by one multiplication where that is exact, else by the JDK. */
    record Floats(DataType type) implements FieldParser {
        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            long at = from;
            byte first = at(at);
            boolean negative = first == '-';
            if (negative || first == '+') {
                at++;
            }
            long mantissa = 0;
            int digits = 0;
            int scale = 0;
            boolean point = false;
            for (; at < to; at++) {
                byte b = at(at);
                if (b >= '0' && b <= '9') {
                    mantissa = mantissa * 10 + (b - '0');
                    digits++;
                    scale += point ? 1 : 0;
                } else if (b == '.' && !point) {
                    point = true;
                } else {
                    return slow(from, to, values, row);
                }
            }
            if (digits == 0) {
                return false;
            }
            if (digits > 18 || mantissa >= 1L << 53 || scale > 22) {
                return slow(from, to, values, row);
            }
            double value = mantissa / POWERS[scale];
            put(negative ? -value : value, values, row);
            return true;
        }

        private boolean slow(long from, long to, MemorySegment values, int row) {
            var text = string(from, to).strip();
            double value = switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "nan" -> Double.NaN;
                case "inf", "infinity", "+inf", "+infinity" -> Double.POSITIVE_INFINITY;
                case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                default -> {
                    if (text.isEmpty()
                            || !Character.isDigit(text.charAt(text.length() - 1))
                                    && text.charAt(text.length() - 1) != '.'
                            || text.startsWith("0x")) {
                        yield Double.MIN_VALUE;
                    }
                    try {
                        yield Double.parseDouble(text);
                    } catch (NumberFormatException _) {
                        yield Double.MIN_VALUE;
                    }
                }
            };
            if (value == Double.MIN_VALUE) {
                return false;
            }
            put(value, values, row);
            return true;
        }

        private void put(double value, MemorySegment values, int row) {
            if (type.lane() == Lane.F32) {
                Memory.setFloat(values, row, (float) value);
            } else {
                Memory.setDouble(values, row, value);
            }
        }
    }

    /** DECIMAL, HUGEINT or UBIGINT: digits with a point, rounded half up to the scale; exponents go the slow way. */
    record Decimals(DataType type) implements FieldParser {
        @Override
        public boolean parse(long from, long to, MemorySegment values, int row) {
            if (type instanceof DecimalType decimal && type.lane() == Lane.I64) {
                return fast(decimal, from, to, values, row);
            }
            return slow(from, to, values, row);
        }

        private boolean fast(DecimalType decimal, long from, long to, MemorySegment values, int row) {
            long at = from;
            byte first = at(at);
            boolean negative = first == '-';
            if (negative || first == '+') {
                at++;
            }
            long unscaled = 0;
            int digits = 0;
            int fraction = -1;
            for (; at < to; at++) {
                byte b = at(at);
                if (b >= '0' && b <= '9') {
                    unscaled = unscaled * 10 + (b - '0');
                    digits++;
                    fraction += fraction >= 0 ? 1 : 0;
                } else if (b == '.' && fraction < 0) {
                    fraction = 0;
                } else {
                    return slow(from, to, values, row);
                }
            }
            int missing = decimal.scale() - Math.max(fraction, 0);
            if (digits == 0 || digits > 18 || missing < 0 || digits + missing > 18) {
                return slow(from, to, values, row);
            }
            unscaled *= LONG_POWERS[missing];
            if (unscaled
                    >= (decimal.precision() == 18 ? 1_000_000_000_000_000_000L : LONG_POWERS[decimal.precision()])) {
                return false;
            }
            Memory.setLong(values, row, negative ? -unscaled : unscaled);
            return true;
        }

        private boolean slow(long from, long to, MemorySegment values, int row) {
            BigInteger unscaled;
            try {
                var value = new BigDecimal(string(from, to).strip());
                int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
                if (value.precision() - value.scale() > 40 || value.scale() > 1000) {
                    return false;
                }
                unscaled = value.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
            } catch (NumberFormatException _) {
                return false;
            }
            if (type instanceof DecimalType decimal
                    ? unscaled.abs().compareTo(BigInteger.TEN.pow(decimal.precision())) >= 0
                    : !type.holds(unscaled)) {
                return false;
            }
            if (type.lane() == Lane.I64) {
                Memory.setLong(values, row, unscaled.longValue());
            } else {
                Memory.setLong(values, 2L * row, unscaled.longValue());
                Memory.setLong(values, 2L * row + 1, unscaled.shiftRight(64).longValue());
            }
            return true;
        }
    }
}
