package tarn.sql.ast;

import tarn.sql.error.Span;

/**
 * Syntax without its places: what the bodies of views and macros are kept as. Their text is not that of the statements that use them, so a
 * place in it would point anywhere; whoever binds them gives all that has no place the place of the use.
 */
public final class Unplaced {
    private Unplaced() {}

    /** The same tree with {@link Span#NONE} everywhere. */
    public static <N extends Node> N of(N node) {
        return Rebuilding.of(node, part -> part instanceof Span ? Span.NONE : null);
    }
}
