package tarn.sql.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody most likely meant, by edit distance with swapped neighbours counted as one slip. */
public final class Nearest {
    private static final int MOST = 3;
    private static final int LONGEST = 128;

    private Nearest() {}

    /**
     * The candidates close enough to {@code name}, best first, three at most; letter case does not count. A name may differ in about a third
     * of its characters; one that differs by letter case or underscores alone comes first.
     */
    public static List<String> of(String name, Collection<String> candidates) {
        record Ranked(String name, double distance) {}
        String wanted = fold(name);
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return List.of();
        }
        var ranked = new ArrayList<Ranked>();
        var seen = new LinkedHashMap<String, Boolean>();
        for (String candidate : candidates) {
            if (candidate.length() <= LONGEST && seen.put(candidate, true) == null) {
                double distance = score(wanted, fold(candidate));
                if (distance < Double.MAX_VALUE) {
                    ranked.add(new Ranked(candidate, distance));
                }
            }
        }
        ranked.sort(Comparator.comparingDouble(Ranked::distance).thenComparing(Ranked::name));
        if (ranked.isEmpty()) {
            return List.of();
        }
        double best = ranked.getFirst().distance();
        return ranked.stream()
                .filter(r -> r.distance() <= best + 0.5)
                .limit(MOST)
                .map(Ranked::name)
                .toList();
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static double score(String wanted, String candidate) {
        if (candidate.isEmpty()) {
            return Double.MAX_VALUE;
        }
        if (wanted.equals(candidate)) {
            return 0;
        }
        String plainWanted = wanted.replace("_", "");
        String plainCandidate = candidate.replace("_", "");
        if (plainWanted.equals(plainCandidate)) {
            return 0.5;
        }
        int longer = Math.max(wanted.length(), candidate.length());
        int floor = longer <= 2 ? 0 : longer <= 4 ? 1 : longer <= 5 ? 2 : longer / 3 + 1;
        int distance = distance(wanted, candidate);
        if (distance <= floor && distance < longer - (longer > 3 ? 1 : 0)) {
            return distance;
        }
        boolean prefix = wanted.length() >= 3
                && (candidate.startsWith(wanted) || wanted.startsWith(candidate))
                && Math.min(wanted.length(), candidate.length()) >= 3;
        return prefix ? floor + 1 : Double.MAX_VALUE;
    }

    /** Optimal string alignment distance: insert, delete, replace, or swap two neighbours. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + replace);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, beforeLast[j - 2] + 1);
                }
                row[j] = least;
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
