package tarn.sql.text;

/** Puts names and strings into quotes and takes them out again. */
public final class Quoting {
    private Quoting() {}

    /**
     * The value of a string token: {@code 'it''s'}, {@code e'a\n'} or {@code $tag$text$tag$}; also of several in quotes, one below the other,
     * which are one string.
     */
    public static String string(String token) {
        var scanner = new Scanner(token);
        var first = scanner.next();
        if (first == null || first.end() == token.length()) {
            return one(token);
        }
        var value = new StringBuilder();
        for (var part = first; part != null; part = scanner.next()) {
            if (part.kind() == SqlToken.Kind.STRING) {
                value.append(one(part.span().of(token)));
            }
        }
        return value.toString();
    }

    private static String one(String token) {
        char first = token.charAt(0);
        if (first == '$') {
            int mark = token.indexOf('$', 1) + 1;
            return token.substring(mark, token.length() - mark);
        }
        if (first == '\'') {
            return token.substring(1, token.length() - 1).replace("''", "'");
        }
        String body = token.substring(2, token.length() - 1);
        return first == 'n' || first == 'N' ? body.replace("''", "'") : escapes(body);
    }

    private static String escapes(String body) {
        var out = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\'') {
                i++;
                out.append('\'');
            } else if (c == '\\' && i + 1 < body.length()) {
                i = escape(body, i + 1, out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Appends what the escape at {@code at} (behind the backslash) stands for; returns the place of its last character. */
    private static int escape(String body, int at, StringBuilder out) {
        char c = body.charAt(at);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'x' -> {
                return code(body, at, 1, 2, 16, out);
            }
            case 'u' -> {
                return code(body, at, 4, 4, 16, out);
            }
            case 'U' -> {
                return code(body, at, 8, 8, 16, out);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return code(body, at - 1, 1, 3, 8, out);
            }
            default -> out.append(c);
        }
        return at;
    }

    private static int code(String body, int before, int least, int most, int radix, StringBuilder out) {
        int last = before;
        while (last + 1 < body.length() && last - before < most && Character.digit(body.charAt(last + 1), radix) >= 0) {
            last++;
        }
        int digits = last - before;
        int value = digits >= least ? (int) Long.parseLong(body.substring(before + 1, last + 1), radix) : -1;
        if (!Character.isValidCodePoint(value)) {
            out.append(body.charAt(before));
            return before;
        }
        out.appendCodePoint(value);
        return last;
    }

    /** The name that a token of double quotes, or of backticks, stands for. */
    public static String identifier(String token) {
        String quote = token.substring(0, 1);
        return token.substring(1, token.length() - 1).replace(quote + quote, quote);
    }

    /** A string literal. */
    public static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** The name as it must be written in SQL: in double quotes where it is not a plain word or is a keyword. */
    public static String name(String name) {
        return Scanner.isWord(name) && Keywords.use(name) == null ? name : quoteName(name);
    }

    /** The name in double quotes. */
    public static String quoteName(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
