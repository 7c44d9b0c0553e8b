package tarn.sql.ast;

import java.util.Locale;
import tarn.sql.error.Span;

/**
 * One name as written, without quotes. Names keep their letter case and are compared without regard to it, quoted or not, as in DuckDB.
 *
 * @param quoted whether it stood in double quotes (so it cannot be a keyword such as {@code current_date})
 */
public record Identifier(String text, boolean quoted, Span span) implements Node {
    public boolean matches(String name) {
        return text.equalsIgnoreCase(name);
    }

    /** The form to use as a key in maps. */
    public String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
