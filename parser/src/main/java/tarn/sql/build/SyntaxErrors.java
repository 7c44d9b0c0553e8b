package tarn.sql.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Nearest;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;
import tarn.sql.text.Keywords;

/** Explains why a text is not SQL: what was found, what could have stood there instead, and what was probably meant. */
final class SyntaxErrors {
    private static final int MOST_EXPECTED = 4;
    private static final int LONGEST_FOUND = 40;
    private static final int SHORTEST_GUESSED = 4;

    /** Texts of more tokens are not walked for what was expected. */
    private static final int MOST_TOKENS = 20_000;

    /** Words that begin or join clauses: whoever writes one does not mean a name. */
    private static final Set<String> CLAUSE_WORDS = Set.of(
            "FROM",
            "WHERE",
            "SELECT",
            "AS",
            "ON",
            "AND",
            "OR",
            "NOT",
            "IN",
            "WITH",
            "WHEN",
            "THEN",
            "ELSE",
            "CASE",
            "HAVING",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "USING",
            "INTO",
            "LIMIT",
            "QUALIFY",
            "NULL",
            "IS",
            "JOIN");

    /** Expected words that are worth telling first. */
    private static final List<String> COMMON_WORDS = List.of(
            "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "SET", "VALUES", "INTO", "TABLE", "VIEW",
            "ON", "USING", "AS", "AND", "THEN", "WHEN", "END", "BY", "JOIN", "TO", "SCHEMA", "MACRO");

    /** Words that are operators where an operand has just ended. */
    private static final BitSet OPERATOR_WORDS = bits(
            TarnParser.AND,
            TarnParser.OR,
            TarnParser.NOT,
            TarnParser.IN,
            TarnParser.IS,
            TarnParser.BETWEEN,
            TarnParser.LIKE,
            TarnParser.ILIKE,
            TarnParser.GLOB,
            TarnParser.SIMILAR,
            TarnParser.ISNULL,
            TarnParser.NOTNULL,
            TarnParser.COLLATE,
            TarnParser.AT,
            TarnParser.ESCAPE);

    private static final Map<Integer, String> SYMBOLS = Map.of(
            TarnParser.LPAREN, "'('",
            TarnParser.RPAREN, "')'",
            TarnParser.LBRACKET, "'['",
            TarnParser.RBRACKET, "']'",
            TarnParser.LBRACE, "'{'",
            TarnParser.RBRACE, "'}'",
            TarnParser.COMMA, "','",
            TarnParser.COLON, "':'",
            TarnParser.EQUALS, "'='",
            TarnParser.LPAREN_QUERY, "'('");

    private final String sql;
    private final TokenList tokens;
    private final int rule;

    private SyntaxErrors(String sql, TokenList tokens, int rule) {
        this.sql = sql;
        this.tokens = tokens;
        this.rule = rule;
    }

    private static BitSet bits(int... types) {
        var set = new BitSet();
        for (int type : types) {
            set.set(type);
        }
        return set;
    }

    static SqlException explain(String sql, TokenList tokens, int rule, ParseCancellationException failure) {
        return new SyntaxErrors(sql, tokens, rule).explain(failure);
    }

    private SqlException explain(ParseCancellationException failure) {
        int[] types = Expectations.types(tokens);
        @Nullable Expectations walk;
        try {
            walk = types.length > MOST_TOKENS ? null : Expectations.walk(rule, types);
        } catch (StackOverflowError _) {
            walk = null;
        }
        if (walk == null || walk.furthest() >= types.length) {
            if (!(failure.getCause() instanceof RecognitionException cause)) {
                throw failure;
            }
            Token token = cause.getOffendingToken();
            return SqlException.syntax("did not expect " + found(token), span(token));
        }
        int at = walk.furthest();
        var misspelt = misspelt(walk, types, at);
        if (misspelt != null) {
            return misspelt;
        }
        Token token = tokens.tokens().get(at);
        var error = SqlException.syntax(
                "expected " + human(walk.at(at)) + after(walk.at(at), at) + " but found " + found(token), span(token));
        return withHints(error, walk, types, at);
    }

    private Span span(Token token) {
        int start = token.getStartIndex();
        return new Span(start, Math.max(start, token.getStopIndex() + 1));
    }

    private String text(Token token) {
        return span(token).of(sql);
    }

