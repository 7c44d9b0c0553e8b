package tarn.sql.ast;

import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * One entry of an option list: {@code HEADER} (value null), {@code DELIMITER '|'}, {@code FORMAT csv} (a {@link Expression.ColumnName}),
 * {@code PARTITION_BY (a, b)} (a {@link Expression.Row}), {@code FORCE_QUOTE *} (a bare star).
 */
public record Option(Identifier name, @Nullable Expression value, Span span) implements Node {}
