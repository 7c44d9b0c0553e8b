package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIT;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.List;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions of BIT, and the row operators that overloads for BIT elsewhere use. Bits are the characters 0 and 1. */
final class BitStrings {
    static final List<ScalarFunction> ALL = List.of(
            bits("get_bit", "The bit at a position, from 0.", "get_bit('0110'::BIT, 1) = 1")
                    .overload(INTEGER, Make.rows(INTEGER, 2, BitStrings::get), BIT, INTEGER)
                    .build(),
            bits(
                            "set_bit",
                            "The bits with the one at a position, from 0, set to 0 or 1.",
                            "set_bit('0110'::BIT, 0, 1) = '1110'::BIT")
                    .overload(BIT, Make.rows(BIT, 3, BitStrings::set), BIT, INTEGER, INTEGER)
                    .build(),
            bits(
                            "bit_position",
                            "Where the first bits stand within the second, from 1; 0 if they do not.",
                            "bit_position('01'::BIT, '1101'::BIT) = 3")
                    .overload(INTEGER, Make.rows(INTEGER, 2, BitStrings::position), BIT, BIT)
                    .build(),
            bits(
                            "bitstring",
                            "The bits with zeros before them up to a length.",
                            "bitstring('101'::BIT, 5) = '00101'::BIT")
                    .overload(BIT, Make.rows(BIT, 2, BitStrings::padded), BIT, INTEGER)
                    .overload(BIT, Make.rows(BIT, 2, BitStrings::paddedText), VARCHAR, INTEGER)
                    .build());

    private BitStrings() {}

    private static Builder bits(String name, String doc, String example) {
        return ScalarFunction.named(name).topic("Bits").doc(doc).example(example);
    }

    /** Adds the function of two numbers' bits for BIT. */
    static Builder binary(Builder builder, BitOperation operation) {
        return builder.overload(
                BIT,
                switch (operation) {
                    case AND -> Make.rows(BIT, 2, (in, row, out) -> combine(in, row, out, "AND", false));
                    case OR -> Make.rows(BIT, 2, (in, row, out) -> combine(in, row, out, "OR", true));
                    case XOR -> Make.rows(BIT, 2, BitStrings::xor);
                },
                BIT,
                BIT);
    }

    /** What to do with two bits. */
    enum BitOperation {
        AND,
        OR,
        XOR
    }

    private static int length(Arguments in, int row, String name) {
        int length = in.length(0, row);
        if (length != in.length(1, row)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "cannot " + name + " bit strings of different sizes");
        }
        return length;
    }

    private static boolean combine(Arguments in, int row, Output out, String name, boolean or) {
        int length = length(in, row, name);
        long to = out.buffer(length);
        for (int i = 0; i < length; i++) {
            byte a = Utf8.at(in.address(0, row) + i);
            byte b = Utf8.at(in.address(1, row) + i);
            Utf8.put(to + i, (byte) (or ? a | b : a & b));
        }
        return keep(row, out, to, length);
    }

    private static boolean xor(Arguments in, int row, Output out) {
        int length = length(in, row, "XOR");
        long to = out.buffer(length);
        for (int i = 0; i < length; i++) {
            Utf8.put(to + i, (byte) ('0' | Utf8.at(in.address(0, row) + i) ^ Utf8.at(in.address(1, row) + i)));
        }
        return keep(row, out, to, length);
    }

    static boolean not(Arguments in, int row, Output out) {
        int length = in.length(0, row);
        long to = out.buffer(length);
        for (int i = 0; i < length; i++) {
            Utf8.put(to + i, (byte) (Utf8.at(in.address(0, row) + i) ^ 1));
        }
        return keep(row, out, to, length);
    }

    static boolean shiftLeft(Arguments in, int row, Output out) {
        long by = in.longAt(1, row);
        if (by < 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "cannot shift left by a negative number");
        }
        return shifted(in, row, out, by);
    }

    static boolean shiftRight(Arguments in, int row, Output out) {
        long by = in.longAt(1, row);
        return shifted(in, row, out, by < 0 ? 0 : -by);
    }

    /** To the left by {@code by} places; to the right if that is negative. */
    private static boolean shifted(Arguments in, int row, Output out, long by) {
        int length = in.length(0, row);
        long from = in.address(0, row);
        long to = out.buffer(length);
        for (int i = 0; i < length; i++) {
            long source = i + by;
            Utf8.put(to + i, source >= 0 && source < length ? Utf8.at(from + source) : (byte) '0');
        }
        return keep(row, out, to, length);
    }

    static boolean count(Arguments in, int row, Output out) {
        long count = 0;
        for (int i = 0; i < in.length(0, row); i++) {
            count += Utf8.at(in.address(0, row) + i) & 1;
        }
        out.putLong(row, count);
        return true;
    }

    static boolean length(Arguments in, int row, Output out) {
        out.putLong(row, in.length(0, row));
        return true;
    }

    static boolean bytes(Arguments in, int row, Output out) {
        out.putLong(row, (in.length(0, row) + 7L) / 8);
        return true;
    }

    private static int index(Arguments in, int row) {
        long at = in.longAt(1, row);
        int length = in.length(0, row);
        if (at < 0 || at >= length) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "bit index " + at + " is out of range: 0 to " + (length - 1));
        }
        return (int) at;
    }

    private static boolean get(Arguments in, int row, Output out) {
        out.putLong(row, Utf8.at(in.address(0, row) + index(in, row)) & 1);
        return true;
    }

    private static boolean set(Arguments in, int row, Output out) {
        long bit = in.longAt(2, row);
        if (bit != 0 && bit != 1) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the new bit must be 0 or 1");
        }
        int at = index(in, row);
        int length = in.length(0, row);
        long to = out.buffer(length);
        Utf8.copy(in.address(0, row), to, length);
        Utf8.put(to + at, (byte) ('0' + bit));
        return keep(row, out, to, length);
    }

    private static boolean position(Arguments in, int row, Output out) {
        out.putLong(row, in.string(1, row).indexOf(in.string(0, row)) + 1L);
        return true;
    }

    private static boolean paddedText(Arguments in, int row, Output out) {
        for (int i = 0; i < in.length(0, row); i++) {
            byte b = Utf8.at(in.address(0, row) + i);
            if (b != '0' && b != '1') {
                throw SqlException.of(ErrorCode.CAST, "cannot convert '" + in.string(0, row) + "' to BIT");
            }
        }
        return padded(in, row, out);
    }

    private static boolean padded(Arguments in, int row, Output out) {
        long wanted = in.longAt(1, row);
        int length = in.length(0, row);
        if (wanted < length || wanted == 0) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "the length of a bit string must not be below that of its bits: " + wanted);
        }
        long to = out.buffer(wanted);
        for (long i = 0; i < wanted - length; i++) {
            Utf8.put(to + i, (byte) '0');
        }
        Utf8.copy(in.address(0, row), to + wanted - length, length);
        return keep(row, out, to, (int) wanted);
    }

    private static boolean keep(int row, Output out, long address, int length) {
        out.putView(row, address, length);
        out.used(length);
        return true;
    }
}
