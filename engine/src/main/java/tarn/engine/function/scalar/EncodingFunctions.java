package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BLOB;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.HUGEINT;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.UHUGEINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.data.vector.Strings;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Digests, encodings and readable forms. */
final class EncodingFunctions {
    private static final String[] BINARY_UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String[] DECIMAL_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    static final List<ScalarFunction> ALL = List.of(
            text("md5", "MD5 digest as 32 hexadecimal digits.", "md5('a') = '0cc175b9c0f1b6a831c399e269772661'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("MD5", in, row, out)), VARCHAR)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("MD5", in, row, out)), BLOB)
                    .build(),
            text(
                            "md5_number",
                            "MD5 digest as a number whose lowest byte is the digest's first.",
                            "md5_number('') = 167830467844043968176572005485231480276")
                    .overload(UHUGEINT, Make.rows(UHUGEINT, 1, EncodingFunctions::digestNumber), VARCHAR)
                    .overload(UHUGEINT, Make.rows(UHUGEINT, 1, EncodingFunctions::digestNumber), BLOB)
                    .build(),
            text("sha1", "SHA-1 digest as 40 hexadecimal digits.", "left(sha1('a'), 8) = '86f7e437'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-1", in, row, out)), VARCHAR)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-1", in, row, out)), BLOB)
                    .build(),
            text("sha224", "SHA-224 digest as 56 hexadecimal digits.", "left(sha224('a'), 8) = 'abd37534'")
                    .overload(
                            VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-224", in, row, out)), VARCHAR)
                    .build(),
            text("sha384", "SHA-384 digest as 96 hexadecimal digits.", "left(sha384('a'), 8) = '54a59b9f'")
                    .overload(
                            VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-384", in, row, out)), VARCHAR)
                    .build(),
            text("sha512", "SHA-512 digest as 128 hexadecimal digits.", "left(sha512('a'), 8) = '1f40fc92'")
                    .overload(
                            VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-512", in, row, out)), VARCHAR)
                    .build(),
            text("sha256", "SHA-256 digest as 64 hexadecimal digits.", "left(sha256('a'), 8) = 'ca978112'")
                    .overload(
                            VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-256", in, row, out)), VARCHAR)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> digest("SHA-256", in, row, out)), BLOB)
                    .build(),
            text("hex", "Bytes of a string, or a number, in hexadecimal digits.", "hex(255) = 'FF'", "to_hex")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::hexText), VARCHAR)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::hexText), BLOB)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::hexNumber), BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::hexWide), HUGEINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::hexUnsigned), UHUGEINT)
                    .build(),
            text(
                            "unhex",
                            "The bytes that are given in hexadecimal digits.",
                            "unhex('616263') = 'abc'::BLOB",
                            "from_hex")
                    .overload(BLOB, Make.rows(BLOB, 1, EncodingFunctions::unhex), VARCHAR)
                    .build(),
            text("bin", "A number in binary digits.", "bin(5) = '101'", "to_binary")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::binary), BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::binaryWide), HUGEINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::binaryUnsigned), UHUGEINT)
                    .build(),
            text("to_base64", "Bytes in base 64.", "to_base64('abc'::BLOB) = 'YWJj'", "base64")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::toBase64), BLOB)
                    .build(),
            text("from_base64", "The bytes that are given in base 64.", "from_base64('YWJj') = 'abc'::BLOB")
                    .overload(BLOB, Make.rows(BLOB, 1, EncodingFunctions::fromBase64), VARCHAR)
                    .build(),
            text("encode", "The UTF-8 bytes of a text.", "encode('ä') = '\\xC3\\xA4'::BLOB")
                    .overload(BLOB, Make.rows(BLOB, 1, EncodingFunctions::encode), VARCHAR)
                    .build(),
            text(
                            "decode",
                            "The text of UTF-8 bytes; a second argument says what happens to bytes that are not UTF-8:"
                                    + " 'strict' (an error), 'replace' or 'ignore'.",
                            "decode('\\xC3\\xA4'::BLOB) = 'ä'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::decodeStrictly), BLOB)
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, EncodingFunctions::decode), BLOB, VARCHAR)
                    .build(),
            text("url_encode", "Text as it may stand in a URL.", "url_encode('a b/é') = 'a%20b%2F%C3%A9'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::urlEncode), VARCHAR)
                    .build(),
            text("url_decode", "Text from its form in a URL.", "url_decode('a%20b') = 'a b'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::urlDecode), VARCHAR)
                    .build(),
            text(
                            "format_bytes",
                            "A number of bytes in units of 1024.",
                            "format_bytes(1536) = '1.5 KiB'",
                            "formatreadablesize",
                            "pg_size_pretty")
                    .overload(
                            VARCHAR,
                            Make.rows(VARCHAR, 1, (in, row, out) -> size(in, row, out, 1024, BINARY_UNITS)),
                            BIGINT)
                    .build(),
            text(
                            "formatreadabledecimalsize",
                            "A number of bytes in units of 1000.",
                            "formatreadabledecimalsize(1500) = '1.5 kB'")
                    .overload(
                            VARCHAR,
                            Make.rows(VARCHAR, 1, (in, row, out) -> size(in, row, out, 1000, DECIMAL_UNITS)),
                            BIGINT)
                    .build(),
            text(
                            "bar",
                            "A bar whose length shows where a number is between two others; of 80 characters or so"
                                    + " many.",
                            "bar(5, 0, 10, 4) = '██  '")
                    .overload(
                            VARCHAR,
                            Make.rows(VARCHAR, 3, (in, row, out) -> bar(in, row, out, 80)),
                            DOUBLE,
                            DOUBLE,
                            DOUBLE)
                    .overload(
                            VARCHAR,
                            Make.rows(VARCHAR, 4, (in, row, out) -> bar(in, row, out, in.float64(3, row))),
                            DOUBLE,
                            DOUBLE,
                            DOUBLE,
                            DOUBLE)
                    .build(),
            text(
                            "parse_filename",
                            "The last part of a path, without its extension if the second argument is true.",
                            "parse_filename('/a/b.txt') = 'b.txt'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, (in, row, out) -> fileName(in, row, out, false)), VARCHAR)
                    .overload(
                            VARCHAR,
                            Make.rows(VARCHAR, 2, (in, row, out) -> fileName(in, row, out, in.bit(1, row))),
                            VARCHAR,
                            BOOLEAN)
                    .build(),
            text("parse_dirname", "The first part of a path.", "parse_dirname('a/b.txt') = 'a'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::firstPart), VARCHAR)
                    .build(),
            text(
                            "to_base",
                            "A number in digits of a base from 2 to 36, with zeros up to a length.",
                            "to_base(255, 16) = 'FF'")
                    .overload(
                            VARCHAR, Make.rows(VARCHAR, 2, (in, row, out) -> toBase(in, row, out, 0)), BIGINT, INTEGER)
                    .overload(
                            VARCHAR,
                            Make.rows(VARCHAR, 3, (in, row, out) -> toBase(in, row, out, in.int32(2, row))),
                            BIGINT,
                            INTEGER,
                            INTEGER)
                    .build(),
            text("parse_dirpath", "A path without its last part.", "parse_dirpath('/a/b.txt') = '/a'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, EncodingFunctions::directory), VARCHAR)
                    .build());

    private EncodingFunctions() {}

    private static Builder text(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Text").doc(doc).example(example);
    }

    private static boolean digestNumber(Arguments in, int row, Output out) {
        byte[] digest = digest("MD5", bytes(in, row));
        for (int i = 0, j = digest.length - 1; i < j; i++, j--) {
            byte first = digest[i];
            digest[i] = digest[j];
            digest[j] = first;
        }
        out.putWide(row, Uhugeint.physical(new BigInteger(1, digest)));
        return true;
    }

    private static boolean digest(String algorithm, Arguments in, int row, Output out) {
        out.putString(row, HexFormat.of().formatHex(digest(algorithm, bytes(in, row))));
        return true;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw SqlException.internal("no digest " + algorithm, e);
        }
    }

    private static boolean firstPart(Arguments in, int row, Output out) {
        String path = in.string(0, row);
        int end = path.startsWith("/") ? 1 : path.indexOf('/');
        out.putString(row, path.substring(0, Math.max(end, 0)));
        return true;
    }

    private static boolean toBase(Arguments in, int row, Output out, int length) {
        long number = in.int64(0, row);
        int base = in.int32(1, row);
        if (number < 0 || base < 2 || base > 36 || length < 0 || length > 64) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "to_base wants a number from 0 on, a base from 2 to 36 and a length up to 64");
        }
        String digits = Long.toString(number, base).toUpperCase(Locale.ROOT);
        out.putString(row, "0".repeat(Math.max(0, length - digits.length())) + digits);
        return true;
    }

    private static boolean hexText(Arguments in, int row, Output out) {
        out.putString(row, HexFormat.of().withUpperCase().formatHex(bytes(in, row)));
        return true;
    }

    private static boolean hexWide(Arguments in, int row, Output out) {
        out.text().append(unsigned(in, row).toString(16).toUpperCase(Locale.ROOT));
        out.putText(row);
        return true;
    }

    private static boolean binaryWide(Arguments in, int row, Output out) {
        out.text().append(unsigned(in, row).toString(2));
        out.putText(row);
        return true;
    }

    private static boolean hexUnsigned(Arguments in, int row, Output out) {
        out.text().append(Uhugeint.value(in.wide(0, row)).toString(16).toUpperCase(Locale.ROOT));
        out.putText(row);
        return true;
    }

    private static boolean binaryUnsigned(Arguments in, int row, Output out) {
        out.text().append(Uhugeint.value(in.wide(0, row)).toString(2));
        out.putText(row);
        return true;
    }

    /** The 128 bits of a HUGEINT. */
    private static BigInteger unsigned(Arguments in, int row) {
        var value = in.wide(0, row);
        return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(128)) : value;
    }

    private static boolean hexNumber(Arguments in, int row, Output out) {
        out.putString(row, Long.toHexString(in.int64(0, row)).toUpperCase(Locale.ROOT));
        return true;
    }

    private static boolean unhex(Arguments in, int row, Output out) {
        String digits = in.string(0, row);
        try {
            byte[] bytes = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
            out.putBytes(row, bytes);
            return true;
        } catch (IllegalArgumentException e) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "not hexadecimal digits: " + digits);
        }
    }

    private static boolean binary(Arguments in, int row, Output out) {
        out.putString(row, Long.toBinaryString(in.int64(0, row)));
        return true;
    }

    private static boolean toBase64(Arguments in, int row, Output out) {
        out.putString(row, Base64.getEncoder().encodeToString(bytes(in, row)));
        return true;
    }

    private static boolean fromBase64(Arguments in, int row, Output out) {
        String text = in.string(0, row);
        try {
            out.putBytes(row, Base64.getDecoder().decode(text));
            return true;
        } catch (IllegalArgumentException e) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "not base 64: " + text);
        }
    }

    private static byte[] bytes(Arguments in, int row) {
        return Strings.bytes(in.values(0), in.row(0, row));
    }

    private static boolean encode(Arguments in, int row, Output out) {
        out.putView(row, in.address(0, row), in.length(0, row));
        return true;
    }

    private static boolean decodeStrictly(Arguments in, int row, Output out) {
        return decoded(in, row, out, "strict");
    }

    private static boolean decode(Arguments in, int row, Output out) {
        return decoded(in, row, out, in.string(1, row).toLowerCase(Locale.ROOT));
    }

    private static boolean decoded(Arguments in, int row, Output out, String faults) {
        var action = switch (faults) {
            case "strict" -> CodingErrorAction.REPORT;
            case "replace" -> CodingErrorAction.REPLACE;
            case "ignore" -> CodingErrorAction.IGNORE;
            default ->
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE, "decode takes 'strict', 'replace' or 'ignore', not: " + faults);
        };
        try {
            out.putString(
                    row,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(action)
                            .onUnmappableCharacter(action)
                            .replaceWith("?")
                            .decode(ByteBuffer.wrap(bytes(in, row)))
                            .toString());
            return true;
        } catch (CharacterCodingException e) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the bytes are no UTF-8 text")
                    .hint("decode(..., 'replace') puts ? for what is not, 'ignore' leaves it out");
        }
    }

    private static boolean urlEncode(Arguments in, int row, Output out) {
        var text = new StringBuilder();
        for (byte b : in.string(0, row).getBytes(StandardCharsets.UTF_8)) {
            if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-_.~".indexOf(b) >= 0) {
                text.append((char) b);
            } else {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        out.putString(row, text.toString());
        return true;
    }

    private static boolean urlDecode(Arguments in, int row, Output out) {
        String text = in.string(0, row);
        try {
            out.putString(row, URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            out.putString(row, text);
        }
        return true;
    }

    private static boolean size(Arguments in, int row, Output out, long base, String[] units) {
        long bytes = in.int64(0, row);
        double size = Math.abs((double) bytes);
        if (size < base) {
            out.putString(row, bytes == 1 ? "1 byte" : bytes + " bytes");
            return true;
        }
        int unit = 0;
        while (size >= base && unit < units.length - 1) {
            size /= base;
            unit++;
        }
        double shown = Math.floor(size * 10) / 10;
        out.putString(row, (bytes < 0 ? "-" : "") + String.format(Locale.ROOT, "%.1f ", shown) + units[unit]);
        return true;
    }

    private static boolean bar(Arguments in, int row, Output out, double width) {
        double low = in.float64(1, row);
        double high = in.float64(2, row);
        if (!(low < high) || !(width >= 1 && width <= 1000)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "bar needs bounds in order and a width from 1 to 1000");
        }
        double share = Math.clamp((in.float64(0, row) - low) / (high - low), 0, 1);
        long eighths = (long) (share * width * 8);
        int full = (int) (eighths / 8);
        String text = "█".repeat(full) + EIGHTHS[(int) (eighths % 8)];
        out.putString(row, text + " ".repeat(Math.max(0, (int) width - text.length())));
        return true;
    }

    private static boolean fileName(Arguments in, int row, Output out, boolean bare) {
        String path = in.string(0, row);
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        out.putString(row, bare && dot > 0 ? name.substring(0, dot) : name);
        return true;
    }

    private static boolean directory(Arguments in, int row, Output out) {
        String path = in.string(0, row);
        int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        out.putString(row, slash < 0 ? "" : path.substring(0, slash));
        return true;
    }
}
