package tarn.sql.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.text.SqlToken.Kind;

/**
 * Cuts SQL text into tokens, one call of {@link #next} each. It never fails: what is left open or makes no sense is a token that says so. The
 * parser, the splitter and the highlighter all read SQL through it.
 */
public final class Scanner {
    /** Operators and their names in the grammar; of two with the same beginning the longer one comes first. */
    private static final String[][] OPERATORS = {
        {"!~~*", "NOT_TILDE_TILDE_STAR"},
        {"!~~", "NOT_TILDE_TILDE"},
        {"!~*", "NOT_TILDE_STAR"},
        {"!~", "NOT_TILDE"},
        {"!=", "NOT_EQUALS"},
        {"!", "EXCLAMATION"},
        {"~~~", "TILDE_TILDE_TILDE"},
        {"~~*", "TILDE_TILDE_STAR"},
        {"~~", "TILDE_TILDE"},
        {"~*", "TILDE_STAR"},
        {"~", "TILDE"},
        {"<=>", "COSINE_DISTANCE"},
        {"<->", "DISTANCE"},
        {"<@", "CONTAINED_BY"},
        {"<<", "SHIFT_LEFT"},
        {"<=", "LESS_EQUALS"},
        {"<>", "NOT_EQUALS"},
        {"<", "LESS"},
        {">>", "SHIFT_RIGHT"},
        {">=", "GREATER_EQUALS"},
        {">", "GREATER"},
        {"==", "EQUALS_EQUALS"},
        {"=>", "EQUALS_GREATER"},
        {"=", "EQUALS"},
        {"->>", "ARROW_TEXT"},
        {"->", "ARROW"},
        {"-", "MINUS"},
        {"||", "CONCAT"},
        {"|", "PIPE"},
        {"&&", "OVERLAPS"},
        {"&", "AMPERSAND"},
        {"^@", "STARTS_WITH"},
        {"^", "CARET"},
        {"@>", "CONTAINS"},
        {"@", "AT_SIGN"},
        {"**", "STAR_STAR"},
        {"*", "STAR"},
        {"//", "SLASH_SLASH"},
        {"/", "SLASH"},
        {"%", "PERCENT_SIGN"},
        {"+", "PLUS"},
        {"::", "COLON_COLON"},
        {":=", "COLON_EQUALS"},
        {":", "COLON"}
    };

    /** The rows of {@link #OPERATORS} by first character. */
    private static final String[][][] BY_FIRST = new String[128][][];

    static {
        for (char first = 0; first < BY_FIRST.length; first++) {
            var rows = new ArrayList<String[]>();
            for (String[] row : OPERATORS) {
                if (row[0].charAt(0) == first) {
                    rows.add(row);
                }
            }
            BY_FIRST[first] = rows.toArray(String[][]::new);
        }
    }

    private final String text;
    private final int end;
    private int at;

    public Scanner(String text) {
        this(text, 0, text.length());
    }

    /** Reads a part of the text; positions still count from the start of the whole. */
    public Scanner(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
    }

    /** All tokens of the text, comments among them. */
    public static List<SqlToken> scan(String text) {
        var tokens = new ArrayList<SqlToken>();
        var scanner = new Scanner(text);
        for (var token = scanner.next(); token != null; token = scanner.next()) {
            tokens.add(token);
        }
        return tokens;
    }

    /** The next token, null at the end of the text. */
    public @Nullable SqlToken next() {
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        if (at >= end) {
            return null;
        }
        int start = at;
        char c = text.charAt(at);
        char following = peek(1);
        if (c == '-' && following == '-') {
            int line = text.indexOf('\n', at);
            at = line < 0 || line > end ? end : line;
            return token(Kind.COMMENT, "COMMENT", start, true);
        }
        if (c == '/' && following == '*') {
            return blockComment(start);
        }
        if (following == '\'' && isStringPrefix(c)) {
            return prefixedString(start, c);
        }
        if (isWordStart(c)) {
            return word(start);
        }
        if (isDigit(c) || (c == '.' && isDigit(following))) {
            return number(start);
        }
        return switch (c) {
            case '\'' -> quoted(start, at + 1, '\'', Kind.STRING, "STRING");
            case '"', '`' -> quoted(start, at + 1, c, Kind.QUOTED_IDENTIFIER, "QUOTED_IDENTIFIER");
            case '$' -> dollar(start);
            case '?' -> question(start);
            case '#' -> columnNumber(start);
            case '(' -> punctuation(start, "LPAREN");
            case ')' -> punctuation(start, "RPAREN");
            case '[' -> punctuation(start, "LBRACKET");
            case ']' -> punctuation(start, "RBRACKET");
            case '{' -> punctuation(start, "LBRACE");
            case '}' -> punctuation(start, "RBRACE");
            case ',' -> punctuation(start, "COMMA");
            case '.' -> punctuation(start, "DOT");
            case ';' -> punctuation(start, "SEMICOLON");
            default -> operator(start, c);
        };
    }

    private SqlToken token(Kind kind, String terminal, int start, boolean closed) {
        return new SqlToken(kind, terminal, start, at, closed);
    }

    private SqlToken punctuation(int start, String terminal) {
        at++;
        return token(Kind.PUNCTUATION, terminal, start, true);
    }

    private SqlToken operator(int start, char first) {
        if (first < BY_FIRST.length) {
            for (String[] row : BY_FIRST[first]) {
                if (text.startsWith(row[0], start) && start + row[0].length() <= end) {
                    at += row[0].length();
                    return token(Kind.OPERATOR, row[1], start, true);
                }
            }
        }
        at += Character.charCount(text.codePointAt(start));
        at = Math.min(at, end);
        return token(Kind.UNKNOWN, "UNKNOWN", start, true);
    }

