package tarn.sql.text;

import java.util.ArrayList;
import java.util.List;
import tarn.sql.error.Span;
import tarn.sql.text.SqlToken.Kind;

/** Cuts a script into statements at the semicolons that stand outside strings, quoted names, comments and dollar quotes. */
public final class StatementSplitter {
    private StatementSplitter() {}

    /**
     * One statement of a script.
     *
     * @param text from its first token to its last, without the semicolon; comments within are kept
     * @param span where that is in the script
     * @param closed whether a semicolon follows; only the last statement may lack one
     */
    public record Piece(String text, Span span, boolean closed) {}

    /** How far a text is that somebody is still writing. */
    public enum State {
        /** Nothing but blanks and comments. */
        EMPTY,
        /** The last statement has its semicolon. */
        COMPLETE,
        /** Some statement is there, its semicolon is not. */
        UNFINISHED,
        OPEN_STRING,
        OPEN_NAME,
        OPEN_COMMENT
    }

    /** The statements in order; empty ones are left out. */
    public static List<Piece> split(String script) {
        var pieces = new ArrayList<Piece>();
        var scanner = new Scanner(script);
        int start = -1;
        int end = -1;
        for (var token = scanner.next(); token != null; token = scanner.next()) {
            if (token.isSemicolon()) {
                if (start >= 0) {
                    pieces.add(piece(script, start, end, true));
                }
                start = -1;
            } else if (token.kind() != Kind.COMMENT || !token.closed()) {
                start = start < 0 ? token.start() : start;
                end = token.end();
            }
        }
        if (start >= 0) {
            pieces.add(piece(script, start, end, false));
        }
        return pieces;
    }

    private static Piece piece(String script, int start, int end, boolean closed) {
        return new Piece(script.substring(start, end), new Span(start, end), closed);
    }

    /** Whether more text is needed before the last statement can be run, and why. */
    public static State state(String text) {
        var scanner = new Scanner(text);
        var state = State.EMPTY;
        for (var token = scanner.next(); token != null; token = scanner.next()) {
            if (!token.closed()) {
                return switch (token.kind()) {
                    case COMMENT -> State.OPEN_COMMENT;
                    case QUOTED_IDENTIFIER -> State.OPEN_NAME;
                    default -> State.OPEN_STRING;
                };
            }
            if (token.isSemicolon()) {
                state = state == State.EMPTY ? State.EMPTY : State.COMPLETE;
            } else if (token.kind() != Kind.COMMENT) {
                state = State.UNFINISHED;
            }
        }
        return state;
    }

    /** Whether every statement of the text has its semicolon (true for an empty text). */
    public static boolean isComplete(String text) {
        var state = state(text);
        return state == State.COMPLETE || state == State.EMPTY;
    }
}
