package tarn.shell.highlight;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import tarn.sql.text.Keywords;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlToken;

/** Colours SQL token by token. Keywords that are not reserved are coloured only where they are not plainly names. */
public final class SqlHighlighter {
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle KEYWORD = PLAIN.bold().foreground(AttributedStyle.CYAN);
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.MAGENTA);
    private static final AttributedStyle NAME = PLAIN.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle FUNCTION = PLAIN.foreground(AttributedStyle.BLUE);
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle ERROR =
            PLAIN.foreground(AttributedStyle.RED).underline();
    private static final AttributedStyle COMMAND = PLAIN.bold();

    private final Predicate<String> isFunction;

    /**
     * @param isFunction whether a name in lower case is that of a function
     */
    public SqlHighlighter(Predicate<String> isFunction) {
        this.isFunction = isFunction;
    }

    /** The text in colours: SQL, or a dot-command. */
    public AttributedString highlight(String text) {
        var out = new AttributedStringBuilder(text.length());
        if (text.startsWith(".")) {
            int end = text.indexOf(' ');
            out.append(end < 0 ? text : text.substring(0, end), COMMAND);
            return out.append(end < 0 ? "" : text.substring(end)).toAttributedString();
        }
        var tokens = Scanner.scan(text);
        var wrong = unmatched(text);
        int at = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            var before = i == 0 ? null : tokens.get(i - 1);
            boolean call = i + 1 < tokens.size() && tokens.get(i + 1).terminal().equals("LPAREN");
            boolean afterDot = before != null && before.terminal().equals("DOT");
            out.append(text.substring(at, token.start()));
            out.append(
                    text.substring(token.start(), token.end()),
                    wrong.contains(token.start()) ? ERROR : style(text, token, call, afterDot));
            at = token.end();
        }
        return out.append(text.substring(at)).toAttributedString();
    }

    private AttributedStyle style(String text, SqlToken token, boolean call, boolean afterDot) {
        return switch (token.kind()) {
            case KEYWORD -> keyword(text, token, call, afterDot);
            case IDENTIFIER -> call && isFunction(text, token) ? FUNCTION : PLAIN;
            case QUOTED_IDENTIFIER -> NAME;
            case STRING -> STRING;
            case NUMBER -> NUMBER;
            case PARAMETER -> NAME;
            case OPERATOR, PUNCTUATION -> PLAIN;
            case COMMENT -> COMMENT;
            case UNKNOWN -> ERROR;
        };
    }

    private AttributedStyle keyword(String text, SqlToken token, boolean call, boolean afterDot) {
        if (afterDot) {
            return PLAIN;
        }
        if (call && isFunction(text, token)) {
            return FUNCTION;
        }
        return KEYWORD;
    }

    private boolean isFunction(String text, SqlToken token) {
        var word = text.substring(token.start(), token.end());
        return !Keywords.isReserved(word) && isFunction.test(word.toLowerCase(Locale.ROOT));
    }

    /** Places of closing brackets that close nothing. */
    private static Set<Integer> unmatched(String text) {
        var open = new ArrayDeque<String>();
        var wrong = new HashSet<Integer>();
        for (var token : Scanner.scan(text)) {
            switch (token.terminal()) {
                case "LPAREN" -> open.push("RPAREN");
                case "LBRACKET" -> open.push("RBRACKET");
                case "LBRACE" -> open.push("RBRACE");
                case "RPAREN", "RBRACKET", "RBRACE" -> {
                    if (token.terminal().equals(open.peek())) {
                        open.pop();
                    } else {
                        wrong.add(token.start());
                    }
                }
                case "SEMICOLON" -> open.clear();
                default -> {}
            }
        }
        return wrong;
    }
}
