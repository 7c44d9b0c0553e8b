package tarn.engine.expr.eval;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.Uuids;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.engine.kernel.RowOperator;

/** Casts from and to BLOB, BIT and UUID. */
final class BinaryCasts {
    private static final int UUID_BYTES = 16;

    private BinaryCasts() {}

    static boolean isBinary(DataType type) {
        return type == ScalarType.BLOB || type == ScalarType.BIT || type == ScalarType.UUID;
    }

    /** A value that does not convert makes an {@link ArithmeticException}. */
    static Kernel kernel(DataType from, DataType to) {
        return Kernels.rows(to, 1, operator(from, to));
    }

    private static RowOperator operator(DataType from, DataType to) {
        if (from == ScalarType.UUID) {
            return to == ScalarType.BLOB ? BinaryCasts::uuidToBlob : BinaryCasts::uuidToText;
        }
        if (from == ScalarType.BLOB) {
            return switch (to) {
                case ScalarType.UUID -> BinaryCasts::blobToUuid;
                case ScalarType.BIT -> BinaryCasts::blobToBits;
                default -> BinaryCasts::blobToText;
            };
        }
        if (from == ScalarType.BIT) {
            return to == ScalarType.BLOB ? BinaryCasts::bitsToBlob : bitsTo(to);
        }
        return switch (to) {
            case ScalarType.UUID -> BinaryCasts::textToUuid;
            case ScalarType.BLOB -> BinaryCasts::textToBlob;
            default -> from == ScalarType.VARCHAR ? BinaryCasts::textToBits : bitsOf(from);
        };
    }

    private static boolean uuidToText(Arguments in, int row, Output out) {
        out.text().append(Uuids.of(in.high(0, row), in.low(0, row)));
        out.putText(row);
        return true;
    }

    private static boolean uuidToBlob(Arguments in, int row, Output out) {
        var uuid = Uuids.of(in.high(0, row), in.low(0, row));
        put(
                out,
                row,
                ByteBuffer.allocate(UUID_BYTES)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
        return true;
    }

    private static boolean blobToUuid(Arguments in, int row, Output out) {
        var bytes = ByteBuffer.wrap(bytes(in, row));
        sure(bytes.remaining() == UUID_BYTES);
        long high = bytes.getLong() ^ Long.MIN_VALUE;
        out.putWide(row, bytes.getLong(), high);
        return true;
    }

    private static boolean textToUuid(Arguments in, int row, Output out) {
        var uuid = sure(Uuids.parse(in.string(0, row)));
        out.putWide(row, uuid.getLeastSignificantBits(), Uuids.high(uuid));
        return true;
    }

    private static boolean textToBlob(Arguments in, int row, Output out) {
        put(out, row, sure(Bytes.parse(in.string(0, row))).value());
        return true;
    }

    private static boolean blobToText(Arguments in, int row, Output out) {
        var text = out.text();
        long at = in.address(0, row);
        int length = in.length(0, row);
        for (int i = 0; i < length; i++) {
            Bytes.append(text, Memory.getByte(at + i));
        }
        out.putText(row);
        return true;
    }

    private static boolean textToBits(Arguments in, int row, Output out) {
        long at = in.address(0, row);
        int length = in.length(0, row);
        if (length == 0) {
            out.putString(row, "0");
            return true;
        }
        for (int i = 0; i < length; i++) {
            byte b = Memory.getByte(at + i);
            sure(b == '0' || b == '1');
        }
        out.putView(row, at, length);
        return true;
    }

    private static boolean blobToBits(Arguments in, int row, Output out) {
        var bytes = bytes(in, row);
        sure(bytes.length > 0);
        var text = out.text();
        for (byte b : bytes) {
            bits(text, b, Byte.SIZE);
        }
        out.putText(row);
        return true;
    }

    private static void bits(StringBuilder text, long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            text.append((char) ('0' + (value >>> i & 1)));
        }
    }

    private static boolean bitsToBlob(Arguments in, int row, Output out) {
        int length = in.length(0, row);
        var bytes = new byte[(length + 7) / 8];
        long at = in.address(0, row);
        for (int i = 0; i < length; i++) {
            int bit = length - 1 - i;
            int one = Memory.getByte(at + i) - '0';
            bytes[bytes.length - 1 - bit / 8] |= (byte) (one << bit % 8);
        }
        put(out, row, bytes);
        return true;
    }

    private static RowOperator bitsOf(DataType type) {
        return switch (bits(type)) {
            case 1 -> (in, row, out) -> number(in.bit(0, row) ? 1 : 0, Byte.SIZE, row, out);
            case Byte.SIZE -> (in, row, out) -> number(in.longAt(0, row), Byte.SIZE, row, out);
            case Short.SIZE -> (in, row, out) -> number(in.longAt(0, row), Short.SIZE, row, out);
            case Integer.SIZE ->
                type == ScalarType.REAL
                        ? (in, row, out) ->
                                number(Float.floatToRawIntBits((float) in.doubleAt(0, row)), Integer.SIZE, row, out)
                        : (in, row, out) -> number(in.longAt(0, row), Integer.SIZE, row, out);
            case Long.SIZE ->
                switch (type.lane()) {
                    case F64 ->
                        (in, row, out) -> number(Double.doubleToRawLongBits(in.float64(0, row)), Long.SIZE, row, out);
                    case I128 -> (in, row, out) -> number(in.low(0, row), Long.SIZE, row, out);
                    default -> (in, row, out) -> number(in.longAt(0, row), Long.SIZE, row, out);
                };
            default ->
                (in, row, out) -> {
                    var text = out.text();
                    bits(text, in.high(0, row) ^ sign(type), Long.SIZE);
                    bits(text, in.low(0, row), Long.SIZE);
                    out.putText(row);
                    return true;
                };
        };
    }

