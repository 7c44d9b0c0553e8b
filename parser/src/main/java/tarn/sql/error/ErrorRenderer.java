package tarn.sql.error;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the text of an error that people read: the sentence, where it is, the source line with carets under the place, and the hints. */
public final class ErrorRenderer {
    private static final int WIDEST = 110;
    private static final int LEAD = 40;
    private static final String INDENT = "  ";

    private ErrorRenderer() {}

    /**
     * Several lines without a line break at the end:
     *
     * <pre>
     * unknown column: prise
     * line 1, column 8:
     *   SELECT prise FROM items
     *          ^^^^^
     * did you mean price?
     * </pre>
     *
     * Without a place, or without the statement text, only the sentence and the hints.
     */
    public static String render(SqlException error, @Nullable String sql) {
        var out = new StringBuilder(error.sentence());
        if (sql != null && !error.span().isNone()) {
            place(out, sql, error.span());
        }
        for (String hint : error.hints()) {
            out.append('\n').append(hint);
        }
        return out.toString();
    }

    private static void place(StringBuilder out, String sql, Span span) {
        int start = Math.min(span.start(), sql.length());
        int lineStart = sql.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = sql.indexOf('\n', start);
        lineEnd = lineEnd < 0 ? sql.length() : lineEnd;
        if (lineEnd > lineStart && sql.charAt(lineEnd - 1) == '\r' && lineEnd - 1 >= start) {
            lineEnd--;
        }
        int end = Math.clamp(span.end(), start, lineEnd);
        long line = sql.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        int column = sql.codePointCount(lineStart, start) + 1;

        int from = lineStart;
        if (lineEnd - lineStart > WIDEST && start - lineStart > LEAD) {
            from = wholeCharacter(sql, Math.max(lineStart, Math.min(start - LEAD, lineEnd - WIDEST)));
        }
        int to = wholeCharacter(sql, Math.min(lineEnd, from + WIDEST));
        String before = from > lineStart ? "..." : "";
        String after = to < lineEnd ? "..." : "";

        out.append(String.format(Locale.ROOT, "%nline %d, column %d:%n", line, column)
                .replace("\r\n", "\n"));
        out.append(INDENT)
                .append(before)
                .append(visible(sql, from, to))
                .append(after)
                .append('\n');
        out.append(INDENT).append(" ".repeat(before.length() + width(sql, from, start)));
        out.append("^".repeat(Math.max(1, width(sql, start, Math.max(start, Math.min(end, to))))));
    }

    private static int wholeCharacter(String sql, int index) {
        return index > 0 && index < sql.length() && Character.isLowSurrogate(sql.charAt(index)) ? index - 1 : index;
    }

    private static String visible(String sql, int from, int to) {
        var out = new StringBuilder();
        sql.substring(from, to).chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
        return out.toString();
    }

    /** Columns of a terminal that the characters take. */
    private static int width(String sql, int from, int to) {
        return sql.substring(from, to).codePoints().map(ErrorRenderer::cells).sum();
    }

    private static int cells(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = codePoint >= 0x1100
                && (codePoint <= 0x115F
                        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                        || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                        || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
                        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD));
        return wide ? 2 : 1;
    }
}
