package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** The text that a statement is built from, and what must be counted over the whole of it. */
final class Source {
    /** Deeper than this nobody writes, and every later stage may recurse over the tree without fear for its stack. */
    static final int DEEPEST = 1000;

    private final String sql;
    private int parameters;
    private int depth;

    Source(String sql) {
        this.sql = sql;
    }

    Span span(ParserRuleContext node) {
        return span(node.getStart(), node.getStop());
    }

    Span span(Token first, Token last) {
        return new Span(first.getStartIndex(), Math.max(first.getStartIndex(), last.getStopIndex() + 1));
    }

    Span span(Token token) {
        return span(token, token);
    }

    String text(Token token) {
        return sql.substring(token.getStartIndex(), token.getStopIndex() + 1);
    }

    String text(ParserRuleContext node) {
        return span(node).of(sql);
    }

    /** The position of the next {@code ?}: behind all that came before it. */
    int nextParameter() {
        return ++parameters;
    }

    /** Takes note of {@code $3}. */
    void numberedParameter(int position) {
        parameters = Math.max(parameters, position);
    }

    /** Builds one level further down, and refuses to go too deep. */
    <T> T deeper(ParserRuleContext node, Supplier<T> build) {
        if (++depth > DEEPEST) {
            throw tooDeep(
                    new Span(node.getStart().getStartIndex(), node.getStart().getStopIndex() + 1));
        }
        try {
            return build.get();
        } finally {
            depth--;
        }
    }

    static SqlException tooDeep(Span span) {
        return SqlException.syntax("expression or query is nested too deeply: more than " + DEEPEST + " levels", span);
    }

    /** Whether this keyword or symbol stands directly under the node. */
    static boolean has(ParserRuleContext node, int tokenType) {
        return node.getToken(tokenType, 0) != null;
    }

    /** The children of a left-recursive chain of {@code type}, outermost operands in order of the text, without recursion. */
    static <T extends ParserRuleContext> List<T> chain(
            T node, Predicate<T> isLink, Function<T, List<? extends T>> operands) {
        var backwards = new ArrayList<T>();
        T left = node;
        while (isLink.test(left)) {
            var pair = operands.apply(left);
            backwards.add(pair.get(1));
            left = pair.get(0);
        }
        backwards.add(left);
        return backwards.reversed();
    }
}
