package tarn.sql.error;

/**
 * A stretch of statement text as character offsets, {@code end} exclusive. {@link #NONE} stands for "nowhere in the text"; an empty span
 * ({@code start == end}) is a place between two characters, such as the end of the input.
 */
public record Span(int start, int end) {
    /** No place at all: for things that do not come from text. */
    public static final Span NONE = new Span(-1, -1);

    public Span {
        if (start > end || start < -1) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    public boolean isNone() {
        return start < 0;
    }

    public int length() {
        return end - start;
    }

    /** The smallest span that covers this one and {@code last}; a missing one is ignored. */
    public Span to(Span last) {
        if (isNone()) {
            return last;
        }
        if (last.isNone()) {
            return this;
        }
        return new Span(Math.min(start, last.start), Math.max(end, last.end));
    }

    /** The text under this span, empty for {@link #NONE}; offsets past the end of {@code sql} are cut off. */
    public String of(String sql) {
        return isNone() ? "" : sql.substring(Math.min(start, sql.length()), Math.min(end, sql.length()));
    }
}
