package tarn.engine.expr.eval;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.StructType;

/**
 * Takes the text of a list, struct or map apart: {@code [a, 'b c', NULL]}, <code>{a: 1, 'b': [2]}</code>, {@code (1, x)},
 * <code>{k=v}</code>. Parts stay text; nested ones as they are written.
 */
final class NestedParser {
    private final String text;
    private int at;

    /** A named part. */
    record Entry(String name, @Nullable String value) {}

    private NestedParser(String text) {
        this.text = text.strip();
    }

    /** The elements, null for NULL; null if the text is no list. */
    static @Nullable List<@Nullable String> list(String text) {
        var parser = new NestedParser(text);
        return parser.enclosed('[', ']') ? parser.elements(']') : null;
    }

    /** The entries; null if the text is no map. */
    static @Nullable List<Entry> map(String text) {
        var parser = new NestedParser(text);
        return parser.enclosed('{', '}') ? parser.entries('=') : null;
    }

    /** A part for each field; null if the text is no such struct. */
    static @Nullable List<@Nullable String> struct(String text, StructType type) {
        var parser = new NestedParser(text);
        if (parser.enclosed('(', ')')) {
            var elements = parser.elements(')');
            return elements != null && elements.size() == type.fields().size() ? elements : null;
        }
        if (!parser.enclosed('{', '}')) {
            return null;
        }
        var entries = parser.entries(':');
        if (entries == null) {
            return null;
        }
        var values = new ArrayList<@Nullable String>();
        type.fields().forEach(_ -> values.add(null));
        for (var entry : entries) {
            int field = type.find(entry.name());
            if (field < 0) {
                return null;
            }
            values.set(field, entry.value());
        }
        return values;
    }

    private boolean enclosed(char open, char close) {
        boolean enclosed = text.length() >= 2 && text.charAt(0) == open && text.charAt(text.length() - 1) == close;
        at = 1;
        return enclosed;
    }

    private @Nullable List<@Nullable String> elements(char close) {
        var elements = new ArrayList<@Nullable String>();
        skipBlanks();
        if (isLast(close)) {
            return elements;
        }
        while (true) {
            var part = part(',', close);
            if (part == null) {
                return null;
            }
            elements.add(part.value());
            if (isLast(close)) {
                return elements;
            }
            at++;
        }
    }

    private @Nullable List<Entry> entries(char between) {
        var entries = new ArrayList<Entry>();
        skipBlanks();
        if (isLast('}')) {
            return entries;
        }
        while (true) {
            var name = part(between, between);
            if (name == null || at >= text.length()) {
                return null;
            }
            at++;
            var value = part(',', '}');
            if (value == null) {
                return null;
            }
            entries.add(new Entry(name.text(), value.value()));
            if (isLast('}')) {
                return entries;
            }
            at++;
        }
    }

    private boolean isLast(char close) {
        return at == text.length() - 1 && text.charAt(at) == close;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** A text between two separators; NULL is told by its being written without quotes. */
    private record Part(String text, boolean quoted) {
        @Nullable
        String value() {
            return !quoted && text.equalsIgnoreCase("null") ? null : text;
        }
    }

    /** Reads up to one of the two characters that stands outside of quotes and brackets. */
    private @Nullable Part part(char end, char close) {
        skipBlanks();
        int start = at;
        int depth = 0;
        boolean nested = at < text.length() && "[{(".indexOf(text.charAt(at)) >= 0;
        boolean quoted = false;
        var out = new StringBuilder();
        int solid = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (depth == 0 && (c == end || c == close)) {
                return nested
                        ? new Part(text.substring(start, at).strip(), false)
                        : new Part(out.substring(0, solid), quoted);
            }
            if (c == '\'' || c == '"') {
                if (!quoted(c, out)) {
                    return null;
                }
                quoted = true;
                solid = out.length();
                continue;
            }
            if (nested) {
                depth += "[{(".indexOf(c) >= 0 ? 1 : "]})".indexOf(c) >= 0 ? -1 : 0;
            }
            out.append(c);
            solid = Character.isWhitespace(c) ? solid : out.length();
        }
        return null;
    }

    /** Reads a text in quotes; {@code at} ends up on the closing one. */
    private boolean quoted(char quote, StringBuilder out) {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return true;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            }
            out.append(c);
        }
        return false;
    }
}
