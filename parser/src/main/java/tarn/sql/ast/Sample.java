package tarn.sql.ast;

import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * TABLESAMPLE of a table or USING SAMPLE of a query.
 *
 * @param size rows, or percent of the rows
 * @param method {@code reservoir}, {@code bernoulli} or {@code system}, null where not written
 * @param seed of REPEATABLE, null where not written
 */
public record Sample(
        Expression size,
        boolean percent,
        @Nullable Identifier method,
        @Nullable Expression seed,
        Span span) implements Node {}
