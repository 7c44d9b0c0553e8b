package tarn.engine.data.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON by RFC 8259; also a comma before the end of an object or array, NaN and the infinities. */
final class JsonParser {
    private static final int MOST_LEVELS = 1000;

    private final String text;
    private int at;
    private int level;

    JsonParser(String text) {
        this.text = text;
    }

    /** How far it got. */
    int position() {
        return at;
    }

    /** The value; null if the text is no JSON. */
    @Nullable
    Json parse() {
        var value = value();
        blanks();
        return at == text.length() ? value : null;
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char wanted) {
        blanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private @Nullable Json value() {
        blanks();
        if (at == text.length() || level > MOST_LEVELS) {
            return null;
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                var string = string();
                yield string == null ? null : new Json.Text(string);
            }
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> text.startsWith("null", at) ? word("null", new Json.Null()) : number();
            default -> number();
        };
    }

    private @Nullable Json word(String word, Json value) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return value;
        }
        return null;
    }

    private @Nullable Json object() {
        at++;
        level++;
        List<Json.Member> members = new ArrayList<>();
        if (!next('}')) {
            do {
                blanks();
                if (at < text.length() && text.charAt(at) == '}' && !members.isEmpty()) {
                    break;
                }
                var name = at < text.length() && text.charAt(at) == '"' ? string() : null;
                if (name == null || !next(':')) {
                    return null;
                }
                var value = value();
                if (value == null) {
                    return null;
                }
                members.add(new Json.Member(name, value));
            } while (next(','));
            if (!next('}')) {
                return null;
            }
        }
        level--;
        return new Json.Obj(members);
    }

    private @Nullable Json array() {
        at++;
        level++;
        List<Json> elements = new ArrayList<>();
        if (!next(']')) {
            do {
                blanks();
                if (at < text.length() && text.charAt(at) == ']' && !elements.isEmpty()) {
                    break;
                }
                var value = value();
                if (value == null) {
                    return null;
                }
                elements.add(value);
            } while (next(','));
            if (!next(']')) {
                return null;
            }
        }
        level--;
        return new Json.Array(elements);
    }

    private @Nullable String string() {
        int from = ++at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(from, at++);
        }
        var out = new StringBuilder(text.substring(from, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ' || c == '\\' && !escape(out)) {
                at--;
                return null;
            }
            if (c != '\\') {
                out.append(c);
            }
        }
        return null;
    }

    private boolean escape(StringBuilder out) {
        if (at == text.length()) {
            return false;
        }
        char c = text.charAt(at++);
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
            out.append("\"\\/\b\f\n\r\t".charAt(plain));
            return true;
        }
        if (c != 'u' || at + 4 > text.length()) {
            return false;
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(at++), 16);
            if (digit < 0) {
                return false;
            }
            code = code << 4 | digit;
        }
        out.append((char) code);
        return true;
    }

    private @Nullable Json number() {
        int from = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        for (var word : List.of("NaN", "Infinity", "Inf")) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                boolean negative = at > from;
                at += word.length();
                return new Json.Num(word.equals("NaN") ? word : negative ? "-Infinity" : "Infinity");
            }
        }
        int whole = at;
        if (!digits() || at - whole > 1 && text.charAt(whole) == '0') {
            return null;
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (!digits()) {
                return null;
            }
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
            }
            if (!digits()) {
                return null;
            }
        }
        return new Json.Num(text.substring(from, at));
    }

    private boolean digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > from;
    }
}