    private String found(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the statement";
        }
        String text = text(token).replaceAll("\\s+", " ");
        text = text.length() <= LONGEST_FOUND ? text : text.substring(0, LONGEST_FOUND) + "...";
        return SYMBOLS.getOrDefault(token.getType(), text);
    }

    /** BY alone does not say which clause it belongs to. */
    private String after(Expectations.Expected expected, int at) {
        boolean by = at > 0
                && expected.everyToken().get(TarnParser.BY)
                && human(expected).equals("BY");
        return by ? " after " + text(tokens.tokens().get(at - 1)).toUpperCase(Locale.ROOT) : "";
    }

    // ---- what was probably meant

    /** An error about a misspelt keyword: at the place of failure, or one before it, where it passed as a name. */
    private @Nullable SqlException misspelt(Expectations walk, int[] types, int at) {
        for (int place = at; place >= Math.max(0, at - 1); place--) {
            Token token = tokens.tokens().get(place);
            if (token.getType() != TarnParser.IDENTIFIER) {
                continue;
            }
            String word = text(token);
            String best = null;
            int reach = Math.max(at, place + 1);
            for (String near : Nearest.of(word, keywords(walk.at(place).everyToken()))) {
                int[] corrected = types.clone();
                corrected[place] = keywordType(near);
                var again = Expectations.walk(rule, corrected);
                if (again != null && again.furthest() > reach) {
                    reach = again.furthest();
                    best = near;
                }
            }
            if (best != null) {
                return SqlException.syntax("expected " + best + " but found " + word, span(token))
                        .hint("did you mean " + best + "?");
            }
        }
        return null;
    }

    private static List<String> keywords(BitSet types) {
        return types.stream()
                .filter(type -> type > 0)
                .mapToObj(TarnParser.VOCABULARY::getSymbolicName)
                .filter(name -> Keywords.use(name) != null && name.length() > 1)
                .toList();
    }

    private static int keywordType(String keyword) {
        for (int type = 1; type <= TarnParser.VOCABULARY.getMaxTokenType(); type++) {
            if (keyword.equals(TarnParser.VOCABULARY.getSymbolicName(type))) {
                return type;
            }
        }
        throw new IllegalStateException("not a keyword: " + keyword);
    }

    private SqlException withHints(SqlException error, Expectations walk, int[] types, int at) {
        Token token = tokens.tokens().get(at);
        var here = walk.at(at);
        if (token.getType() == TarnParser.IDENTIFIER && text(token).length() >= SHORTEST_GUESSED) {
            var near = Nearest.of(text(token), keywords(here.everyToken()));
            if (!near.isEmpty()) {
                return error.hint("did you mean " + near.getFirst() + "?");
            }
        }
        String upper = text(token).toUpperCase(Locale.ROOT);
        if (Keywords.isReserved(upper)
                && !CLAUSE_WORDS.contains(upper)
                && here.everyToken().get(TarnParser.IDENTIFIER)) {
            int[] quoted = types.clone();
            quoted[at] = TarnParser.QUOTED_IDENTIFIER;
            var again = Expectations.walk(rule, quoted);
            if (again != null && again.furthest() > at + 1) {
                return error.hint(upper + " is a reserved word; as a name it is written \"" + text(token) + "\"");
            }
        }
        if (here.tokens().get(TarnParser.ON) && here.tokens().get(TarnParser.USING)) {
            return error.hint("a join without a condition is a CROSS JOIN");
        }
        boolean ends = token.getType() == Token.EOF || CLAUSE_WORDS.contains(upper);
        if (ends) {
            Token open = unclosed(at);
            if (open != null && here.everyToken().get(closing(open))) {
                return error.hint("the " + text(open) + " " + position(open) + " is not closed");
            }
        }
        if (token.getType() == TarnParser.RPAREN && !here.everyToken().get(TarnParser.RPAREN) && unopened(at)) {
            return error.hint("there is no ( that this ) closes");
        }
        return error;
    }

    /** The innermost bracket before a token that is open there. */
    private @Nullable Token unclosed(int before) {
        int depth = 0;
        for (Token token : tokens.tokens().subList(0, before).reversed()) {
            if (isClose(token)) {
                depth++;
            } else if ((isOpen(token) || closing(token) != TarnParser.RPAREN) && --depth < 0) {
                return token;
            }
        }
        return null;
    }

    private static boolean isClose(Token token) {
        return token.getType() == TarnParser.RPAREN
                || token.getType() == TarnParser.RBRACKET
                || token.getType() == TarnParser.RBRACE;
    }

    /** The kind of bracket that closes this one. */
    private static int closing(Token open) {
        return switch (open.getType()) {
            case TarnParser.LBRACKET -> TarnParser.RBRACKET;
            case TarnParser.LBRACE -> TarnParser.RBRACE;
            default -> TarnParser.RPAREN;
        };
    }

    private static boolean isOpen(Token token) {
        return token.getType() == TarnParser.LPAREN || token.getType() == TarnParser.LPAREN_QUERY;
    }

    private boolean unopened(int at) {
        int depth = 0;
        for (Token token : tokens.tokens().subList(0, at + 1)) {
            depth += isOpen(token) ? 1 : token.getType() == TarnParser.RPAREN ? -1 : 0;
        }
        return depth < 0;
    }

    private String position(Token token) {
        int start = token.getStartIndex();
        int lineStart = sql.lastIndexOf('\n', start - 1) + 1;
        long line = sql.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        return "at line " + line + ", column " + (sql.codePointCount(lineStart, start) + 1);
    }

    // ---- what could have stood there

    private static String human(Expectations.Expected expected) {
        var names = new ArrayList<String>();
        expected.labels().stream()
                .filter(label -> !label.equals("an operator") && !label.equals("an alias"))
                .sorted()
                .forEach(names::add);
        boolean afterOperand = expected.everyToken().get(TarnParser.PLUS)
                && expected.everyToken().get(TarnParser.SLASH);
        if (names.contains("an expression")) {
            names.removeIf(name -> name.equals("a name") || name.equals("a value"));
        }
        if (afterOperand) {
            names.remove("a string");
        }
        boolean phrases = !names.isEmpty();
        boolean join = expected.tokens().get(TarnParser.ON) && expected.tokens().get(TarnParser.USING);
        boolean enclosed =
                expected.tokens().get(TarnParser.RPAREN) && expected.tokens().get(TarnParser.COMMA);
        addSymbols(names, expected.tokens(), afterOperand || join || enclosed || names.contains("an expression"));
        if (join && !phrases) {
            names.add("ON");
            names.add("USING");
        } else if (expected.tokens().get(TarnParser.BY) && !enclosed && !phrases) {
            names.clear();
            names.add("BY");
        } else if (!phrases && !enclosed) {
            addWords(names, expected, afterOperand);
        }
        if (expected.tokens().get(0) && names.size() < MOST_EXPECTED && !phrases) {
            names.add("the end of the statement");
        }
        for (int type : new int[] {TarnParser.COLON, TarnParser.DOT, TarnParser.LPAREN}) {
            if (names.isEmpty() && expected.tokens().get(type)) {
                names.add(symbol(type));
            }
        }
        if (names.isEmpty() && expected.tokens().get(TarnParser.COLON_EQUALS)) {
            names.add("':='");
        }
        if (names.isEmpty()) {
            names.add(afterOperand ? "an operator" : expected.labels().isEmpty() ? "something else" : "a name");
        }
        var shown = names.subList(0, Math.min(names.size(), MOST_EXPECTED));
        String last = shown.getLast();
        return shown.size() == 1 ? last : String.join(", ", shown.subList(0, shown.size() - 1)) + " or " + last;
    }

    private static void addSymbols(List<String> names, BitSet tokens, boolean afterOperand) {
        for (int type : new int[] {TarnParser.RPAREN, TarnParser.RBRACKET, TarnParser.RBRACE, TarnParser.COMMA}) {
            if (tokens.get(type)) {
                names.add(symbol(type));
            }
        }
        if (!afterOperand) {
            for (int type : new int[] {TarnParser.LPAREN, TarnParser.EQUALS}) {
                if (tokens.get(type)) {
                    names.add(symbol(type));
                }
            }
        }
    }

    private static String symbol(int type) {
        return SYMBOLS.getOrDefault(type, "a symbol");
    }

    private static void addWords(List<String> names, Expectations.Expected expected, boolean afterOperand) {
        var words = new ArrayList<String>();
        var tokens = expected.tokens();
        for (int type = tokens.nextSetBit(1); type >= 0; type = tokens.nextSetBit(type + 1)) {
            String word = TarnParser.VOCABULARY.getSymbolicName(type);
            boolean operator =
                    afterOperand && OPERATOR_WORDS.get(type) && !(type == TarnParser.AND && !tokens.get(TarnParser.OR));
            if (Keywords.use(word) != null && !operator) {
                words.add(word);
            }
            if (type == TarnParser.NUMBER) {
                names.add("a number");
            }
        }
        words.sort((a, b) -> Integer.compare(rank(a), rank(b)));
        words.forEach(word -> names.add(
                switch (word) {
                    case "GROUP", "ORDER" -> word + " BY";
                    default -> word;
                }));
    }

    private static int rank(String word) {
        int rank = COMMON_WORDS.indexOf(word);
        return rank < 0 ? COMMON_WORDS.size() : rank;
    }
}
