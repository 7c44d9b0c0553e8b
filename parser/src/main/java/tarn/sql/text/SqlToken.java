package tarn.sql.text;

import tarn.sql.error.Span;

/**
 * One token of SQL text; blanks are not tokens.
 *
 * @param terminal the name by which the grammar knows it: the upper-case word of a keyword, {@code STRING}, {@code LPAREN} and so on
 * @param closed false for a string, quoted name or comment that the text ends in the middle of
 */
public record SqlToken(Kind kind, String terminal, int start, int end, boolean closed) {
    /** Coarse kinds, enough to colour text. */
    public enum Kind {
        KEYWORD,
        IDENTIFIER,
        QUOTED_IDENTIFIER,
        STRING,
        NUMBER,
        PARAMETER,
        OPERATOR,
        /** Parentheses, brackets, comma, dot, semicolon. */
        PUNCTUATION,
        COMMENT,
        /** A character that SQL has no use for. */
        UNKNOWN
    }

    public Span span() {
        return new Span(start, end);
    }

    public boolean isSemicolon() {
        return kind == Kind.PUNCTUATION && terminal.equals("SEMICOLON");
    }
}
