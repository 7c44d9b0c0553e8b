package tarn.engine.function.scalar;

import java.util.Arrays;
import java.util.stream.Collectors;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** How far apart two strings are, byte by byte of their UTF-8 form. */
final class Distances {
    private Distances() {}

    private static int[] letters(Arguments in, int argument, int row) {
        int[] letters = new int[in.length(argument, row)];
        long address = in.address(argument, row);
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Utf8.at(address + i) & 0xff;
        }
        return letters;
    }

    static boolean levenshtein(Arguments in, int row, Output out) {
        out.putLong(row, distance(letters(in, 0, row), letters(in, 1, row), false));
        return true;
    }

    static boolean damerau(Arguments in, int row, Output out) {
        out.putLong(row, distance(letters(in, 0, row), letters(in, 1, row), true));
        return true;
    }

    private static int distance(int[] a, int[] b, boolean swaps) {
        int[] beforeLast = new int[b.length + 1];
        int[] last = new int[b.length + 1];
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                int least = Math.min(replaced, Math.min(row[j - 1], last[j]) + 1);
                if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    least = Math.min(least, beforeLast[j - 2] + 1);
                }
                row[j] = least;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length];
    }

    static boolean hamming(Arguments in, int row, Output out) {
        int[] a = letters(in, 0, row);
        int[] b = letters(in, 1, row);
        if (a.length != b.length) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "hamming needs strings of the same length");
        }
        int differ = 0;
        for (int i = 0; i < a.length; i++) {
            differ += a[i] == b[i] ? 0 : 1;
        }
        out.putLong(row, differ);
        return true;
    }

    static boolean jaccard(Arguments in, int row, Output out) {
        var a = Arrays.stream(letters(in, 0, row)).boxed().collect(Collectors.toSet());
        var b = Arrays.stream(letters(in, 1, row)).boxed().collect(Collectors.toSet());
        if (a.isEmpty() || b.isEmpty()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "jaccard needs strings that are not empty");
        }
        int all = a.size() + b.size();
        a.retainAll(b);
        out.putDouble(row, (double) a.size() / (all - a.size()));
        return true;
    }

    static boolean jaro(Arguments in, int row, Output out) {
        out.putDouble(row, jaro(letters(in, 0, row), letters(in, 1, row)));
        return true;
    }

    static boolean jaroWinkler(Arguments in, int row, Output out) {
        int[] a = letters(in, 0, row);
        int[] b = letters(in, 1, row);
        double jaro = jaro(a, b);
        int prefix = 0;
        while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] == b[prefix]) {
            prefix++;
        }
        out.putDouble(row, jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro);
        return true;
    }

    private static double jaro(int[] a, int[] b) {
        if (a.length == 0 && b.length == 0) {
            return 1;
        }
        int reach = Math.max(0, Math.max(a.length, b.length) / 2 - 1);
        boolean[] taken = new boolean[b.length];
        int[] matched = new int[a.length];
        int matches = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
                if (!taken[j] && a[i] == b[j]) {
                    taken[j] = true;
                    matched[matches++] = a[i];
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int moved = 0;
        for (int j = 0, k = 0; j < b.length; j++) {
            if (taken[j]) {
                moved += matched[k++] == b[j] ? 0 : 1;
            }
        }
        double m = matches;
        return (m / a.length + m / b.length + (m - moved / 2) / m) / 3;
    }
}
