package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BIT;
import static tarn.engine.data.type.ScalarType.BLOB;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.Collections;
import java.util.List;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.kernel.RowOperator;

/** Cutting, joining and searching strings. Positions and lengths count code points, from 1. */
final class TextFunctions {
    static final List<ScalarFunction> ALL = List.of(
            text("length", "Number of characters.", "length('été') = 3", "char_length", "character_length", "len")
                    .overload(BIGINT, Make.rows(BIGINT, 1, Texts::length), VARCHAR)
                    .overload(BIGINT, Make.rows(BIGINT, 1, BitStrings::length), BIT)
                    .resolved(List.of(Family.LIST), null, StructFunctions::size)
                    .build(),
            text("strlen", "Number of bytes.", "strlen('été') = 5")
                    .overload(BIGINT, Make.rows(BIGINT, 1, Texts::bytes), VARCHAR)
                    .build(),
            text("octet_length", "Number of bytes.", "octet_length('\\xAA\\xBB'::BLOB) = 2")
                    .overload(BIGINT, Make.rows(BIGINT, 1, Texts::bytes), VARCHAR)
                    .overload(BIGINT, Make.rows(BIGINT, 1, Texts::bytes), BLOB)
                    .overload(BIGINT, Make.rows(BIGINT, 1, BitStrings::bytes), BIT)
                    .build(),
            text("bit_length", "Number of bits.", "bit_length('abc') = 24")
                    .overload(BIGINT, Make.rows(BIGINT, 1, Texts::bits), VARCHAR)
                    .overload(BIGINT, Make.rows(BIGINT, 1, BitStrings::length), BIT)
                    .build(),
            text("lower", "Small letters.", "lower('ÉTÉ') = 'été'", "lcase")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::lower), VARCHAR)
                    .build(),
            text("upper", "Capital letters.", "upper('été') = 'ÉTÉ'", "ucase")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::upper), VARCHAR)
                    .build(),
            text(
                            "initcap",
                            "Capital letter at the start of each word, small ones elsewhere.",
                            "initcap('hello WORLD') = 'Hello World'",
                            "capitalize")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::initcap), VARCHAR)
                    .build(),
            text(
                            "substring",
                            "The part from a position on, of a length; a negative position counts from the end.",
                            "substring('hello', 2, 3) = 'ell'",
                            "substr",
                            "mid")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Texts::substringFrom), VARCHAR, BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::substring), VARCHAR, BIGINT, BIGINT)
                    .build(),
            text("left", "The first n characters; without the last n if negative.", "left('hello', 2) = 'he'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Texts::left), VARCHAR, BIGINT)
                    .build(),
            text("right", "The last n characters; without the first n if negative.", "right('hello', 2) = 'lo'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Texts::right), VARCHAR, BIGINT)
                    .build(),
            trimming(
                            "trim",
                            "Without spaces, or the characters given, at both ends.",
                            "trim('  a ') = 'a'",
                            Texts::trim,
                            Texts::trimOf,
                            "btrim")
                    .build(),
            trimming(
                            "ltrim",
                            "Without spaces, or the characters given, at the start.",
                            "ltrim('xxa', 'x') = 'a'",
                            Texts::ltrim,
                            Texts::ltrimOf,
                            "trim_leading")
                    .build(),
            trimming(
                            "rtrim",
                            "Without spaces, or the characters given, at the end.",
                            "rtrim('axx', 'x') = 'a'",
                            Texts::rtrim,
                            Texts::rtrimOf,
                            "trim_trailing")
                    .build(),
            text(
                            "lpad",
                            "Padded or cut to a length, filling in front, with spaces if nothing else is given.",
                            "lpad('7', 3, '0') = '007'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Texts::lpadPlain), VARCHAR, BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::lpad), VARCHAR, BIGINT, VARCHAR)
                    .build(),
            text(
                            "rpad",
                            "Padded or cut to a length, filling behind, with spaces if nothing else is given.",
                            "rpad('7', 3, '.') = '7..'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Texts::rpadPlain), VARCHAR, BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::rpad), VARCHAR, BIGINT, VARCHAR)
                    .build(),
            text("repeat", "The string several times.", "repeat('ab', 2) = 'abab'", "replicate")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Texts::repeat), VARCHAR, BIGINT)
                    .overload(BLOB, Make.rows(BLOB, 2, Texts::repeat), BLOB, BIGINT)
                    .build(),
            text("reverse", "The characters from back to front.", "reverse('abc') = 'cba'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::reverse), VARCHAR)
                    .build(),
            text(
                            "replace",
                            "Every occurrence of the second string replaced by the third.",
                            "replace('banana', 'an', 'o') = 'booa'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::replace), VARCHAR, VARCHAR, VARCHAR)
                    .build(),
            text(
                            "translate",
                            "Each character of the second string replaced by the one at its place in the third.",
                            "translate('hello', 'el', 'ip') = 'hippo'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::translate), VARCHAR, VARCHAR, VARCHAR)
                    .build(),
            text(
                            "overlay",
                            "A part replaced, from a position on, of a length.",
                            "overlay('abcdef', 'XX', 2, 3) = 'aXXef'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::overlayAll), VARCHAR, VARCHAR, BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 4, Texts::overlay), VARCHAR, VARCHAR, BIGINT, BIGINT)
                    .build(),
            text(
                            "split_part",
                            "The nth part between separators, from 1; from the end if negative.",
                            "split_part('a-b-c', '-', 2) = 'b'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Texts::splitPart), VARCHAR, VARCHAR, BIGINT)
                    .build(),
            text("contains", "Whether the second string is in the first.", "contains('hello', 'ell')")
                    .overload(BOOLEAN, Make.test(2, Texts::contains), VARCHAR, VARCHAR)
                    .resolved(List.of(Family.LIST, Family.ANY), null, ListFunctions::contains)
                    .build(),
            text(
                            "starts_with",
                            "Whether it begins with the second string.",
                            "starts_with('hello', 'he')",
                            "prefix",
                            "startswith",
                            "^@")
                    .overload(BOOLEAN, Make.test(2, Texts::startsWith), VARCHAR, VARCHAR)
                    .build(),
            text(
                            "ends_with",
                            "Whether it ends with the second string.",
                            "ends_with('hello', 'lo')",
                            "suffix",
                            "endswith")
                    .overload(BOOLEAN, Make.test(2, Texts::endsWith), VARCHAR, VARCHAR)
                    .build(),
            text(
                            "position",
                            "Where the second string is in the first, from 1; 0 if it is not there.",
                            "position('hello', 'l') = 3",
                            "strpos",
                            "instr",
                            "locate")
                    .overload(BIGINT, Make.rows(BIGINT, 2, Texts::position), VARCHAR, VARCHAR)
                    .build(),
            text("ascii", "Code point of the first character; 0 for the empty string.", "ascii('A') = 65")
                    .overload(INTEGER, Make.rows(INTEGER, 1, Texts::ascii), VARCHAR)
                    .build(),
            text("unicode", "Code point of the first character; -1 for the empty string.", "unicode('é') = 233", "ord")
                    .overload(INTEGER, Make.rows(INTEGER, 1, Texts::unicode), VARCHAR)
                    .build(),
            text("chr", "The character of a code point.", "chr(65) = 'A'", "char")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::chr), INTEGER)
                    .build(),
            text("strip_accents", "Letters without accents.", "strip_accents('été') = 'ete'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::stripAccents), VARCHAR)
                    .build(),
            text("nfc_normalize", "The string in Unicode normal form C.", "nfc_normalize('é') = 'é'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 1, Texts::normalize), VARCHAR)
                    .build(),
            Make.operator("||")
                    .resolved(List.of(Family.ANY, Family.ANY), null, TextFunctions::concatenation)
                    .build(),
            text("concat", "All arguments as one string; NULLs count as empty.", "concat('a', NULL, 1) = 'a1'")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.ANY),
                            Family.ANY,
                            in -> hasList(in)
                                    ? ListFunctions.sameLists(in, NestedKernel::nullAware, ListFunctions::concat)
                                    : new Resolved(texts(in.size()), VARCHAR, _ -> new Concatenation(false)))
                    .build(),
            text(
                            "concat_ws",
                            "The arguments behind the first with the first between them; NULLs are left out.",
                            "concat_ws('-', 'a', NULL, 'b') = 'a-b'")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.ANY, Family.ANY),
                            Family.ANY,
                            in -> new Resolved(texts(in.size()), VARCHAR, _ -> new Concatenation(true)))
                    .build());

    private TextFunctions() {}

    private static boolean hasList(List<Argument> arguments) {
        return arguments.stream()
                .anyMatch(argument -> argument.type() instanceof ListType || argument.type() instanceof ArrayType);
    }

    /** Of lists if there is one; nothing is made text silently then. Of blobs if both are. */
    private static Resolved concatenation(List<Argument> arguments) {
        if (hasList(arguments)) {
            return ListFunctions.sameLists(arguments, NestedKernel::strict, ListFunctions::concat);
        }
        boolean blobs = arguments.stream().anyMatch(a -> a.type() == BLOB)
                && BLOB.equals(Coercion.commonType(arguments.get(0), arguments.get(1)));
        var type = blobs ? BLOB : VARCHAR;
        return new Resolved(List.of(type, type), type, Make.rows(type, 2, Texts::concat));
    }

    private static List<DataType> texts(int count) {
        return Collections.nCopies(count, VARCHAR);
    }

    private static ScalarFunction.Builder text(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Text").doc(doc).example(example);
    }

    private static ScalarFunction.Builder trimming(
            String name, String doc, String example, RowOperator spaces, RowOperator characters, String alias) {
        return text(name, doc, example, alias)
                .overload(VARCHAR, Make.rows(VARCHAR, 1, spaces), VARCHAR)
                .overload(VARCHAR, Make.rows(VARCHAR, 2, characters), VARCHAR, VARCHAR);
    }
}
