package tarn.sql.ast;

import tarn.sql.error.Span;

/** Any part of a statement. */
public interface Node {
    /** Where it stands in the text that was parsed (the whole script, not the one statement). */
    Span span();
}
