package tarn.engine.function.scalar;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites regular expressions of RE2's syntax, which SQL has from DuckDB, into Java's, where the two differ: braces that are no
 * quantifier, brackets and ampersands within classes, POSIX classes, names of groups and scripts, the end of the text.
 */
final class RegexSyntax {
    private static final Pattern QUANTIFIER = Pattern.compile("\\{[0-9]+(,[0-9]*)?\\}");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<[A-Za-z_][A-Za-z0-9_]*>");
    private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):\\]");
    private static final Pattern PROPERTY = Pattern.compile("\\\\([pP])\\{(\\^?)([A-Za-z_]+)\\}");
    private static final Pattern LINES = Pattern.compile("\\(\\?[a-zA-Z]*m");

    private static final String SPACES = "\\t\\n\\f\\r ";

    private static final Map<String, String> POSIX = Map.ofEntries(
            Map.entry("alpha", "p{Alpha}"),
            Map.entry("digit", "p{Digit}"),
            Map.entry("alnum", "p{Alnum}"),
            Map.entry("upper", "p{Upper}"),
            Map.entry("lower", "p{Lower}"),
            Map.entry("punct", "p{Punct}"),
            Map.entry("space", "s"),
            Map.entry("blank", "p{Blank}"),
            Map.entry("xdigit", "p{XDigit}"),
            Map.entry("word", "w"),
            Map.entry("ascii", "p{ASCII}"),
            Map.entry("cntrl", "p{Cntrl}"),
            Map.entry("graph", "p{Graph}"),
            Map.entry("print", "p{Print}"));

    private final String source;
    private final StringBuilder java = new StringBuilder();
    private final String end;
    private int at;

    private RegexSyntax(String source) {
        this.source = source;
        this.end = LINES.matcher(source).find() ? "$" : "\\z";
    }

    static String java(String source) {
        var syntax = new RegexSyntax(source);
        while (syntax.at < source.length()) {
            syntax.next();
        }
        return syntax.java.toString();
    }

    private void next() {
        char c = source.charAt(at);
        switch (c) {
            case '\\' -> escape(false);
            case '[' -> set();
            case '{' -> copyOr(QUANTIFIER, "\\{");
            case '(' -> {
                var named = NAMED_GROUP.matcher(source).region(at, source.length());
                java.append('(');
                at = named.lookingAt() ? named.end() : at + 1;
            }
            case '$' -> put(end);
            default -> put(String.valueOf(c));
        }
    }

    private void put(String text) {
        java.append(text);
        at++;
    }

    private void copyOr(Pattern form, String otherwise) {
        var found = form.matcher(source).region(at, source.length());
        if (found.lookingAt()) {
            java.append(found.group());
            at = found.end();
        } else {
            put(otherwise);
        }
    }

    private void escape(boolean inSet) {
        if (source.startsWith("\\Q", at)) {
            int close = source.indexOf("\\E", at);
            int stop = close < 0 ? source.length() : close;
            java.append(Pattern.quote(source.substring(at + 2, stop)));
            at = close < 0 ? stop : stop + 2;
            return;
        }
        var property = PROPERTY.matcher(source).region(at, source.length());
        if (property.lookingAt()) {
            boolean negated = property.group(1).equals("P") == property.group(2).isEmpty();
            String name = property.group(3);
            java.append(negated ? "\\P{" : "\\p{")
                    .append(name.length() > 2 ? "Is" + name : name)
                    .append('}');
            at = property.end();
            return;
        }
        char what = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
        @Nullable
        String other = switch (what) {
            case 's' -> inSet ? SPACES : "[" + SPACES + "]";
            case 'S' -> inSet ? "\\S" : "[^" + SPACES + "]";
            case 'v' -> "\\x0B";
            default -> null;
        };
        int stop = Math.min(at + 2, source.length());
        java.append(other == null ? source.substring(at, stop) : other);
        at = stop;
    }

    /** A class in brackets, in which Java would see a union or an intersection. */
    private void set() {
        put("[");
        if (at < source.length() && source.charAt(at) == '^') {
            put("^");
        }
        if (at < source.length() && source.charAt(at) == ']') {
            put("\\]");
        }
        while (at < source.length()) {
            char c = source.charAt(at);
            switch (c) {
                case ']' -> {
                    put("]");
                    return;
                }
                case '\\' -> escape(true);
                case '[' -> posix();
                case '&' -> put("\\&");
                default -> put(String.valueOf(c));
            }
        }
    }

    private void posix() {
        var posix = POSIX_CLASS.matcher(source).region(at, source.length());
        @Nullable String name = posix.lookingAt() ? POSIX.get(posix.group(2)) : null;
        if (name == null) {
            put("\\[");
            return;
        }
        boolean negated = !posix.group(1).isEmpty();
        java.append('\\').append(negated ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name);
        at = posix.end();
    }
}
