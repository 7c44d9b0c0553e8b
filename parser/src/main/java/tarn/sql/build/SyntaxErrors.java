package tarn.sql.build;

import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Explains why a text is not SQL. */
final class SyntaxErrors {
    private SyntaxErrors() {}

    static SqlException explain(String sql, TokenList tokens, ParseCancellationException failure) {
        if (!(failure.getCause() instanceof RecognitionException cause)) {
            throw failure;
        }
        var token = cause.getOffendingToken();
        Span span = new Span(token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex() + 1));
        return SqlException.syntax("unexpected " + span.of(sql), span);
    }
}
