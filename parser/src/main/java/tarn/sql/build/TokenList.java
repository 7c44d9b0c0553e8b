package tarn.sql.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlToken;

/** The tokens of a piece of text in the form that the generated parser reads, the end of input last. */
record TokenList(List<Token> tokens) {
    private static final Map<String, Integer> TYPES = new HashMap<>();

    static {
        for (int type = 1; type <= TarnParser.VOCABULARY.getMaxTokenType(); type++) {
            String name = TarnParser.VOCABULARY.getSymbolicName(type);
            if (name != null) {
                TYPES.put(name, type);
            }
        }
    }

    /** Scans the text from {@code from} to {@code to}; an open string or comment or a foreign character is an error here. */
    static TokenList scan(String sql, int from, int to) {
        var tokens = new ArrayList<Token>();
        var scanner = new Scanner(sql, from, to);
        for (SqlToken token = scanner.next(); token != null; token = scanner.next()) {
            if (!token.closed()) {
                throw unclosed(sql, token);
            }
            if (token.kind() == SqlToken.Kind.UNKNOWN) {
                throw unknown(token.span().of(sql), token.span());
            }
            if (continues(sql, token, tokens)) {
                ((CommonToken) tokens.getLast()).setStopIndex(token.end() - 1);
            } else if (token.kind() != SqlToken.Kind.COMMENT) {
                tokens.add(token(TYPES.get(token.terminal()), token.start(), token.end(), tokens.size()));
            }
        }
        int end = tokens.isEmpty() ? from : tokens.getLast().getStopIndex() + 1;
        tokens.add(token(Token.EOF, end, end, tokens.size()));
        Marking.mark(sql, tokens);
        return new TokenList(tokens);
    }

    /** Whether this string goes on where the last one, on a line above, has ended. */
    private static boolean continues(String sql, SqlToken token, List<Token> tokens) {
        if (token.kind() != SqlToken.Kind.STRING || sql.charAt(token.start()) != '\'' || tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.getLast();
        String between = sql.substring(last.getStopIndex() + 1, token.start());
        return last.getType() == TarnParser.STRING
                && sql.charAt(last.getStartIndex()) != '$'
                && between.indexOf('\n') >= 0
                && !between.contains("/*");
    }

    private static Token token(@Nullable Integer type, int start, int end, int index) {
        if (type == null) {
            throw new IllegalStateException("the grammar does not know a token of the scanner");
        }
        var token = new CommonToken(type);
        token.setStartIndex(start);
        token.setStopIndex(end - 1);
        token.setTokenIndex(index);
        return token;
    }

    CommonTokenStream stream() {
        return new CommonTokenStream(new ListTokenSource(tokens));
    }

    private static SqlException unclosed(String sql, SqlToken token) {
        int start = token.start();
        return switch (token.kind()) {
            case COMMENT -> SqlException.syntax("comment is not closed", new Span(start, start + 2));
            case QUOTED_IDENTIFIER ->
                SqlException.syntax("quoted name is not closed", new Span(start, start + 1))
                        .hint("add the closing " + sql.charAt(start));
            default -> {
                boolean dollar = sql.charAt(start) == '$';
                int opening = dollar ? sql.indexOf('$', start + 1) + 1 : sql.indexOf('\'', start) + 1;
                yield SqlException.syntax("string is not closed", new Span(start, opening))
                        .hint("add the closing " + sql.substring(dollar ? start : opening - 1, opening));
            }
        };
    }

    private static SqlException unknown(String character, Span span) {
        var error = SqlException.syntax("unexpected character: " + character, span);
        int c = character.charAt(0);
        if (c >= 0x2018 && c <= 0x201B) {
            return error.hint("write a straight quote: '");
        }
        if (c >= 0x201C && c <= 0x201F || c == 0xAB || c == 0xBB) {
            return error.hint("write a straight double quote: \"");
        }
        return c == '#' ? error.hint("comments start with --") : error;
    }
}
