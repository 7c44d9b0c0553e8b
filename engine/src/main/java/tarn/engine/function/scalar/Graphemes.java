package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.List;
import java.util.regex.Pattern;
import tarn.engine.function.ScalarFunction;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;

/** Functions that count what people take for one character: extended grapheme clusters, by Unicode Standard Annex 29. */
final class Graphemes {
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    static final List<ScalarFunction> ALL = List.of(
            text(
                            "length_grapheme",
                            "Number of characters as people see them: a letter with its accents, an emoji of several.",
                            "length_grapheme('e' || chr(769)) = 1")
                    .overload(BIGINT, Make.rows(BIGINT, 1, Graphemes::length), VARCHAR)
                    .build(),
            text(
                            "left_grapheme",
                            "The first n characters as people see them; without the last n if negative.",
                            "left_grapheme('hello', 2) = 'he'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Graphemes::left), VARCHAR, BIGINT)
                    .build(),
            text(
                            "right_grapheme",
                            "The last n characters as people see them; without the first n if negative.",
                            "right_grapheme('hello', 2) = 'lo'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Graphemes::right), VARCHAR, BIGINT)
                    .build(),
            text(
                            "substring_grapheme",
                            "As substring, of characters as people see them.",
                            "substring_grapheme('hello', 2, 3) = 'ell'")
                    .overload(VARCHAR, Make.rows(VARCHAR, 2, Graphemes::rest), VARCHAR, BIGINT)
                    .overload(VARCHAR, Make.rows(VARCHAR, 3, Graphemes::substring), VARCHAR, BIGINT, BIGINT)
                    .build());

    private Graphemes() {}

    private static ScalarFunction.Builder text(String name, String doc, String example) {
        return ScalarFunction.named(name).topic("Text").doc(doc).example(example);
    }

    private static boolean length(Arguments in, int row, Output out) {
        out.putLong(row, count(in.string(0, row)));
        return true;
    }

    private static boolean left(Arguments in, int row, Output out) {
        var text = in.string(0, row);
        long n = in.int64(1, row);
        out.putString(row, slice(text, 0, n >= 0 ? n : count(text) + n));
        return true;
    }

    private static boolean right(Arguments in, int row, Output out) {
        var text = in.string(0, row);
        long n = in.int64(1, row);
        out.putString(row, slice(text, n < 0 ? -Math.max(n, -Long.MAX_VALUE) : count(text) - n, Long.MAX_VALUE));
        return true;
    }

    private static boolean rest(Arguments in, int row, Output out) {
        var text = in.string(0, row);
        out.putString(row, slice(text, first(text, in.int64(1, row)), Long.MAX_VALUE));
        return true;
    }

    private static boolean substring(Arguments in, int row, Output out) {
        var text = in.string(0, row);
        long from = first(text, in.int64(1, row));
        long n = in.int64(2, row);
        long size = text.length();
        long end = Math.clamp(from, -size - 1, size) + Math.clamp(n, -size - 1, size + size + 1);
        out.putString(row, n < 0 ? slice(text, end, from) : slice(text, from, end));
        return true;
    }

    /** Where a substring begins, from 0: before the text for 0, from its end for a negative place. */
    private static long first(String text, long place) {
        return place >= 0 ? place - 1 : count(text) + place;
    }

    private static int count(String text) {
        var matcher = CLUSTER.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** The clusters from {@code first} to before {@code end}, counted from 0; what lies outside the text is empty. */
    private static String slice(String text, long first, long end) {
        var matcher = CLUSTER.matcher(text);
        int from = first <= 0 ? 0 : text.length();
        int to = end <= 0 ? 0 : text.length();
        for (long i = 1; (i <= first || i <= end) && matcher.find(); i++) {
            if (i == first) {
                from = matcher.end();
            }
            if (i == end) {
                to = matcher.end();
            }
        }
        return from >= to ? "" : text.substring(from, to);
    }
}
