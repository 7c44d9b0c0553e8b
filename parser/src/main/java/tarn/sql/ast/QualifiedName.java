package tarn.sql.ast;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** A name with the names it lives in, outermost first: {@code t}, {@code schema.t}, {@code catalog.schema.t}. Never empty. */
public record QualifiedName(List<Identifier> parts, Span span) implements Node {
    public QualifiedName {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a name has at least one part");
        }
    }

    public static QualifiedName of(Identifier name) {
        return new QualifiedName(List.of(name), name.span());
    }

    /** The innermost name. */
    public Identifier last() {
        return parts.getLast();
    }

    /** What stands before the last part, or null. */
    public @Nullable QualifiedName qualifier() {
        if (parts.size() == 1) {
            return null;
        }
        var outer = parts.subList(0, parts.size() - 1);
        return new QualifiedName(
                outer, outer.getFirst().span().to(outer.getLast().span()));
    }

    /** The parts joined by dots, for messages. */
    public String text() {
        return parts.stream().map(Identifier::text).collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return text();
    }
}
