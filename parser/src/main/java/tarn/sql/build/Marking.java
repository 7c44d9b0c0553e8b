package tarn.sql.build;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import tarn.sql.ast.IntervalUnit;
import tarn.sql.error.Span;
import tarn.sql.grammar.TarnParser;
import tarn.sql.text.Keywords;

/**
 * Marks tokens that the parser could tell apart only by reading far ahead. An opening parenthesis around a query: for {@code ((...)...)} it would
 * have to read to the far end, again at each level. The unit of an interval: {@code INTERVAL '1' day} could as well have the alias {@code day}.
 */
final class Marking {
    private static final BitSet QUERY_WORDS = set(
            TarnParser.SELECT,
            TarnParser.FROM,
            TarnParser.WITH,
            TarnParser.TABLE,
            TarnParser.PIVOT,
            TarnParser.PIVOT_WIDER,
            TarnParser.PIVOT_LONGER,
            TarnParser.UNPIVOT,
            TarnParser.DESCRIBE,
            TarnParser.DESC,
            TarnParser.SUMMARIZE,
            TarnParser.SHOW);

    /** What shows, behind a query in parentheses, that the parentheses around both hold a query too. */
    private static final BitSet QUERY_CONTINUES = set(
            TarnParser.RPAREN,
            TarnParser.UNION,
            TarnParser.EXCEPT,
            TarnParser.INTERSECT,
            TarnParser.ORDER,
            TarnParser.LIMIT,
            TarnParser.OFFSET,
            TarnParser.FETCH);

    /** Words before a query in parentheses which could otherwise be names of functions. */
    private static final BitSet NOT_CALLS = set(TarnParser.COPY, TarnParser.ENUM, TarnParser.MATERIALIZED);

    private static final Map<String, IntervalUnit> UNITS = new HashMap<>();

    static {
        for (IntervalUnit unit : IntervalUnit.values()) {
            String name = unit.name().toLowerCase(Locale.ROOT);
            UNITS.put(name, unit);
            UNITS.put(name + "s", unit);
        }
        UNITS.put("centuries", IntervalUnit.CENTURY);
        UNITS.put("millennia", IntervalUnit.MILLENNIUM);
    }

    private Marking() {}

    private static BitSet set(int... types) {
        var set = new BitSet();
        for (int type : types) {
            set.set(type);
        }
        return set;
    }

    /** Marks the tokens in place; too many brackets within each other are an error. */
    static void mark(String sql, List<Token> tokens) {
        int[] close = new int[tokens.size()];
        var open = new ArrayDeque<Integer>();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).getType()) {
                case TarnParser.LPAREN -> {
                    open.push(i);
                    depth = deeper(depth, tokens.get(i));
                }
                case TarnParser.LBRACKET, TarnParser.LBRACE -> depth = deeper(depth, tokens.get(i));
                case TarnParser.RPAREN -> {
                    depth--;
                    if (!open.isEmpty()) {
                        close[open.pop()] = i;
                    }
                }
                case TarnParser.RBRACKET, TarnParser.RBRACE -> depth--;
                default -> {}
            }
        }
        for (int i = tokens.size() - 2; i >= 0; i--) {
            int type = tokens.get(i).getType();
            if (type == TarnParser.LPAREN && holdsQuery(tokens, i, close)) {
                ((CommonToken) tokens.get(i)).setType(TarnParser.LPAREN_QUERY);
            } else if (type == TarnParser.INTERVAL) {
                int unit = behindAmount(tokens, i + 1, close);
                if (markUnit(sql, tokens, unit) && tokens.get(unit + 1).getType() == TarnParser.TO) {
                    markUnit(sql, tokens, unit + 2);
                }
            }
        }
    }

    /** Where the unit stands if an amount begins at {@code at}, else past the end. */
    private static int behindAmount(List<Token> tokens, int at, int[] close) {
        return switch (tokens.get(at).getType()) {
            case TarnParser.LPAREN, TarnParser.LPAREN_QUERY -> close[at] > at ? close[at] + 1 : tokens.size();
            case TarnParser.STRING, TarnParser.NUMBER, TarnParser.PARAMETER, TarnParser.QUESTION_MARK -> at + 1;
            default -> tokens.size();
        };
    }

    private static boolean markUnit(String sql, List<Token> tokens, int at) {
        if (at >= tokens.size() || tokens.get(at).getType() != TarnParser.IDENTIFIER) {
            return false;
        }
        var token = (CommonToken) tokens.get(at);
        boolean isUnit = UNITS.containsKey(
                sql.substring(token.getStartIndex(), token.getStopIndex() + 1).toLowerCase(Locale.ROOT));
        if (isUnit) {
            token.setType(TarnParser.INTERVAL_UNIT);
        }
        return isUnit;
    }

    /** The unit that a token marked as one stands for. */
    static IntervalUnit unit(String word) {
        return Objects.requireNonNull(UNITS.get(word.toLowerCase(Locale.ROOT)));
    }

    private static int deeper(int depth, Token bracket) {
        if (depth >= Source.DEEPEST) {
            throw Source.tooDeep(new Span(bracket.getStartIndex(), bracket.getStopIndex() + 1));
        }
        return depth + 1;
    }

    private static boolean holdsQuery(List<Token> tokens, int at, int[] close) {
        int next = tokens.get(at + 1).getType();
        int before = at == 0 ? Token.EOF : tokens.get(at - 1).getType();
        if (next == TarnParser.LPAREN_QUERY) {
            int after = close[at + 1] + 1;
            return !maybeCall(before)
                    && !isDistinctOn(tokens, at)
                    && (after == 1
                            || QUERY_CONTINUES.get(Math.max(0, tokens.get(after).getType())));
        }
        if (next == TarnParser.VALUES) {
            return at + 2 < tokens.size() && isOpen(tokens.get(at + 2).getType());
        }
        return QUERY_WORDS.get(Math.max(0, next)) && before != TarnParser.TRIM;
    }

    private static boolean isDistinctOn(List<Token> tokens, int at) {
        return at > 1
                && tokens.get(at - 1).getType() == TarnParser.ON
                && tokens.get(at - 2).getType() == TarnParser.DISTINCT;
    }

    private static boolean isOpen(int type) {
        return type == TarnParser.LPAREN || type == TarnParser.LPAREN_QUERY;
    }

    private static boolean maybeCall(int before) {
        if (before == TarnParser.IDENTIFIER || before == TarnParser.QUOTED_IDENTIFIER) {
            return true;
        }
        String word = before > 0 ? TarnParser.VOCABULARY.getSymbolicName(before) : null;
        var use = word == null ? null : Keywords.use(word);
        return use != null && use != Keywords.Use.RESERVED && !NOT_CALLS.get(before) && use != Keywords.Use.FUNCTION
                || before == TarnParser.LEFT
                || before == TarnParser.RIGHT;
    }
}