    private SqlToken blockComment(int start) {
        int depth = 0;
        while (at < end) {
            if (text.charAt(at) == '/' && peek(1) == '*') {
                depth++;
                at += 2;
            } else if (text.charAt(at) == '*' && peek(1) == '/') {
                depth--;
                at += 2;
                if (depth == 0) {
                    return token(Kind.COMMENT, "COMMENT", start, true);
                }
            } else {
                at++;
            }
        }
        return token(Kind.COMMENT, "COMMENT", start, false);
    }

    private SqlToken quoted(int start, int from, char quote, Kind kind, String terminal) {
        at = from;
        while (at < end) {
            if (text.charAt(at++) == quote) {
                if (peek(0) != quote) {
                    return token(kind, terminal, start, true);
                }
                at++;
            }
        }
        return token(kind, terminal, start, false);
    }

    private SqlToken prefixedString(int start, char prefix) {
        return switch (prefix) {
            case 'x', 'X' -> quoted(start, at + 2, '\'', Kind.STRING, "BLOB");
            case 'b', 'B' -> quoted(start, at + 2, '\'', Kind.STRING, "BITS");
            case 'n', 'N' -> quoted(start, at + 2, '\'', Kind.STRING, "STRING");
            default -> escapeString(start);
        };
    }

    private SqlToken escapeString(int start) {
        at += 2;
        while (at < end) {
            char c = text.charAt(at++);
            if (c == '\\' && at < end) {
                at++;
            } else if (c == '\'') {
                if (peek(0) != '\'') {
                    return token(Kind.STRING, "STRING", start, true);
                }
                at++;
            }
        }
        return token(Kind.STRING, "STRING", start, false);
    }

    private SqlToken dollar(int start) {
        int after = start + 1;
        while (after < end && isWordPart(text.charAt(after)) && text.charAt(after) != '$') {
            after++;
        }
        boolean digits = after > start + 1 && isDigit(text.charAt(start + 1));
        if (after < end && text.charAt(after) == '$' && !digits) {
            String mark = text.substring(start, after + 1);
            int close = text.indexOf(mark, after + 1);
            boolean closed = close >= 0 && close + mark.length() <= end;
            at = closed ? close + mark.length() : end;
            return token(Kind.STRING, "STRING", start, closed);
        }
        if (digits) {
            after = start + 1;
            while (after < end && isDigit(text.charAt(after))) {
                after++;
            }
        }
        at = after;
        return after == start + 1
                ? token(Kind.UNKNOWN, "UNKNOWN", start, true)
                : token(Kind.PARAMETER, "PARAMETER", start, true);
    }

    private SqlToken question(int start) {
        at++;
        while (at < end && isDigit(text.charAt(at))) {
            at++;
        }
        boolean numbered = at > start + 1;
        return token(Kind.PARAMETER, numbered ? "PARAMETER" : "QUESTION_MARK", start, true);
    }

    private SqlToken columnNumber(int start) {
        at++;
        while (at < end && isDigit(text.charAt(at))) {
            at++;
        }
        return at == start + 1
                ? token(Kind.UNKNOWN, "UNKNOWN", start, true)
                : token(Kind.PARAMETER, "COLUMN_NUMBER", start, true);
    }

    private SqlToken word(int start) {
        while (at < end && isWordPart(text.charAt(at))) {
            at++;
        }
        String keyword = Keywords.keyword(text, start, at);
        return keyword == null
                ? token(Kind.IDENTIFIER, "IDENTIFIER", start, true)
                : token(Kind.KEYWORD, keyword, start, true);
    }

    private SqlToken number(int start) {
        char base = Character.toLowerCase(peek(1));
        int radix = text.charAt(start) != '0' ? 10 : base == 'x' ? 16 : base == 'b' ? 2 : base == 'o' ? 8 : 10;
        if (radix != 10 && Character.digit(peek(2), radix) >= 0) {
            at += 2;
            digits(radix);
            return token(Kind.NUMBER, "NUMBER", start, true);
        }
        digits(10);
        if (peek(0) == '.') {
            at++;
            digits(10);
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (isDigit(peek(1 + sign))) {
                at += 1 + sign;
                digits(10);
            }
        }
        return token(Kind.NUMBER, "NUMBER", start, true);
    }

    private void digits(int radix) {
        while (Character.digit(peek(0), radix) >= 0 && peek(0) < 128
                || (peek(0) == '_' && Character.digit(peek(1), radix) >= 0 && at > 0 && text.charAt(at - 1) != '.')) {
            at++;
        }
    }

    /** The character some places on, or 0 past the end. */
    private char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : 0;
    }

    private static boolean isStringPrefix(char c) {
        return "eExXbBnN".indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return c == ' '
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c == '\f'
                || c == 0x0B
                || c == 0xFEFF
                || (c >= 128 && (Character.isSpaceChar(c) || Character.isWhitespace(c)));
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 128 && !isTypographic(c));
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    static boolean isWord(String name) {
        return !name.isEmpty() && isWordStart(name.charAt(0)) && name.chars().allMatch(c -> isWordPart((char) c));
    }

    /** Blanks and the quotation marks of word processors, which nobody means as part of a name. */
    private static boolean isTypographic(char c) {
        return isBlank(c) || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
    }
}
