package tarn.sql.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that cannot be parsed, bound or run. The message is one lower-case sentence without a full stop, the variable part last; the
 * span says which part of the statement text is at fault. {@link ErrorRenderer} makes the text that people read.
 */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String sentence;
    private final transient Span span;
    private final transient List<String> hints;
    private final transient @Nullable String sql;

    public SqlException(ErrorCode code, String sentence, Span span, List<String> hints) {
        this(code, sentence, span, hints, null, null);
    }

    private SqlException(
            ErrorCode code,
            String sentence,
            Span span,
            List<String> hints,
            @Nullable String sql,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.sentence = sentence;
        this.span = span;
        this.hints = List.copyOf(hints);
        this.sql = sql;
    }

    /** An error at {@code span} without hints: the one-liner to throw. */
    public static SqlException of(ErrorCode code, String sentence, Span span) {
        return new SqlException(code, sentence, span, List.of());
    }

    /** An error that belongs to no place in the text, or whose place the caller adds with {@link #at}. */
    public static SqlException of(ErrorCode code, String sentence) {
        return new SqlException(code, sentence, Span.NONE, List.of());
    }

    public static SqlException syntax(String sentence, Span span) {
        return of(ErrorCode.SYNTAX, sentence, span);
    }

    public static SqlException notSupported(String what, Span span) {
        return of(ErrorCode.NOT_SUPPORTED, "not supported: " + what, span);
    }

    public static SqlException unknownTable(String name, Span span, Collection<String> known) {
        return of(ErrorCode.UNKNOWN_TABLE, "unknown table: " + name, span).suggesting(name, known);
    }

    public static SqlException unknownColumn(String name, Span span, Collection<String> inScope) {
        return of(ErrorCode.UNKNOWN_COLUMN, "unknown column: " + name, span).suggesting(name, inScope);
    }

    public static SqlException unknownFunction(String name, Span span, Collection<String> known) {
        return of(ErrorCode.UNKNOWN_FUNCTION, "unknown function: " + name, span).suggesting(name, known);
    }

    public static SqlException ambiguousColumn(String name, Span span, Collection<String> candidates) {
        var error = of(ErrorCode.AMBIGUOUS_COLUMN, "ambiguous column: " + name, span);
        return candidates.isEmpty() ? error : error.hint("write one of: " + String.join(", ", candidates));
    }

    public static SqlException typeMismatch(String sentence, Span span) {
        return of(ErrorCode.TYPE_MISMATCH, sentence, span);
    }

    /** A fault of the engine itself, never of the statement. */
    public static SqlException internal(String sentence, @Nullable Throwable cause) {
        return new SqlException(ErrorCode.INTERNAL, "internal error: " + sentence, Span.NONE, List.of(), null, cause);
    }

    /** This error placed at {@code place}, unless it already has a place. */
    public SqlException at(Span place) {
        return span.isNone() && !place.isNone() ? copy(place, hints, sql, getCause()) : this;
    }

    /** This error with one more hint, a short clause such as {@code did you mean price?}. */
    public SqlException hint(String hint) {
        var more = new ArrayList<>(hints);
        more.add(hint);
        return copy(span, more, sql, getCause());
    }

    /** This error with a "did you mean" hint where some of {@code candidates} are close to {@code name}. */
    public SqlException suggesting(String name, Collection<String> candidates) {
        var near = Nearest.of(name, candidates);
        return near.isEmpty() ? this : hint("did you mean " + String.join(" or ", near) + "?");
    }

    /** This error with the statement text it belongs to, unless it already has one. */
    public SqlException withSql(String text) {
        return sql == null ? copy(span, hints, text, getCause()) : this;
    }

    public SqlException causedBy(Throwable cause) {
        return copy(span, hints, sql, cause);
    }

    private SqlException copy(Span place, List<String> newHints, @Nullable String text, @Nullable Throwable cause) {
        var copy = new SqlException(code, sentence, place, newHints, text, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence alone, the same as {@link #getMessage()}. */
    public String sentence() {
        return sentence;
    }

    public Span span() {
        return span == null ? Span.NONE : span;
    }

    public List<String> hints() {
        return hints == null ? List.of() : hints;
    }

    /** The text that {@link #span} points into, or null where nobody has said. */
    public @Nullable String sql() {
        return sql;
    }

    /** The full text for people: sentence, place, caret and hints; the place only where the statement text is known. */
    public String rendered() {
        return ErrorRenderer.render(this, sql);
    }
}