    /** Bits of a number; 1 for BOOLEAN, which is written as eight. */
    private static int bits(DataType type) {
        return type == ScalarType.BOOLEAN
                ? 1
                : type.unsignedBits() > 0 ? type.unsignedBits() : type.lane().bytes() * Byte.SIZE;
    }

    /** What the first bit is turned by. */
    private static long sign(DataType type) {
        return type == ScalarType.UHUGEINT ? Long.MIN_VALUE : 0;
    }

    private static boolean number(long value, int count, int row, Output out) {
        bits(out.text(), value, count);
        out.putText(row);
        return true;
    }

    private static RowOperator bitsTo(DataType type) {
        if (type == ScalarType.VARCHAR) {
            return (in, row, out) -> {
                out.putView(row, in.address(0, row), in.length(0, row));
                return true;
            };
        }
        boolean unsigned = type.unsignedBits() > 0;
        return switch (bits(type)) {
            case 1 ->
                (in, row, out) -> {
                    out.putBoolean(row, (low(in, row, Byte.SIZE) & 1) != 0);
                    return true;
                };
            case Byte.SIZE -> unsigned ? BinaryCasts::toUnsignedByte : BinaryCasts::toByte;
            case Short.SIZE -> unsigned ? BinaryCasts::toUnsignedShort : BinaryCasts::toShort;
            case Integer.SIZE ->
                type == ScalarType.REAL
                        ? BinaryCasts::toFloat
                        : unsigned ? BinaryCasts::toUnsignedInt : BinaryCasts::toInt;
            case Long.SIZE ->
                type == ScalarType.DOUBLE
                        ? BinaryCasts::toDouble
                        : unsigned ? BinaryCasts::toUnsignedLong : BinaryCasts::toLong;
            default -> unsigned ? BinaryCasts::toUnsignedWide : BinaryCasts::toWide;
        };
    }

    private static boolean toByte(Arguments in, int row, Output out) {
        out.putLong(row, (byte) low(in, row, Byte.SIZE));
        return true;
    }

    private static boolean toUnsignedByte(Arguments in, int row, Output out) {
        out.putLong(row, low(in, row, Byte.SIZE));
        return true;
    }

    private static boolean toShort(Arguments in, int row, Output out) {
        out.putLong(row, (short) low(in, row, Short.SIZE));
        return true;
    }

    private static boolean toUnsignedShort(Arguments in, int row, Output out) {
        out.putLong(row, low(in, row, Short.SIZE));
        return true;
    }

    private static boolean toInt(Arguments in, int row, Output out) {
        out.putLong(row, (int) low(in, row, Integer.SIZE));
        return true;
    }

    private static boolean toUnsignedInt(Arguments in, int row, Output out) {
        out.putLong(row, low(in, row, Integer.SIZE));
        return true;
    }

    private static boolean toLong(Arguments in, int row, Output out) {
        out.putLong(row, low(in, row, Long.SIZE));
        return true;
    }

    private static boolean toUnsignedLong(Arguments in, int row, Output out) {
        out.putWide(row, low(in, row, Long.SIZE), 0);
        return true;
    }

    private static boolean toFloat(Arguments in, int row, Output out) {
        out.putDouble(row, Float.intBitsToFloat((int) low(in, row, Integer.SIZE)));
        return true;
    }

    private static boolean toDouble(Arguments in, int row, Output out) {
        out.putDouble(row, Double.longBitsToDouble(low(in, row, Long.SIZE)));
        return true;
    }

    private static boolean toWide(Arguments in, int row, Output out) {
        return toWide(in, row, out, 0);
    }

    private static boolean toUnsignedWide(Arguments in, int row, Output out) {
        return toWide(in, row, out, Long.MIN_VALUE);
    }

    private static boolean toWide(Arguments in, int row, Output out, long sign) {
        int length = in.length(0, row);
        sure(length <= 2 * Long.SIZE);
        int high = Math.max(0, length - Long.SIZE);
        out.putWide(row, bits(in, row, high, length), bits(in, row, 0, high) ^ sign);
        return true;
    }

    private static long low(Arguments in, int row, int most) {
        int length = in.length(0, row);
        sure(length <= most);
        return bits(in, row, 0, length);
    }

    private static long bits(Arguments in, int row, int from, int to) {
        long at = in.address(0, row);
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 1 | Memory.getByte(at + i) - '0';
        }
        return value;
    }

    private static byte[] bytes(Arguments in, int row) {
        return Strings.bytes(in.values(0), in.row(0, row));
    }

    private static void put(Output out, int row, byte[] bytes) {
        out.putBytes(row, bytes);
    }

    private static void sure(boolean converts) {
        if (!converts) {
            throw new ArithmeticException("not a value of the type");
        }
    }

    private static <T> T sure(@Nullable T value) {
        if (value == null) {
            throw new ArithmeticException("not a value of the type");
        }
        return value;
    }
}
