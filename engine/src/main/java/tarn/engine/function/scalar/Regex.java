package tarn.engine.function.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Regular expressions by {@code java.util.regex}, in RE2's dialect as far as the two differ in common patterns. Unlike
 * RE2 it backtracks: a pattern such as {@code (a+)+$} may take time exponential in the length of a string.
 */
final class Regex {
    private final Pattern pattern;
    private final boolean everywhere;
    private final int group;
    private final String replacement;

    private Regex(String pattern, String options, int group, String replacement) {
        int flags = 0;
        boolean global = false;
        for (char option : options.toCharArray()) {
            switch (option) {
                case 'c' -> flags &= ~Pattern.CASE_INSENSITIVE;
                case 'i' -> flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'l' -> flags |= Pattern.LITERAL;
                case 's' -> flags |= Pattern.DOTALL;
                case 'm', 'n', 'p' -> flags &= ~Pattern.DOTALL;
                case 'g' -> global = true;
                case ' ' -> {}
                default ->
                    throw SqlException.of(ErrorCode.INVALID_VALUE, "unknown option of a regular expression: " + option)
                            .hint("options are c, i, l, m, n, p, s, and g for regexp_replace");
            }
        }
        try {
            this.pattern = Pattern.compile(
                    (flags & Pattern.LITERAL) != 0 ? pattern : RegexSyntax.java(pattern), flags | Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "not a regular expression: " + pattern + " (" + e.getDescription() + ")");
        }
        this.everywhere = global;
        this.group = group;
        this.replacement = replacement;
    }

    /** Arguments: pattern, options. */
    static Regex compile(@Nullable Object[] arguments) {
        return new Regex(text(arguments, 0), text(arguments, 1), 0, "");
    }

    /** Arguments: pattern, group, options. */
    static Regex extraction(@Nullable Object[] arguments) {
        int group = arguments[1] instanceof Long number ? (int) Math.clamp(number, -1, Integer.MAX_VALUE) : 0;
        return new Regex(text(arguments, 0), text(arguments, 2), group, "");
    }

    /** Arguments: pattern, replacement, options. */
    static Regex replacement(@Nullable Object[] arguments) {
        return new Regex(text(arguments, 0), text(arguments, 2), 0, javaReplacement(text(arguments, 1)));
    }

    static Regex glob(@Nullable Object[] arguments) {
        return new Regex(globToRegex(text(arguments, 0)), "s", 0, "");
    }

    private static String text(@Nullable Object[] arguments, int index) {
        return index < arguments.length && arguments[index] instanceof String text ? text : "";
    }

    static boolean matches(Regex regex, String text) {
        return guarded(() -> regex.pattern.matcher(text).matches());
    }

    static boolean finds(Regex regex, String text) {
        return guarded(() -> regex.pattern.matcher(text).find());
    }

    static String extract(Regex regex, String text) {
        Matcher matcher = regex.pattern.matcher(text);
        if (regex.group < 0 || regex.group > matcher.groupCount() || !guarded(matcher::find)) {
            return "";
        }
        String found = matcher.group(regex.group);
        return found == null ? "" : found;
    }

    static String replace(Regex regex, String text) {
        Matcher matcher = regex.pattern.matcher(text);
        if (!guarded(matcher::find)) {
            return text;
        }
        try {
            return regex.everywhere ? matcher.replaceAll(regex.replacement) : matcher.replaceFirst(regex.replacement);
        } catch (IndexOutOfBoundsException e) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the replacement names a group that the pattern has not");
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    /** The parts of a text between matches. */
    static List<String> split(Regex regex, String text) {
        var parts = new ArrayList<String>();
        Matcher matcher = regex.pattern.matcher(text);
        int from = 0;
        while (guarded(matcher::find)) {
            if (matcher.end() == 0) {
                continue;
            }
            if (matcher.start() == matcher.end() && matcher.end() == text.length()) {
                break;
            }
            parts.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** All matches, or what a group of them is; empty where the group has no part in a match. */
    static List<String> all(Regex regex, String text, long group) {
        Matcher matcher = regex.pattern.matcher(text);
        if (group < 0 || group > matcher.groupCount()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the regular expression has no group " + group);
        }
        var all = new ArrayList<String>();
        while (guarded(matcher::find)) {
            String found = matcher.group((int) group);
            all.add(found == null ? "" : found);
        }
        return all;
    }

    private static boolean guarded(BooleanSupplier match) {
        try {
            return match.getAsBoolean();
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    private static SqlException tooDeep() {
        return SqlException.of(
                ErrorCode.INVALID_VALUE, "the regular expression nests too deeply for the length of a string");
    }

    static String escape(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 128 && !Character.isLetterOrDigit(c) && c != '_') {
                escaped.append('\\');
            }
            escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }

    /** Groups are written \1 in SQL. */
    private static String javaReplacement(String replacement) {
        var java = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\' && i + 1 < replacement.length() && Character.isDigit(replacement.charAt(i + 1))) {
                java.append('$').append(replacement.charAt(++i));
                if (i + 1 < replacement.length() && Character.isDigit(replacement.charAt(i + 1))) {
                    java.append('\\').append(replacement.charAt(++i));
                }
            } else if (c == '\\' && i + 1 < replacement.length() && replacement.charAt(i + 1) == '\\') {
                java.append("\\\\");
                i++;
            } else if (c == '$' || c == '\\') {
                java.append('\\').append(c);
            } else {
                java.append(c);
            }
        }
        return java.toString();
    }

    private static String globToRegex(String glob) {
        var regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i++);
            int close = c == '[' ? glob.indexOf(']', i + 1) : -1;
            if (close > 0) {
                String set = glob.substring(i, close).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close + 1;
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (c == '\\' && i < glob.length()) {
                regex.append(Pattern.quote(glob.substring(i, ++i)));
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
